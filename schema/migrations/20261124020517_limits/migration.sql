ALTER TABLE "contributors" ADD CONSTRAINT "contributors_aliases" CHECK (cardinality("aliases") <= 20 and array_position("aliases", null) is null);--> statement-breakpoint
ALTER TABLE "facts" ADD CONSTRAINT "facts_lasting_by_kind" CHECK ("lasting" or "kind" not in ('ADOPTION', 'DEPENDENCY', 'REMEDY'));--> statement-breakpoint
ALTER TABLE "facts" ADD CONSTRAINT "facts_days_of_the_calendar" CHECK (("date" is null or "date" between '0001-01-01' and '9999-12-31') and ("end_on" is null or "end_on" between '0001-01-01' and '9999-12-31'));--> statement-breakpoint
ALTER TABLE "features" ADD CONSTRAINT "features_aliases" CHECK (cardinality("aliases") <= 20 and array_position("aliases", null) is null);--> statement-breakpoint
ALTER TABLE "integrations" ADD CONSTRAINT "integrations_aliases" CHECK (cardinality("aliases") <= 20 and array_position("aliases", null) is null);--> statement-breakpoint
ALTER TABLE "needs" ADD CONSTRAINT "needs_at_most_ten" CHECK ("position" between 0 and 9);--> statement-breakpoint
ALTER TABLE "releases" ADD CONSTRAINT "releases_released_on_a_day" CHECK (("released_on" is null or "released_on" between '0001-01-01' and '9999-12-31'));--> statement-breakpoint
ALTER TABLE "sources" ADD CONSTRAINT "sources_published_on_a_day" CHECK (("published_on" is null or "published_on" between '0001-01-01' and '9999-12-31'));