CREATE TABLE "webhook_dead_letters" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "webhook_dead_letters_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"webhook_id" bigint NOT NULL,
	"revision" bigint NOT NULL,
	"after_change_id" bigint NOT NULL,
	"attempts" integer NOT NULL,
	"last_error" text NOT NULL,
	"given_up_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "webhook_dead_letters_webhook_id_revision_after_change_id_unique" UNIQUE("webhook_id","revision","after_change_id")
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "webhooks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL UNIQUE,
	"url" text NOT NULL,
	"key" bytea NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"revision" bigint NOT NULL,
	"change_id" bigint NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"last_error" text,
	"last_delivered_at" timestamp(3) with time zone,
	"leased_by" text,
	"leased_until" timestamp(3) with time zone,
	CONSTRAINT "webhooks_key_is_long" CHECK (octet_length("key") >= 24)
);
--> statement-breakpoint
DROP INDEX "changes_change_set_id_index";--> statement-breakpoint
CREATE INDEX "changes_change_set_id_id_index" ON "changes" ("change_set_id","id");--> statement-breakpoint
ALTER TABLE "webhook_dead_letters" ADD CONSTRAINT "webhook_dead_letters_webhook_id_webhooks_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhooks"("id") ON DELETE CASCADE;