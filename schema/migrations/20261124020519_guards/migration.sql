-- What the first rules let through: two sessions that each take one of two citations, keys that move, tables that
-- are emptied, names that are lost, days and ends that contradict each other, a history that is added to later.

-- The fact is locked before it is counted, so that of two sessions the later one sees what the earlier one took.
CREATE OR REPLACE FUNCTION require_whole_fact() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  fact facts%ROWTYPE;
  found_row boolean;
BEGIN
  IF TG_TABLE_NAME = 'facts' THEN
    SELECT * INTO fact FROM facts WHERE id = NEW.id;
  ELSE
    SELECT * INTO fact FROM facts WHERE id = OLD.fact_id FOR UPDATE;
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
CREATE OR REPLACE FUNCTION require_need() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE remedy bigint;
BEGIN
  IF TG_TABLE_NAME = 'remedies' THEN
    remedy := NEW.id;
  ELSE
    remedy := OLD.remedy_id;
    PERFORM FROM remedies WHERE id = remedy FOR UPDATE;
  END IF;
  IF EXISTS (SELECT FROM remedies WHERE id = remedy) AND NOT EXISTS (SELECT FROM needs WHERE remedy_id = remedy) THEN
    RAISE EXCEPTION 'the remedy % has no need', remedy
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'remedy_has_a_need';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint

-- What a row is about and which fact it is never changes: it is deleted and written anew.
CREATE FUNCTION refuse_new_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a row of % keeps its %', TG_TABLE_NAME, TG_ARGV[0]
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'keys_never_change';
END $$;
--> statement-breakpoint
DO $$
DECLARE place text[];
BEGIN
  FOREACH place SLICE 1 IN ARRAY ARRAY[
    ['facts', 'id'], ['citations', 'fact_id'], ['citations', 'source_id'], ['needs', 'remedy_id'],
    ['remedies', 'blocker_id'], ['works', 'blocker_id'],
    ['status_reports', 'id'], ['capability_reports', 'id'], ['blockers', 'id'], ['blocker_reports', 'id'],
    ['blocker_reviews', 'id'], ['remedies', 'id'], ['feature_releases', 'id'], ['requirements', 'id'],
    ['adoptions', 'id'], ['dependencies', 'id'], ['contributions', 'id'], ['changes', 'id']
  ] LOOP
    EXECUTE format(
      'CREATE TRIGGER %I BEFORE UPDATE ON %I FOR EACH ROW WHEN (OLD.%I <> NEW.%I) EXECUTE FUNCTION refuse_new_key(%L)',
      place[2] || '_never_changes', place[1], place[2], place[2], place[2]);
  END LOOP;
END $$;
--> statement-breakpoint

-- TRUNCATE fires no row triggers, and so would leave facts without sources and remedies without needs.
CREATE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the table % is not emptied at once: delete its rows', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'tables_are_not_truncated';
END $$;
--> statement-breakpoint
DO $$
DECLARE place text;
BEGIN
  FOREACH place IN ARRAY ARRAY['facts', 'citations', 'needs', 'works', 'redirects', 'graph_revision', 'status_reports',
      'capability_reports', 'blockers', 'blocker_reports', 'blocker_reviews', 'remedies', 'feature_releases', 'requirements',
      'adoptions', 'dependencies', 'contributions', 'integrations', 'features', 'contributors', 'releases', 'sources'] LOOP
    EXECUTE format('CREATE TRIGGER is_not_truncated BEFORE TRUNCATE ON %I
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()', place);
  END LOOP;
END $$;
--> statement-breakpoint

-- A slug a node had leads to it as long as the node is there.
CREATE FUNCTION require_redirect() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  node_type node_type;
  node bigint;
  leads boolean;
BEGIN
  IF TG_TABLE_NAME = 'redirects' THEN
    node_type := (to_jsonb(OLD)->>'type')::node_type;
    node := (to_jsonb(OLD)->>(lower(node_type::text) || '_id'))::bigint;
  ELSE
    node_type := TG_ARGV[0]::node_type;
    node := (to_jsonb(OLD)->>'id')::bigint;
  END IF;
  EXECUTE format(
    'SELECT NOT EXISTS (SELECT FROM %1$I WHERE id = $1) OR EXISTS (SELECT FROM %1$I WHERE id = $1 AND slug = $2)
      OR EXISTS (SELECT FROM redirects WHERE type = $3 AND slug = $2 AND %2$I = $1)',
    lower(node_type::text) || 's', lower(node_type::text) || '_id')
    INTO leads USING node, OLD.slug, node_type;
  IF NOT leads THEN
    RAISE EXCEPTION 'the former slug % would lead nowhere', OLD.slug
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'former_slug_redirects';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER redirect_is_kept AFTER DELETE OR UPDATE ON redirects DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_redirect();
--> statement-breakpoint
DO $$
DECLARE type text;
BEGIN
  FOREACH type IN ARRAY ARRAY['INTEGRATION', 'FEATURE', 'CONTRIBUTOR', 'BLOCKER', 'RELEASE', 'SOURCE'] LOOP
    EXECUTE format('CREATE CONSTRAINT TRIGGER rename_redirects AFTER UPDATE ON %I DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW WHEN (OLD.slug <> NEW.slug) EXECUTE FUNCTION require_redirect(%L)', lower(type) || 's', type);
  END LOOP;
END $$;
--> statement-breakpoint

-- A blocker and the fact that it exists go by one name.
CREATE FUNCTION require_slug_of_fact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT slug FROM facts WHERE id = NEW.id) IS DISTINCT FROM NEW.first_slug THEN
    RAISE EXCEPTION 'the blocker % is another fact by its slug', NEW.first_slug
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'blocker_goes_by_its_first_slug';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER blocker_goes_by_its_first_slug BEFORE INSERT ON blockers
  FOR EACH ROW EXECUTE FUNCTION require_slug_of_fact();
