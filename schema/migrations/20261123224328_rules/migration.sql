-- What tables and checks cannot say: immutable slugs, slugs that are either in use or redirected, the days a
-- fact holds, a citation for every fact, a history nobody edits.

INSERT INTO graph_revision (revision) VALUES (0);
--> statement-breakpoint

-- Ids are made of first slugs and of facts' slugs: neither ever changes.
CREATE FUNCTION refuse_new_first_slug() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the first slug of %.% never changes', TG_TABLE_NAME, OLD.first_slug
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'first_slug_never_changes';
END $$;
--> statement-breakpoint
CREATE FUNCTION refuse_new_fact_slug() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the slug and kind of fact % never change', OLD.slug
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'fact_slug_never_changes';
END $$;
--> statement-breakpoint
CREATE TRIGGER fact_slug_never_changes BEFORE UPDATE ON facts
  FOR EACH ROW WHEN (OLD.slug <> NEW.slug OR OLD.kind <> NEW.kind) EXECUTE FUNCTION refuse_new_fact_slug();
--> statement-breakpoint

-- A slug of a type is in use or redirects, never both. A redirect, which is rare, waits for the writers of its
-- table, so that two transactions cannot do one each at once.
CREATE FUNCTION refuse_redirected_slug() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM redirects WHERE type = TG_ARGV[0]::node_type AND slug = NEW.slug) THEN
    RAISE EXCEPTION 'the slug % redirects to another node', NEW.slug
      USING ERRCODE = 'unique_violation', CONSTRAINT = 'slug_is_redirected';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE FUNCTION refuse_redirect_of_used_slug() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE used boolean;
BEGIN
  EXECUTE format('LOCK TABLE %I IN SHARE MODE', lower(NEW.type::text) || 's');
  EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE slug = $1)', lower(NEW.type::text) || 's') INTO used USING NEW.slug;
  IF used THEN
    RAISE EXCEPTION 'the slug % is in use', NEW.slug
      USING ERRCODE = 'unique_violation', CONSTRAINT = 'redirect_of_a_used_slug';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER redirect_of_an_unused_slug BEFORE INSERT OR UPDATE ON redirects
  FOR EACH ROW EXECUTE FUNCTION refuse_redirect_of_used_slug();
--> statement-breakpoint
DO $$
DECLARE type text;
BEGIN
  FOREACH type IN ARRAY ARRAY['INTEGRATION', 'FEATURE', 'CONTRIBUTOR', 'BLOCKER', 'RELEASE', 'SOURCE'] LOOP
    EXECUTE format(
      'CREATE TRIGGER first_slug_never_changes BEFORE UPDATE ON %I
         FOR EACH ROW WHEN (OLD.first_slug <> NEW.first_slug) EXECUTE FUNCTION refuse_new_first_slug()',
      lower(type) || 's');
    EXECUTE format(
      'CREATE TRIGGER slug_is_not_redirected BEFORE INSERT OR UPDATE OF slug ON %I
         FOR EACH ROW EXECUTE FUNCTION refuse_redirected_slug(%L)',
      lower(type) || 's', type);
  END LOOP;
END $$;
--> statement-breakpoint

-- The days a fact holds when all sources count. With a source filter an undated fact is looked at through its
-- citations; everything else reads these two columns.
CREATE FUNCTION set_days_fact_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.holds_from := NEW.date;
  IF NEW.date IS NULL AND TG_OP = 'UPDATE' THEN
    SELECT min(s.published_on) INTO NEW.holds_from
      FROM citations c JOIN sources s ON s.id = c.source_id WHERE c.fact_id = NEW.id;
  END IF;
  NEW.holds_until := NULL;
  IF NEW.lasting THEN
    NEW.holds_until := coalesce(NEW.end_on, (SELECT released_on FROM releases WHERE id = NEW.end_release_id));
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER days_fact_holds BEFORE INSERT OR UPDATE ON facts
  FOR EACH ROW EXECUTE FUNCTION set_days_fact_holds();
