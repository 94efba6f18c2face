-- One table has every slug that leads to a node, so that its key alone keeps a slug from leading to two: no locks,
-- at every isolation level. Nodes take their slugs by triggers; a slug once taken stays as long as its node.

DO $$
DECLARE detail text;
BEGIN
  INSERT INTO slugs (type, slug, node_id)
    SELECT 'INTEGRATION'::node_type, slug, id FROM integrations UNION SELECT 'INTEGRATION', first_slug, id FROM integrations
    UNION SELECT 'FEATURE', slug, id FROM features UNION SELECT 'FEATURE', first_slug, id FROM features
    UNION SELECT 'CONTRIBUTOR', slug, id FROM contributors UNION SELECT 'CONTRIBUTOR', first_slug, id FROM contributors
    UNION SELECT 'BLOCKER', slug, id FROM blockers UNION SELECT 'BLOCKER', first_slug, id FROM blockers
    UNION SELECT 'RELEASE', slug, id FROM releases UNION SELECT 'RELEASE', first_slug, id FROM releases
    UNION SELECT 'SOURCE', slug, id FROM sources UNION SELECT 'SOURCE', first_slug, id FROM sources;
EXCEPTION WHEN unique_violation THEN
  GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
  RAISE EXCEPTION 'one slug is the first of one node and in use by another; rename the other one: %', detail;
END $$;
--> statement-breakpoint
-- Where the old rules let a slug be in use and redirected at once, the node that used it is the one it led to.
INSERT INTO slugs (type, slug, node_id)
  SELECT type, slug, coalesce(integration_id, feature_id, contributor_id, blocker_id, release_id, source_id) FROM redirects
  ON CONFLICT (type, slug) DO NOTHING;
--> statement-breakpoint

DO $$
DECLARE type text;
BEGIN
  FOREACH type IN ARRAY ARRAY['integrations', 'features', 'contributors', 'blockers', 'releases', 'sources'] LOOP
    EXECUTE format('DROP TRIGGER slug_is_not_redirected ON %I', type);
    EXECUTE format('DROP TRIGGER rename_redirects ON %I', type);
  END LOOP;
END $$;
--> statement-breakpoint
DROP TRIGGER redirect_of_an_unused_slug ON redirects;
--> statement-breakpoint
DROP TRIGGER redirect_is_kept ON redirects;
--> statement-breakpoint
DROP FUNCTION refuse_redirected_slug, refuse_redirect_of_used_slug, require_redirect;
--> statement-breakpoint

-- Writers of many nodes take their slugs in one order, so that none waits for another in a circle.
CREATE FUNCTION take_slugs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO slugs (type, slug, node_id)
    SELECT DISTINCT w.node_type, taken.slug, w.id
    FROM written AS w CROSS JOIN LATERAL (VALUES (w.slug), (w.first_slug)) AS taken (slug)
    WHERE NOT EXISTS (SELECT FROM slugs AS s WHERE s.type = w.node_type AND s.slug = taken.slug AND s.node_id = w.id)
    ORDER BY 1, 2;
  RETURN NULL;
END $$;
--> statement-breakpoint
DO $$
DECLARE nodes text;
BEGIN
  FOREACH nodes IN ARRAY ARRAY['integrations', 'features', 'contributors', 'blockers', 'releases', 'sources'] LOOP
    EXECUTE format('ALTER TABLE %I ALTER COLUMN node_type SET NOT NULL', nodes);
    EXECUTE format('CREATE TRIGGER slugs_are_taken_by_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS written
      FOR EACH STATEMENT EXECUTE FUNCTION take_slugs()', nodes);
    EXECUTE format('CREATE TRIGGER slugs_are_taken_by_update AFTER UPDATE ON %I REFERENCING NEW TABLE AS written
      FOR EACH STATEMENT EXECUTE FUNCTION take_slugs()', nodes);
    -- Checked at commit, because the node comes first.
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (node_type, slug, id) REFERENCES slugs (type, slug, node_id)
      DEFERRABLE INITIALLY DEFERRED', nodes, nodes || '_slug_leads_here');
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (node_type, first_slug, id) REFERENCES slugs (type, slug, node_id)
      DEFERRABLE INITIALLY DEFERRED', nodes, nodes || '_first_slug_leads_here');
  END LOOP;
END $$;
--> statement-breakpoint

CREATE TRIGGER slugs_never_change BEFORE UPDATE ON slugs
  FOR EACH ROW EXECUTE FUNCTION refuse_new_key('node');
--> statement-breakpoint
CREATE TRIGGER is_not_truncated BEFORE TRUNCATE ON slugs
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
--> statement-breakpoint
-- A slug a node had leads to it as long as the node is there.
CREATE FUNCTION require_former_slug() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE is_there boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE id = $1)', lower(OLD.type::text) || 's') INTO is_there USING OLD.node_id;
  IF is_there AND NOT EXISTS (SELECT FROM slugs WHERE type = OLD.type AND slug = OLD.slug AND node_id = OLD.node_id) THEN
    RAISE EXCEPTION 'the former slug % would lead nowhere', OLD.slug
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'former_slug_redirects';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER former_slug_redirects AFTER DELETE ON slugs DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_former_slug();
