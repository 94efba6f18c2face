-- The same rules in fewer steps, for loads of many rows: what was done row by row is done once a statement, and what
-- was planned for every fact is planned once a session.

CREATE FUNCTION write_search_documents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_documents (type, node_id, names, words)
    SELECT type, id, string_agg(line, E'\n' ORDER BY line), to_tsvector('simple', string_agg(line, ' ' ORDER BY line))
    FROM (
      SELECT DISTINCT w.node_type AS type, w.id, search_words(said.line) AS line
      FROM written AS w, to_jsonb(w) AS node, LATERAL (
        SELECT node->>field AS line FROM unnest(ARRAY['name', 'title', 'slug', 'first_slug']) AS field
        UNION ALL
        SELECT jsonb_array_elements_text(CASE jsonb_typeof(node->'aliases') WHEN 'array' THEN node->'aliases' ELSE '[]' END)
      ) AS said
    ) AS known
    WHERE line <> '' GROUP BY type, id
    ON CONFLICT (type, node_id) DO UPDATE SET names = excluded.names, words = excluded.words
      WHERE search_documents.names <> excluded.names;
  RETURN NULL;
END $$;
--> statement-breakpoint
DO $$
DECLARE nodes text;
BEGIN
  FOREACH nodes IN ARRAY ARRAY['integrations', 'features', 'contributors', 'blockers', 'releases', 'sources'] LOOP
    EXECUTE format('DROP TRIGGER search_document_is_written ON %I', nodes);
    EXECUTE format('CREATE TRIGGER search_documents_are_written_by_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS written
      FOR EACH STATEMENT EXECUTE FUNCTION write_search_documents()', nodes);
    EXECUTE format('CREATE TRIGGER search_documents_are_written_by_update AFTER UPDATE ON %I REFERENCING NEW TABLE AS written
      FOR EACH STATEMENT EXECUTE FUNCTION write_search_documents()', nodes);
  END LOOP;
END $$;
--> statement-breakpoint
DROP FUNCTION write_search_document;
--> statement-breakpoint

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
  CASE fact.kind
    WHEN 'STATUS_REPORT' THEN found_row := EXISTS (SELECT FROM status_reports WHERE id = fact.id);
    WHEN 'CAPABILITY_REPORT' THEN found_row := EXISTS (SELECT FROM capability_reports WHERE id = fact.id);
    WHEN 'BLOCKER' THEN found_row := EXISTS (SELECT FROM blockers WHERE id = fact.id);
    WHEN 'BLOCKER_REPORT' THEN found_row := EXISTS (SELECT FROM blocker_reports WHERE id = fact.id);
    WHEN 'BLOCKER_REVIEW' THEN found_row := EXISTS (SELECT FROM blocker_reviews WHERE id = fact.id);
    WHEN 'REMEDY' THEN found_row := EXISTS (SELECT FROM remedies WHERE id = fact.id);
    WHEN 'FEATURE_RELEASE' THEN found_row := EXISTS (SELECT FROM feature_releases WHERE id = fact.id);
    WHEN 'REQUIREMENT' THEN found_row := EXISTS (SELECT FROM requirements WHERE id = fact.id);
    WHEN 'ADOPTION' THEN found_row := EXISTS (SELECT FROM adoptions WHERE id = fact.id);
    WHEN 'DEPENDENCY' THEN found_row := EXISTS (SELECT FROM dependencies WHERE id = fact.id);
    WHEN 'CONTRIBUTION' THEN found_row := EXISTS (SELECT FROM contributions WHERE id = fact.id);
  END CASE;
  IF NOT found_row THEN
    RAISE EXCEPTION 'the fact % (%) says nothing', fact.slug, fact.kind
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'fact_has_its_row';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint

DROP TRIGGER changes_of_an_open_set ON changes;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION refuse_late_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE closed bigint;
BEGIN
  SELECT id INTO closed FROM change_sets
    WHERE id IN (SELECT change_set_id FROM written) AND revision IS NOT NULL LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'the change set % is closed', closed
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'changes_are_append_only';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER changes_of_an_open_set AFTER INSERT ON changes REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_change();
--> statement-breakpoint

-- Each source is looked up by its key: while a load runs nothing is known yet of how many citations a fact has, and a
-- join was planned to read all sources for every fact.
CREATE OR REPLACE FUNCTION set_days_fact_holds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.kind = 'FEATURE_RELEASE' THEN
    NEW.date := coalesce((SELECT r.released_on FROM feature_releases f JOIN releases r ON r.id = f.release_id WHERE f.id = NEW.id), NEW.date);
  ELSIF TG_OP = 'UPDATE' AND NEW.kind = 'CONTRIBUTION' THEN
    NEW.lasting := coalesce((SELECT role = 'MAINTAINS' FROM contributions WHERE id = NEW.id), NEW.lasting);
  END IF;
  NEW.holds_from := NEW.date;
  IF NEW.date IS NULL AND TG_OP = 'UPDATE' THEN
    SELECT min((SELECT published_on FROM sources WHERE id = source_id)) INTO NEW.holds_from
      FROM citations WHERE fact_id = NEW.id;
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