--> statement-breakpoint

-- What follows from a fact's own row is kept, whoever writes: a feature release has the day of its release, and of
-- contributions only one that maintains ends. An end comes after the start.
CREATE OR REPLACE FUNCTION set_days_fact_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.kind = 'FEATURE_RELEASE' THEN
    NEW.date := coalesce((SELECT r.released_on FROM feature_releases f JOIN releases r ON r.id = f.release_id WHERE f.id = NEW.id), NEW.date);
  ELSIF TG_OP = 'UPDATE' AND NEW.kind = 'CONTRIBUTION' THEN
    NEW.lasting := coalesce((SELECT role = 'MAINTAINS' FROM contributions WHERE id = NEW.id), NEW.lasting);
  END IF;
  NEW.holds_from := NEW.date;
  IF NEW.date IS NULL AND TG_OP = 'UPDATE' THEN
    SELECT min(s.published_on) INTO NEW.holds_from
      FROM citations c JOIN sources s ON s.id = c.source_id WHERE c.fact_id = NEW.id;
  END IF;
  NEW.holds_until := NULL;
  IF NEW.lasting THEN
    NEW.holds_until := coalesce(NEW.end_on, (SELECT released_on FROM releases WHERE id = NEW.end_release_id));
  END IF;
  IF NEW.holds_until < NEW.date THEN
    RAISE EXCEPTION 'the fact % ends on %, before it starts on %', NEW.slug, NEW.holds_until, NEW.date
      USING ERRCODE = 'check_violation', CONSTRAINT = 'facts_end_after_start';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE FUNCTION settle_contribution() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE facts SET lasting = (NEW.role = 'MAINTAINS') WHERE id = NEW.id AND lasting <> (NEW.role = 'MAINTAINS');
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER contribution_lasts_by_its_role AFTER INSERT OR UPDATE OF role ON contributions
  FOR EACH ROW EXECUTE FUNCTION settle_contribution();
--> statement-breakpoint

-- A numbered change set is closed, and numbers only grow.
CREATE FUNCTION refuse_late_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT revision FROM change_sets WHERE id = NEW.change_set_id) IS NOT NULL THEN
    RAISE EXCEPTION 'the change set % is closed', NEW.change_set_id
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'changes_are_append_only';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER changes_of_an_open_set BEFORE INSERT ON changes
  FOR EACH ROW EXECUTE FUNCTION refuse_late_change();
--> statement-breakpoint
CREATE FUNCTION refuse_lower_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the revision of the graph only grows'
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'graph_revision_grows';
END $$;
--> statement-breakpoint
CREATE TRIGGER graph_revision_grows BEFORE UPDATE ON graph_revision
  FOR EACH ROW WHEN (NEW.revision <= OLD.revision) EXECUTE FUNCTION refuse_lower_revision();
--> statement-breakpoint
CREATE TRIGGER graph_revision_stays BEFORE DELETE ON graph_revision
  FOR EACH ROW EXECUTE FUNCTION refuse_lower_revision();
--> statement-breakpoint

-- A query without a letter or a digit finds nothing.
CREATE OR REPLACE FUNCTION search_nodes(query text, types node_type[] DEFAULT NULL)
RETURNS TABLE (type node_type, node_id bigint, score double precision)
LANGUAGE sql STABLE ROWS 20 SET pg_trgm.word_similarity_threshold TO '0.5' AS $$
  WITH asked AS (
    SELECT words, to_tsquery('simple', replace(words, ' ', ':* & ') || ':*') AS prefixes
    FROM (SELECT nullif(search_words(query), '') AS words) AS w WHERE words IS NOT NULL
  )
  SELECT d.type, d.node_id,
    CASE
      WHEN asked.words = ANY (lines) THEN 3
      WHEN EXISTS (SELECT FROM unnest(lines) AS line WHERE starts_with(line, asked.words)) THEN 2
      WHEN d.words @@ asked.prefixes THEN 1
      ELSE 0
    END + word_similarity(asked.words, d.names)
  FROM asked, search_documents AS d, LATERAL string_to_array(d.names, E'\n') AS lines
  WHERE (types IS NULL OR d.type = ANY (types))
    AND (d.words @@ asked.prefixes OR asked.words <% d.names)
$$;
