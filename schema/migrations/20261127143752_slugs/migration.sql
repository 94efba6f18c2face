CREATE TABLE "slugs" (
	"type" "node_type",
	"slug" text collate "C",
	"node_id" bigint NOT NULL,
	"integration_id" bigint GENERATED ALWAYS AS (case when "type" = 'INTEGRATION' then "node_id" end) STORED,
	"feature_id" bigint GENERATED ALWAYS AS (case when "type" = 'FEATURE' then "node_id" end) STORED,
	"contributor_id" bigint GENERATED ALWAYS AS (case when "type" = 'CONTRIBUTOR' then "node_id" end) STORED,
	"blocker_id" bigint GENERATED ALWAYS AS (case when "type" = 'BLOCKER' then "node_id" end) STORED,
	"release_id" bigint GENERATED ALWAYS AS (case when "type" = 'RELEASE' then "node_id" end) STORED,
	"source_id" bigint GENERATED ALWAYS AS (case when "type" = 'SOURCE' then "node_id" end) STORED,
	CONSTRAINT "slugs_pkey" PRIMARY KEY("type","slug"),
	CONSTRAINT "slugs_type_slug_node_id_unique" UNIQUE("type","slug","node_id")
);
--> statement-breakpoint
ALTER TABLE "blockers" DROP CONSTRAINT "blockers_slug_key";--> statement-breakpoint
ALTER TABLE "contributors" DROP CONSTRAINT "contributors_slug_key";--> statement-breakpoint
ALTER TABLE "features" DROP CONSTRAINT "features_slug_key";--> statement-breakpoint
ALTER TABLE "integrations" DROP CONSTRAINT "integrations_slug_key";--> statement-breakpoint
ALTER TABLE "releases" DROP CONSTRAINT "releases_slug_key";--> statement-breakpoint
ALTER TABLE "sources" DROP CONSTRAINT "sources_slug_key";--> statement-breakpoint
ALTER TABLE "blockers" ADD COLUMN "node_type" "node_type" GENERATED ALWAYS AS ('BLOCKER'::node_type) STORED;--> statement-breakpoint
ALTER TABLE "contributors" ADD COLUMN "node_type" "node_type" GENERATED ALWAYS AS ('CONTRIBUTOR'::node_type) STORED;--> statement-breakpoint
ALTER TABLE "features" ADD COLUMN "node_type" "node_type" GENERATED ALWAYS AS ('FEATURE'::node_type) STORED;--> statement-breakpoint
ALTER TABLE "integrations" ADD COLUMN "node_type" "node_type" GENERATED ALWAYS AS ('INTEGRATION'::node_type) STORED;--> statement-breakpoint
ALTER TABLE "releases" ADD COLUMN "node_type" "node_type" GENERATED ALWAYS AS ('RELEASE'::node_type) STORED;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "node_type" "node_type" GENERATED ALWAYS AS ('SOURCE'::node_type) STORED;--> statement-breakpoint
CREATE INDEX "blockers_slug_index" ON "blockers" ("slug");--> statement-breakpoint
CREATE INDEX "contributors_slug_index" ON "contributors" ("slug");--> statement-breakpoint
CREATE INDEX "features_slug_index" ON "features" ("slug");--> statement-breakpoint
CREATE INDEX "integrations_slug_index" ON "integrations" ("slug");--> statement-breakpoint
CREATE INDEX "releases_slug_index" ON "releases" ("slug");--> statement-breakpoint
CREATE INDEX "slugs_integration_id_index" ON "slugs" ("integration_id") WHERE "integration_id" is not null;--> statement-breakpoint
CREATE INDEX "slugs_feature_id_index" ON "slugs" ("feature_id") WHERE "feature_id" is not null;--> statement-breakpoint
CREATE INDEX "slugs_contributor_id_index" ON "slugs" ("contributor_id") WHERE "contributor_id" is not null;--> statement-breakpoint
CREATE INDEX "slugs_blocker_id_index" ON "slugs" ("blocker_id") WHERE "blocker_id" is not null;--> statement-breakpoint
CREATE INDEX "slugs_release_id_index" ON "slugs" ("release_id") WHERE "release_id" is not null;--> statement-breakpoint
CREATE INDEX "slugs_source_id_index" ON "slugs" ("source_id") WHERE "source_id" is not null;--> statement-breakpoint
CREATE INDEX "sources_slug_index" ON "sources" ("slug");--> statement-breakpoint
ALTER TABLE "slugs" ADD CONSTRAINT "slugs_integration_id_integrations_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "slugs" ADD CONSTRAINT "slugs_feature_id_features_id_fkey" FOREIGN KEY ("feature_id") REFERENCES "features"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "slugs" ADD CONSTRAINT "slugs_contributor_id_contributors_id_fkey" FOREIGN KEY ("contributor_id") REFERENCES "contributors"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "slugs" ADD CONSTRAINT "slugs_blocker_id_blockers_id_fkey" FOREIGN KEY ("blocker_id") REFERENCES "blockers"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "slugs" ADD CONSTRAINT "slugs_release_id_releases_id_fkey" FOREIGN KEY ("release_id") REFERENCES "releases"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "slugs" ADD CONSTRAINT "slugs_source_id_sources_id_fkey" FOREIGN KEY ("source_id") REFERENCES "sources"("id") ON DELETE CASCADE;