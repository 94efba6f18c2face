CREATE TYPE "blocker_state" AS ENUM('OPEN', 'RESOLVED', 'WONT_FIX');--> statement-breakpoint
CREATE TYPE "blocker_kind" AS ENUM('MISSING_FEATURE', 'NOT_INTEGRATED', 'KERNEL', 'POLICY', 'DEFECT', 'SECURITY', 'LIMITATION');--> statement-breakpoint
CREATE TYPE "capability_state" AS ENUM('WORKS', 'PARTIAL', 'MISSING');--> statement-breakpoint
CREATE TYPE "change_operation" AS ENUM('CREATE', 'UPDATE', 'DELETE');--> statement-breakpoint
CREATE TYPE "contribution_role" AS ENUM('AUTHORED', 'PROPOSED', 'MAINTAINS', 'REVIEWED', 'DOCUMENTED');--> statement-breakpoint
CREATE TYPE "contribution_state" AS ENUM('DONE', 'PLANNED', 'ABANDONED');--> statement-breakpoint
CREATE TYPE "dependency_kind" AS ENUM('CALLS', 'LINKS', 'PART_OF', 'WORKS_WITH', 'SUCCEEDS', 'FORKED_FROM', 'ALTERNATIVE_TO');--> statement-breakpoint
CREATE TYPE "fact_kind" AS ENUM('STATUS_REPORT', 'CAPABILITY_REPORT', 'BLOCKER', 'BLOCKER_REPORT', 'BLOCKER_REVIEW', 'REMEDY', 'FEATURE_RELEASE', 'REQUIREMENT', 'ADOPTION', 'DEPENDENCY', 'CONTRIBUTION');--> statement-breakpoint
CREATE TYPE "feature_change" AS ENUM('ADDED', 'REMOVED');--> statement-breakpoint
CREATE TYPE "feature_kind" AS ENUM('CLI_OPTION', 'RPC', 'IMAGE_FORMAT', 'PLUGIN', 'LIBRARY', 'KERNEL');--> statement-breakpoint
CREATE TYPE "integration_kind" AS ENUM('CONTAINER_ENGINE', 'CONTAINER_RUNTIME', 'DESKTOP_COMPOSITOR', 'FILE_UTILITY', 'HPC_SCHEDULER', 'INIT_SYSTEM', 'LANGUAGE_RUNTIME', 'MPI', 'OPERATING_SYSTEM', 'ORCHESTRATOR', 'SHELL', 'TERMINAL_MULTIPLEXER', 'TOOLING');--> statement-breakpoint
CREATE TYPE "need_kind" AS ENUM('FEATURE', 'BLOCKER', 'INTEGRATION', 'WORK');--> statement-breakpoint
CREATE TYPE "node_type" AS ENUM('INTEGRATION', 'FEATURE', 'CONTRIBUTOR', 'BLOCKER', 'RELEASE', 'SOURCE');--> statement-breakpoint
CREATE TYPE "source_kind" AS ENUM('WIKI_REVISION', 'COMMIT', 'RELEASE_NOTE', 'ISSUE', 'MAIL', 'DOCUMENT');--> statement-breakpoint
CREATE TYPE "integration_status" AS ENUM('READY', 'IN_PROGRESS', 'STALLED', 'NOT_STARTED', 'REMOVED', 'DISCONTINUED');--> statement-breakpoint
CREATE TABLE "adoptions" (
	"id" bigint PRIMARY KEY,
	"fact_kind" "fact_kind" GENERATED ALWAYS AS ('ADOPTION'::fact_kind) STORED NOT NULL,
	"integration_id" bigint NOT NULL,
	"feature_id" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "blocker_reports" (
	"id" bigint PRIMARY KEY,
	"fact_kind" "fact_kind" GENERATED ALWAYS AS ('BLOCKER_REPORT'::fact_kind) STORED NOT NULL,
	"blocker_id" bigint NOT NULL,
	"work_id" bigint,
	"state" "blocker_state" NOT NULL,
	CONSTRAINT "blocker_reports_work_is_open_or_done" CHECK ("work_id" is null or "state" <> 'WONT_FIX')
);
--> statement-breakpoint
CREATE TABLE "blocker_reviews" (
	"id" bigint PRIMARY KEY,
	"fact_kind" "fact_kind" GENERATED ALWAYS AS ('BLOCKER_REVIEW'::fact_kind) STORED NOT NULL,
	"integration_id" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "blockers" (
	"id" bigint PRIMARY KEY,
	"fact_kind" "fact_kind" GENERATED ALWAYS AS ('BLOCKER'::fact_kind) STORED NOT NULL,
	"slug" text collate "C" NOT NULL UNIQUE,
	"first_slug" text collate "C" NOT NULL UNIQUE,
	"version" integer DEFAULT 1 NOT NULL,
	"title" text NOT NULL,
	"kind" "blocker_kind" NOT NULL,
	"integration_id" bigint NOT NULL,
	"capability_id" bigint
);
--> statement-breakpoint
CREATE TABLE "capability_reports" (
	"id" bigint PRIMARY KEY,
	"fact_kind" "fact_kind" GENERATED ALWAYS AS ('CAPABILITY_REPORT'::fact_kind) STORED NOT NULL,
	"capability_id" bigint NOT NULL,
	"state" "capability_state" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "capabilities" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "capabilities_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"integration_id" bigint NOT NULL,
	"slug" text collate "C" NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "capabilities_integration_id_slug_unique" UNIQUE("integration_id","slug"),
	CONSTRAINT "capabilities_integration_id_id_unique" UNIQUE("integration_id","id")
);
--> statement-breakpoint
CREATE TABLE "change_sets" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "change_sets_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"revision" bigint UNIQUE,
	"committed_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"reason" text,
	"request_id" text
);
--> statement-breakpoint
CREATE TABLE "changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"change_set_id" bigint NOT NULL,
	"noun" text NOT NULL,
	"slug" text collate "C" NOT NULL,
	"operation" "change_operation" NOT NULL,
	"before" jsonb,
	"after" jsonb,
	CONSTRAINT "changes_before_and_after" CHECK (("before" is null) = ("operation" = 'CREATE') and ("after" is null) = ("operation" = 'DELETE'))
);
--> statement-breakpoint
CREATE TABLE "citations" (
	"fact_id" bigint,
	"source_id" bigint,
	"note" text,
	CONSTRAINT "citations_pkey" PRIMARY KEY("fact_id","source_id")
);
--> statement-breakpoint
CREATE TABLE "contributions" (
	"id" bigint PRIMARY KEY,
	"fact_kind" "fact_kind" GENERATED ALWAYS AS ('CONTRIBUTION'::fact_kind) STORED NOT NULL,
	"contributor_id" bigint NOT NULL,
	"integration_id" bigint,
	"feature_id" bigint,
	"blocker_id" bigint,
	"role" "contribution_role" NOT NULL,
	"state" "contribution_state" NOT NULL,
	CONSTRAINT "contributions_one_subject" CHECK (num_nonnulls("integration_id", "feature_id", "blocker_id") = 1)
);
--> statement-breakpoint
CREATE TABLE "contributors" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "contributors_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"slug" text collate "C" NOT NULL UNIQUE,
	"first_slug" text collate "C" NOT NULL UNIQUE,
	"version" integer DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"aliases" text[] DEFAULT '{}'::text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dependencies" (
	"id" bigint PRIMARY KEY,
	"fact_kind" "fact_kind" GENERATED ALWAYS AS ('DEPENDENCY'::fact_kind) STORED NOT NULL,
	"integration_id" bigint NOT NULL,
	"on_integration_id" bigint NOT NULL,
	"kind" "dependency_kind" NOT NULL,
	CONSTRAINT "dependencies_on_another_integration" CHECK ("integration_id" <> "on_integration_id")
);
--> statement-breakpoint
CREATE TABLE "facts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "facts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" "fact_kind" NOT NULL,
	"slug" text collate "C" NOT NULL,
	"date" date,
	"end_on" date,
	"end_release_id" bigint,
	"lasting" boolean DEFAULT false NOT NULL,
	"note" text,
	"holds_from" date,
	"holds_until" date,
	"version" integer DEFAULT 1 NOT NULL,
	"recorded_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "facts_kind_slug_unique" UNIQUE("kind","slug"),
	CONSTRAINT "facts_id_kind_unique" UNIQUE("id","kind"),
	CONSTRAINT "facts_one_end" CHECK (num_nonnulls("end_on", "end_release_id") <= 1),
	CONSTRAINT "facts_end_of_a_kind_that_ends" CHECK (num_nonnulls("end_on", "end_release_id") = 0 or "kind" in ('ADOPTION', 'DEPENDENCY', 'REMEDY', 'CONTRIBUTION')),
	CONSTRAINT "facts_lasting_kinds" CHECK (not "lasting" or "kind" in ('ADOPTION', 'DEPENDENCY', 'REMEDY', 'CONTRIBUTION')),
	CONSTRAINT "facts_reports_are_dated" CHECK ("date" is not null or "kind" not in ('STATUS_REPORT', 'CAPABILITY_REPORT', 'BLOCKER_REPORT', 'BLOCKER_REVIEW')),
	CONSTRAINT "facts_end_after_start" CHECK ("end_on" is null or "date" is null or "end_on" >= "date")
);
--> statement-breakpoint
CREATE TABLE "feature_releases" (
	"id" bigint PRIMARY KEY,
	"fact_kind" "fact_kind" GENERATED ALWAYS AS ('FEATURE_RELEASE'::fact_kind) STORED NOT NULL,
	"feature_id" bigint NOT NULL,
	"release_id" bigint NOT NULL,
	"change" "feature_change" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "features" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "features_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"slug" text collate "C" NOT NULL UNIQUE,
	"first_slug" text collate "C" NOT NULL UNIQUE,
	"version" integer DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"aliases" text[] DEFAULT '{}'::text[] NOT NULL,
	"kind" "feature_kind" NOT NULL,
	"description" text
);
--> statement-breakpoint
CREATE TABLE "graph_revision" (
	"only" boolean PRIMARY KEY DEFAULT true,
	"revision" bigint NOT NULL,
	CONSTRAINT "graph_revision_one_row" CHECK ("only")
);
--> statement-breakpoint
CREATE TABLE "integrations" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "integrations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"slug" text collate "C" NOT NULL UNIQUE,
	"first_slug" text collate "C" NOT NULL UNIQUE,
	"version" integer DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"aliases" text[] DEFAULT '{}'::text[] NOT NULL,
	"kind" "integration_kind" NOT NULL,
	"description" text,
	"repository" text,
	"homepage" text
);
--> statement-breakpoint
CREATE TABLE "needs" (
	"remedy_id" bigint,
	"position" smallint,
	"kind" "need_kind" NOT NULL,
	"feature_id" bigint,
	"blocker_id" bigint,
	"integration_id" bigint,
	"capability_id" bigint,
	"work_id" bigint,
	CONSTRAINT "needs_pkey" PRIMARY KEY("remedy_id","position"),
	CONSTRAINT "needs_target_of_its_kind" CHECK (num_nonnulls("feature_id", "blocker_id", "integration_id", "work_id") = 1 and case "kind"
        when 'FEATURE' then "feature_id" is not null
        when 'BLOCKER' then "blocker_id" is not null
        when 'INTEGRATION' then "integration_id" is not null
        else "work_id" is not null end),
	CONSTRAINT "needs_capability_of_an_integration" CHECK ("capability_id" is null or "integration_id" is not null)
);
--> statement-breakpoint
CREATE TABLE "redirects" (
	"type" "node_type",
	"slug" text collate "C",
	"integration_id" bigint,
	"feature_id" bigint,
	"contributor_id" bigint,
	"blocker_id" bigint,
	"release_id" bigint,
	"source_id" bigint,
	CONSTRAINT "redirects_pkey" PRIMARY KEY("type","slug"),
	CONSTRAINT "redirects_to_one_node_of_the_type" CHECK (num_nonnulls("integration_id", "feature_id", "contributor_id", "blocker_id", "release_id", "source_id") = 1
        and case "type"
          when 'INTEGRATION' then "integration_id" is not null
          when 'FEATURE' then "feature_id" is not null
          when 'CONTRIBUTOR' then "contributor_id" is not null
          when 'BLOCKER' then "blocker_id" is not null
          when 'RELEASE' then "release_id" is not null
          else "source_id" is not null end)
);
--> statement-breakpoint
CREATE TABLE "releases" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "releases_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"slug" text collate "C" NOT NULL UNIQUE,
	"first_slug" text collate "C" NOT NULL UNIQUE,
	"version" text NOT NULL,
	"product" text collate "C" NOT NULL,
	"released_on" date NOT NULL,
	"integration_id" bigint,
	"source_id" bigint NOT NULL,
	CONSTRAINT "releases_product_version_unique" UNIQUE("product","version")
);
--> statement-breakpoint
CREATE TABLE "remedies" (
	"id" bigint PRIMARY KEY,
	"fact_kind" "fact_kind" GENERATED ALWAYS AS ('REMEDY'::fact_kind) STORED NOT NULL,
	"blocker_id" bigint NOT NULL,
	"description" text
);
--> statement-breakpoint
CREATE TABLE "requirements" (
	"id" bigint PRIMARY KEY,
	"fact_kind" "fact_kind" GENERATED ALWAYS AS ('REQUIREMENT'::fact_kind) STORED NOT NULL,
	"feature_id" bigint NOT NULL,
	"required_feature_id" bigint NOT NULL,
	CONSTRAINT "requirements_of_another_feature" CHECK ("feature_id" <> "required_feature_id")
);
--> statement-breakpoint
CREATE TABLE "search_documents" (
	"type" "node_type",
	"node_id" bigint,
	"names" text NOT NULL,
	"words" tsvector NOT NULL,
	CONSTRAINT "search_documents_pkey" PRIMARY KEY("type","node_id")
);
--> statement-breakpoint
CREATE TABLE "seed_loads" (
	"hash" text PRIMARY KEY,
	"loaded_at" timestamp(3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "seed_records" (
	"noun" text,
	"slug" text collate "C",
	"record" jsonb NOT NULL,
	CONSTRAINT "seed_records_pkey" PRIMARY KEY("noun","slug")
);
--> statement-breakpoint
CREATE TABLE "sources" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sources_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"slug" text collate "C" NOT NULL UNIQUE,
	"first_slug" text collate "C" NOT NULL UNIQUE,
	"version" integer DEFAULT 1 NOT NULL,
	"kind" "source_kind" NOT NULL,
	"series" text collate "C",
	"title" text NOT NULL,
	"url" text,
	"repository" text,
	"path" text,
	"commit" text,
	"published_on" date NOT NULL,
	"note" text,
	"author_id" bigint,
	CONSTRAINT "sources_have_a_place" CHECK ("url" is not null or "repository" is not null),
	CONSTRAINT "sources_git_place_is_whole" CHECK (num_nonnulls("repository", "path", "commit") in (0, 3)),
	CONSTRAINT "sources_commit_is_a_hash" CHECK ("commit" is null or "commit" ~ '^[0-9a-f]{40}$')
);
--> statement-breakpoint
CREATE TABLE "status_reports" (
	"id" bigint PRIMARY KEY,
	"fact_kind" "fact_kind" GENERATED ALWAYS AS ('STATUS_REPORT'::fact_kind) STORED NOT NULL,
	"integration_id" bigint NOT NULL,
	"status" "integration_status" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "works" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "works_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"blocker_id" bigint NOT NULL,
	"slug" text collate "C" NOT NULL,
	"description" text NOT NULL,
	CONSTRAINT "works_blocker_id_slug_unique" UNIQUE("blocker_id","slug"),
	CONSTRAINT "works_blocker_id_id_unique" UNIQUE("blocker_id","id")
);
--> statement-breakpoint
CREATE INDEX "adoptions_integration_id_index" ON "adoptions" ("integration_id");--> statement-breakpoint
CREATE INDEX "adoptions_feature_id_index" ON "adoptions" ("feature_id");--> statement-breakpoint
CREATE INDEX "blocker_reports_blocker_id_index" ON "blocker_reports" ("blocker_id");--> statement-breakpoint
CREATE INDEX "blocker_reports_work_id_index" ON "blocker_reports" ("work_id") WHERE "work_id" is not null;--> statement-breakpoint
CREATE INDEX "blocker_reviews_integration_id_index" ON "blocker_reviews" ("integration_id");--> statement-breakpoint
CREATE INDEX "blockers_integration_id_capability_id_index" ON "blockers" ("integration_id","capability_id");--> statement-breakpoint
CREATE INDEX "capability_reports_capability_id_index" ON "capability_reports" ("capability_id");--> statement-breakpoint
CREATE INDEX "changes_change_set_id_index" ON "changes" ("change_set_id");--> statement-breakpoint
CREATE INDEX "changes_noun_slug_index" ON "changes" ("noun","slug");--> statement-breakpoint
CREATE INDEX "citations_source_id_index" ON "citations" ("source_id");--> statement-breakpoint
CREATE INDEX "contributions_contributor_id_index" ON "contributions" ("contributor_id");--> statement-breakpoint
CREATE INDEX "contributions_integration_id_index" ON "contributions" ("integration_id") WHERE "integration_id" is not null;--> statement-breakpoint
CREATE INDEX "contributions_feature_id_index" ON "contributions" ("feature_id") WHERE "feature_id" is not null;--> statement-breakpoint
CREATE INDEX "contributions_blocker_id_index" ON "contributions" ("blocker_id") WHERE "blocker_id" is not null;--> statement-breakpoint
CREATE INDEX "dependencies_integration_id_index" ON "dependencies" ("integration_id");--> statement-breakpoint
CREATE INDEX "dependencies_on_integration_id_index" ON "dependencies" ("on_integration_id");--> statement-breakpoint
CREATE INDEX "facts_end_release_id_index" ON "facts" ("end_release_id") WHERE "end_release_id" is not null;--> statement-breakpoint
CREATE INDEX "feature_releases_feature_id_index" ON "feature_releases" ("feature_id");--> statement-breakpoint
CREATE INDEX "feature_releases_release_id_index" ON "feature_releases" ("release_id");--> statement-breakpoint
CREATE INDEX "needs_feature_id_index" ON "needs" ("feature_id") WHERE "feature_id" is not null;--> statement-breakpoint
CREATE INDEX "needs_blocker_id_index" ON "needs" ("blocker_id") WHERE "blocker_id" is not null;--> statement-breakpoint
CREATE INDEX "needs_integration_id_capability_id_index" ON "needs" ("integration_id","capability_id") WHERE "integration_id" is not null;--> statement-breakpoint
CREATE INDEX "needs_work_id_index" ON "needs" ("work_id") WHERE "work_id" is not null;--> statement-breakpoint
CREATE INDEX "redirects_integration_id_index" ON "redirects" ("integration_id") WHERE "integration_id" is not null;--> statement-breakpoint
CREATE INDEX "redirects_feature_id_index" ON "redirects" ("feature_id") WHERE "feature_id" is not null;--> statement-breakpoint
CREATE INDEX "redirects_contributor_id_index" ON "redirects" ("contributor_id") WHERE "contributor_id" is not null;--> statement-breakpoint
CREATE INDEX "redirects_blocker_id_index" ON "redirects" ("blocker_id") WHERE "blocker_id" is not null;--> statement-breakpoint
CREATE INDEX "redirects_release_id_index" ON "redirects" ("release_id") WHERE "release_id" is not null;--> statement-breakpoint
CREATE INDEX "redirects_source_id_index" ON "redirects" ("source_id") WHERE "source_id" is not null;--> statement-breakpoint
CREATE INDEX "releases_integration_id_index" ON "releases" ("integration_id");--> statement-breakpoint
CREATE INDEX "releases_source_id_index" ON "releases" ("source_id");--> statement-breakpoint
CREATE INDEX "releases_released_on_index" ON "releases" ("released_on");--> statement-breakpoint
CREATE INDEX "remedies_blocker_id_index" ON "remedies" ("blocker_id");--> statement-breakpoint
CREATE INDEX "requirements_feature_id_index" ON "requirements" ("feature_id");--> statement-breakpoint
CREATE INDEX "requirements_required_feature_id_index" ON "requirements" ("required_feature_id");--> statement-breakpoint
CREATE INDEX "search_documents_words" ON "search_documents" USING gin ("words");--> statement-breakpoint
CREATE INDEX "search_documents_names" ON "search_documents" USING gin ("names" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "sources_published_on_index" ON "sources" ("published_on");--> statement-breakpoint
CREATE INDEX "sources_author_id_index" ON "sources" ("author_id");--> statement-breakpoint
CREATE INDEX "sources_series_index" ON "sources" ("series");--> statement-breakpoint
CREATE INDEX "status_reports_integration_id_index" ON "status_reports" ("integration_id");--> statement-breakpoint
ALTER TABLE "adoptions" ADD CONSTRAINT "adoptions_integration_id_integrations_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id");--> statement-breakpoint
ALTER TABLE "adoptions" ADD CONSTRAINT "adoptions_feature_id_features_id_fkey" FOREIGN KEY ("feature_id") REFERENCES "features"("id");--> statement-breakpoint
ALTER TABLE "adoptions" ADD CONSTRAINT "adoptions_id_fact_kind_facts_id_kind_fkey" FOREIGN KEY ("id","fact_kind") REFERENCES "facts"("id","kind") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "blocker_reports" ADD CONSTRAINT "blocker_reports_blocker_id_blockers_id_fkey" FOREIGN KEY ("blocker_id") REFERENCES "blockers"("id");--> statement-breakpoint
ALTER TABLE "blocker_reports" ADD CONSTRAINT "blocker_reports_id_fact_kind_facts_id_kind_fkey" FOREIGN KEY ("id","fact_kind") REFERENCES "facts"("id","kind") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "blocker_reports" ADD CONSTRAINT "blocker_reports_work_of_the_same_blocker" FOREIGN KEY ("blocker_id","work_id") REFERENCES "works"("blocker_id","id");--> statement-breakpoint
ALTER TABLE "blocker_reviews" ADD CONSTRAINT "blocker_reviews_integration_id_integrations_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id");--> statement-breakpoint
ALTER TABLE "blocker_reviews" ADD CONSTRAINT "blocker_reviews_id_fact_kind_facts_id_kind_fkey" FOREIGN KEY ("id","fact_kind") REFERENCES "facts"("id","kind") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "blockers" ADD CONSTRAINT "blockers_integration_id_integrations_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id");--> statement-breakpoint
ALTER TABLE "blockers" ADD CONSTRAINT "blockers_id_fact_kind_facts_id_kind_fkey" FOREIGN KEY ("id","fact_kind") REFERENCES "facts"("id","kind") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "blockers" ADD CONSTRAINT "blockers_capability_of_the_same_integration" FOREIGN KEY ("integration_id","capability_id") REFERENCES "capabilities"("integration_id","id");--> statement-breakpoint
ALTER TABLE "capability_reports" ADD CONSTRAINT "capability_reports_capability_id_capabilities_id_fkey" FOREIGN KEY ("capability_id") REFERENCES "capabilities"("id");--> statement-breakpoint
ALTER TABLE "capability_reports" ADD CONSTRAINT "capability_reports_id_fact_kind_facts_id_kind_fkey" FOREIGN KEY ("id","fact_kind") REFERENCES "facts"("id","kind") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "capabilities" ADD CONSTRAINT "capabilities_integration_id_integrations_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id");--> statement-breakpoint
ALTER TABLE "changes" ADD CONSTRAINT "changes_change_set_id_change_sets_id_fkey" FOREIGN KEY ("change_set_id") REFERENCES "change_sets"("id");--> statement-breakpoint
ALTER TABLE "citations" ADD CONSTRAINT "citations_fact_id_facts_id_fkey" FOREIGN KEY ("fact_id") REFERENCES "facts"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "citations" ADD CONSTRAINT "citations_source_id_sources_id_fkey" FOREIGN KEY ("source_id") REFERENCES "sources"("id");--> statement-breakpoint
ALTER TABLE "contributions" ADD CONSTRAINT "contributions_contributor_id_contributors_id_fkey" FOREIGN KEY ("contributor_id") REFERENCES "contributors"("id");--> statement-breakpoint
ALTER TABLE "contributions" ADD CONSTRAINT "contributions_integration_id_integrations_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id");--> statement-breakpoint
ALTER TABLE "contributions" ADD CONSTRAINT "contributions_feature_id_features_id_fkey" FOREIGN KEY ("feature_id") REFERENCES "features"("id");--> statement-breakpoint
ALTER TABLE "contributions" ADD CONSTRAINT "contributions_blocker_id_blockers_id_fkey" FOREIGN KEY ("blocker_id") REFERENCES "blockers"("id");--> statement-breakpoint
ALTER TABLE "contributions" ADD CONSTRAINT "contributions_id_fact_kind_facts_id_kind_fkey" FOREIGN KEY ("id","fact_kind") REFERENCES "facts"("id","kind") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "dependencies" ADD CONSTRAINT "dependencies_integration_id_integrations_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id");--> statement-breakpoint
ALTER TABLE "dependencies" ADD CONSTRAINT "dependencies_on_integration_id_integrations_id_fkey" FOREIGN KEY ("on_integration_id") REFERENCES "integrations"("id");--> statement-breakpoint
ALTER TABLE "dependencies" ADD CONSTRAINT "dependencies_id_fact_kind_facts_id_kind_fkey" FOREIGN KEY ("id","fact_kind") REFERENCES "facts"("id","kind") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "facts" ADD CONSTRAINT "facts_end_release_id_releases_id_fkey" FOREIGN KEY ("end_release_id") REFERENCES "releases"("id");--> statement-breakpoint
ALTER TABLE "feature_releases" ADD CONSTRAINT "feature_releases_feature_id_features_id_fkey" FOREIGN KEY ("feature_id") REFERENCES "features"("id");--> statement-breakpoint
ALTER TABLE "feature_releases" ADD CONSTRAINT "feature_releases_release_id_releases_id_fkey" FOREIGN KEY ("release_id") REFERENCES "releases"("id");--> statement-breakpoint
ALTER TABLE "feature_releases" ADD CONSTRAINT "feature_releases_id_fact_kind_facts_id_kind_fkey" FOREIGN KEY ("id","fact_kind") REFERENCES "facts"("id","kind") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "needs" ADD CONSTRAINT "needs_remedy_id_remedies_id_fkey" FOREIGN KEY ("remedy_id") REFERENCES "remedies"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "needs" ADD CONSTRAINT "needs_feature_id_features_id_fkey" FOREIGN KEY ("feature_id") REFERENCES "features"("id");--> statement-breakpoint
ALTER TABLE "needs" ADD CONSTRAINT "needs_blocker_id_blockers_id_fkey" FOREIGN KEY ("blocker_id") REFERENCES "blockers"("id");--> statement-breakpoint
ALTER TABLE "needs" ADD CONSTRAINT "needs_integration_id_integrations_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id");--> statement-breakpoint
ALTER TABLE "needs" ADD CONSTRAINT "needs_work_id_works_id_fkey" FOREIGN KEY ("work_id") REFERENCES "works"("id");--> statement-breakpoint
ALTER TABLE "needs" ADD CONSTRAINT "needs_capability_of_the_same_integration" FOREIGN KEY ("integration_id","capability_id") REFERENCES "capabilities"("integration_id","id");--> statement-breakpoint
ALTER TABLE "redirects" ADD CONSTRAINT "redirects_integration_id_integrations_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "redirects" ADD CONSTRAINT "redirects_feature_id_features_id_fkey" FOREIGN KEY ("feature_id") REFERENCES "features"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "redirects" ADD CONSTRAINT "redirects_contributor_id_contributors_id_fkey" FOREIGN KEY ("contributor_id") REFERENCES "contributors"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "redirects" ADD CONSTRAINT "redirects_blocker_id_blockers_id_fkey" FOREIGN KEY ("blocker_id") REFERENCES "blockers"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "redirects" ADD CONSTRAINT "redirects_release_id_releases_id_fkey" FOREIGN KEY ("release_id") REFERENCES "releases"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "redirects" ADD CONSTRAINT "redirects_source_id_sources_id_fkey" FOREIGN KEY ("source_id") REFERENCES "sources"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "releases" ADD CONSTRAINT "releases_integration_id_integrations_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id");--> statement-breakpoint
ALTER TABLE "releases" ADD CONSTRAINT "releases_source_id_sources_id_fkey" FOREIGN KEY ("source_id") REFERENCES "sources"("id");--> statement-breakpoint
ALTER TABLE "remedies" ADD CONSTRAINT "remedies_blocker_id_blockers_id_fkey" FOREIGN KEY ("blocker_id") REFERENCES "blockers"("id");--> statement-breakpoint
ALTER TABLE "remedies" ADD CONSTRAINT "remedies_id_fact_kind_facts_id_kind_fkey" FOREIGN KEY ("id","fact_kind") REFERENCES "facts"("id","kind") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "requirements" ADD CONSTRAINT "requirements_feature_id_features_id_fkey" FOREIGN KEY ("feature_id") REFERENCES "features"("id");--> statement-breakpoint
ALTER TABLE "requirements" ADD CONSTRAINT "requirements_required_feature_id_features_id_fkey" FOREIGN KEY ("required_feature_id") REFERENCES "features"("id");--> statement-breakpoint
ALTER TABLE "requirements" ADD CONSTRAINT "requirements_id_fact_kind_facts_id_kind_fkey" FOREIGN KEY ("id","fact_kind") REFERENCES "facts"("id","kind") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "sources" ADD CONSTRAINT "sources_author_id_contributors_id_fkey" FOREIGN KEY ("author_id") REFERENCES "contributors"("id");--> statement-breakpoint
ALTER TABLE "status_reports" ADD CONSTRAINT "status_reports_integration_id_integrations_id_fkey" FOREIGN KEY ("integration_id") REFERENCES "integrations"("id");--> statement-breakpoint
ALTER TABLE "status_reports" ADD CONSTRAINT "status_reports_id_fact_kind_facts_id_kind_fkey" FOREIGN KEY ("id","fact_kind") REFERENCES "facts"("id","kind") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "works" ADD CONSTRAINT "works_blocker_id_blockers_id_fkey" FOREIGN KEY ("blocker_id") REFERENCES "blockers"("id") ON DELETE CASCADE;