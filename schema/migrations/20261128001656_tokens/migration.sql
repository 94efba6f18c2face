CREATE TYPE "token_scope" AS ENUM('read', 'write', 'admin');--> statement-breakpoint
CREATE TABLE "tokens" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tokens_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"scope" "token_scope" NOT NULL,
	"hash" bytea NOT NULL UNIQUE,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"created_by" text,
	"expires_at" timestamp(3) with time zone,
	"last_used_at" timestamp(3) with time zone,
	"revoked_at" timestamp(3) with time zone,
	"revoked_by" text,
	CONSTRAINT "tokens_hash_is_sha256" CHECK (octet_length("hash") = 32)
);
--> statement-breakpoint
CREATE UNIQUE INDEX "tokens_name_index" ON "tokens" ("name") WHERE "revoked_at" is null;