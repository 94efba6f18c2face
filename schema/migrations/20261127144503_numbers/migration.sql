-- A change set gets the next number of the graph when it is closed, from the database, and none is committed without.

CREATE FUNCTION number_change_set() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- The counter stays locked until the commit, which is why numbers follow commits.
  UPDATE graph_revision SET revision = revision + 1 RETURNING revision INTO NEW.revision;
  NEW.committed_at := clock_timestamp();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER change_set_is_numbered BEFORE UPDATE ON change_sets
  FOR EACH ROW WHEN (OLD.revision IS NULL) EXECUTE FUNCTION number_change_set();
--> statement-breakpoint
CREATE FUNCTION refuse_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a change set is numbered when it is closed'
    USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'change_set_is_numbered';
END $$;
--> statement-breakpoint
CREATE TRIGGER change_set_begins_unnumbered BEFORE INSERT ON change_sets
  FOR EACH ROW WHEN (NEW.revision IS NOT NULL) EXECUTE FUNCTION refuse_number();
--> statement-breakpoint
CREATE FUNCTION require_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT revision FROM change_sets WHERE id = NEW.id) IS NULL THEN
    RAISE EXCEPTION 'the change set % has no number', NEW.id
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'change_set_has_a_number';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER change_set_has_a_number AFTER INSERT ON change_sets DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_number();
--> statement-breakpoint

-- Checks now what else is checked at commit. Only then the number is taken: nobody waits for a counter while
-- another one's facts are looked at, and nothing is left that could fail, or take long, between number and commit.
CREATE FUNCTION check_before_number() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE (
    SELECT 'SET CONSTRAINTS ' || string_agg(DISTINCT format('%I.%I', n.nspname, c.conname), ', ') || ' IMMEDIATE'
    FROM pg_constraint AS c JOIN pg_namespace AS n ON n.oid = c.connamespace
    WHERE c.condeferrable AND c.conname <> 'change_set_has_a_number'
      AND c.connamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'change_sets'::regclass)
  );
END $$;