--> statement-breakpoint
-- Touching an undated fact makes the trigger above look at its citations again.
CREATE FUNCTION touch_facts_newly_cited() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE facts SET holds_from = NULL WHERE date IS NULL AND id IN (SELECT fact_id FROM written);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER citation_insert_moves_fact AFTER INSERT ON citations REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION touch_facts_newly_cited();
--> statement-breakpoint
CREATE TRIGGER citation_delete_moves_fact AFTER DELETE ON citations REFERENCING OLD TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION touch_facts_newly_cited();
--> statement-breakpoint
CREATE FUNCTION touch_facts_of_redated_source() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE facts SET holds_from = NULL
    WHERE date IS NULL AND id IN (SELECT fact_id FROM citations WHERE source_id = NEW.id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER redated_source_moves_facts AFTER UPDATE OF published_on ON sources
  FOR EACH ROW WHEN (OLD.published_on <> NEW.published_on) EXECUTE FUNCTION touch_facts_of_redated_source();
--> statement-breakpoint
CREATE FUNCTION touch_facts_of_redated_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE facts SET date = NEW.released_on
    WHERE id IN (SELECT id FROM feature_releases WHERE release_id = NEW.id);
  UPDATE facts SET holds_until = NULL WHERE end_release_id = NEW.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER redated_release_moves_facts AFTER UPDATE OF released_on ON releases
  FOR EACH ROW WHEN (OLD.released_on <> NEW.released_on) EXECUTE FUNCTION touch_facts_of_redated_release();
--> statement-breakpoint
-- A release adds a feature on its own day.
CREATE FUNCTION date_feature_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE facts SET date = (SELECT released_on FROM releases WHERE id = NEW.release_id) WHERE id = NEW.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER feature_release_is_dated AFTER INSERT OR UPDATE OF release_id ON feature_releases
  FOR EACH ROW EXECUTE FUNCTION date_feature_release();
--> statement-breakpoint

-- At commit every fact has a citation and the row of its kind.
CREATE FUNCTION require_whole_fact() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  fact facts%ROWTYPE;
  found_row boolean;
BEGIN
  IF TG_TABLE_NAME = 'facts' THEN
    SELECT * INTO fact FROM facts WHERE id = NEW.id;
  ELSE
    SELECT * INTO fact FROM facts WHERE id = OLD.fact_id;
  END IF;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF NOT EXISTS (SELECT FROM citations WHERE fact_id = fact.id) THEN
    RAISE EXCEPTION 'the fact % (%) cites no source', fact.slug, fact.kind
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'fact_is_cited';
  END IF;
  EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE id = $1)',
    CASE fact.kind WHEN 'REMEDY' THEN 'remedies' WHEN 'DEPENDENCY' THEN 'dependencies' ELSE lower(fact.kind::text) || 's' END)
    INTO found_row USING fact.id;
  IF NOT found_row THEN
    RAISE EXCEPTION 'the fact % (%) says nothing', fact.slug, fact.kind
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'fact_has_its_row';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER fact_is_whole AFTER INSERT ON facts DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_whole_fact();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER fact_stays_cited AFTER DELETE OR UPDATE OF fact_id ON citations DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_whole_fact();
--> statement-breakpoint
-- A row of a fact's own table goes only with its fact.
CREATE FUNCTION require_fact_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM facts WHERE id = OLD.id) THEN
    RAISE EXCEPTION 'fact % of % would say nothing', OLD.id, TG_TABLE_NAME
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'fact_has_its_row';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- A remedy without a need would hold by itself.
CREATE FUNCTION require_need() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE remedy bigint;
BEGIN
  IF TG_TABLE_NAME = 'remedies' THEN
    remedy := NEW.id;
  ELSE
    remedy := OLD.remedy_id;
  END IF;
  IF EXISTS (SELECT FROM remedies WHERE id = remedy) AND NOT EXISTS (SELECT FROM needs WHERE remedy_id = remedy) THEN
    RAISE EXCEPTION 'the remedy % has no need', remedy
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'remedy_has_a_need';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER remedy_has_a_need AFTER INSERT ON remedies DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_need();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER remedy_keeps_a_need AFTER DELETE ON needs DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_need();
--> statement-breakpoint
-- A need names work of the blocker its remedy belongs to.
CREATE FUNCTION require_work_of_same_blocker() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT blocker_id FROM works WHERE id = NEW.work_id) IS DISTINCT FROM (SELECT blocker_id FROM remedies WHERE id = NEW.remedy_id) THEN
    RAISE EXCEPTION 'the need %.% names work of another blocker', NEW.remedy_id, NEW.position
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_work_of_the_same_blocker';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER needs_work_of_the_same_blocker BEFORE INSERT OR UPDATE ON needs
  FOR EACH ROW WHEN (NEW.work_id IS NOT NULL) EXECUTE FUNCTION require_work_of_same_blocker();
--> statement-breakpoint
DO $$
DECLARE own_table text;
BEGIN
  FOREACH own_table IN ARRAY ARRAY['status_reports', 'capability_reports', 'blockers', 'blocker_reports', 'blocker_reviews',
      'remedies', 'feature_releases', 'requirements', 'adoptions', 'dependencies', 'contributions'] LOOP
    EXECUTE format(
      'CREATE CONSTRAINT TRIGGER fact_keeps_its_row AFTER DELETE ON %I DEFERRABLE INITIALLY DEFERRED
         FOR EACH ROW EXECUTE FUNCTION require_fact_gone()', own_table);
  END LOOP;
END $$;
--> statement-breakpoint

-- What we believed stays readable as it was.
CREATE FUNCTION refuse_edit_of_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the history of changes is only added to'
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'changes_are_append_only';
END $$;
--> statement-breakpoint
CREATE TRIGGER changes_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON changes
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_edit_of_history();
--> statement-breakpoint
CREATE TRIGGER change_sets_are_append_only BEFORE DELETE OR TRUNCATE ON change_sets
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_edit_of_history();
--> statement-breakpoint
-- A change set is numbered once, at the end of its transaction.
CREATE TRIGGER change_sets_are_numbered_once BEFORE UPDATE ON change_sets
  FOR EACH ROW WHEN (OLD.revision IS NOT NULL) EXECUTE FUNCTION refuse_edit_of_history();
