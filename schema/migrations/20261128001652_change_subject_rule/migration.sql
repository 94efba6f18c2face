-- The nodes that a change is about, so that the history of a node is found through an index, also that of what is
-- gone by now: the node itself, and every record that names it or did so before, by its first slug.
CREATE FUNCTION change_subjects(noun text, slug text, before jsonb, after jsonb) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT subject COLLATE "C"), '{}') FROM (
    SELECT upper(noun) || ' ' || slug
      WHERE noun IN ('integration', 'feature', 'contributor', 'blocker', 'release', 'source')
    UNION ALL
    SELECT named.type || ' ' || named.slug
      FROM (VALUES (before), (after)) AS side (record)
      CROSS JOIN LATERAL (
        VALUES
          ('INTEGRATION', record->>'integration'), ('INTEGRATION', record->>'on'),
          ('FEATURE', record->>'feature'), ('FEATURE', record->>'requires'),
          ('CONTRIBUTOR', record->>'contributor'), ('CONTRIBUTOR', record->>'author'),
          ('BLOCKER', record->>'blocker'),
          ('RELEASE', record->>'release'),
          ('RELEASE', CASE WHEN record->>'to' !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' THEN record->>'to' END),
          ('SOURCE', record->>'source')
        UNION ALL
        SELECT 'SOURCE', coalesce(cited->>'source', cited #>> '{}') FROM jsonb_array_elements(record->'sources') AS cited
        UNION ALL
        SELECT upper(target), need->>target
          FROM jsonb_array_elements(record->'needs') AS need
          CROSS JOIN unnest(ARRAY['feature', 'blocker', 'integration']) AS target
      ) AS named (type, slug)
      WHERE named.slug IS NOT NULL
  ) AS found (subject)
$$;
