ALTER TABLE "changes" ADD COLUMN "subjects" text[] GENERATED ALWAYS AS (change_subjects("noun", "slug", "before", "after")) STORED;--> statement-breakpoint
ALTER TABLE "changes" ALTER COLUMN "subjects" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "changes_subjects_index" ON "changes" USING gin ("subjects");