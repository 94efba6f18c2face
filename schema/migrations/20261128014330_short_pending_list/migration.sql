DROP INDEX "changes_subjects_index";--> statement-breakpoint
CREATE INDEX "changes_subjects_index" ON "changes" USING gin ("subjects") WITH (gin_pending_list_limit=256);