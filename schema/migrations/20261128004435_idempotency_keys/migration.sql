CREATE TABLE "idempotency_keys" (
	"caller" text,
	"key" text,
	"input" text NOT NULL,
	"answer" jsonb,
	"change_set_id" bigint,
	"used_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY("caller","key")
);
--> statement-breakpoint
ALTER TABLE "capabilities" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX "idempotency_keys_used_at_index" ON "idempotency_keys" ("used_at");--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_change_set_id_change_sets_id_fkey" FOREIGN KEY ("change_set_id") REFERENCES "change_sets"("id");