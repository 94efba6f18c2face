-- The search box: full text and trigrams over the names of all nodes, without accents, with or without dashes.

CREATE FUNCTION search_text(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT lower(unaccent('unaccent'::regdictionary, value))
$$;
--> statement-breakpoint
-- Words without their dashes, dots and slashes: "--restore-sibling" is "restore sibling".
CREATE FUNCTION search_words(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT btrim(regexp_replace(search_text(value), '[^[:alnum:]]+', ' ', 'g'))
$$;
--> statement-breakpoint
CREATE FUNCTION write_search_document() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  node_type node_type := TG_ARGV[0]::node_type;
  node jsonb := to_jsonb(NEW);
  lines text[];
BEGIN
  SELECT array_agg(DISTINCT search_words(line)) INTO lines FROM (
    SELECT node->>field AS line FROM unnest(ARRAY['name', 'title', 'slug', 'first_slug']) AS field
    UNION ALL SELECT jsonb_array_elements_text(CASE jsonb_typeof(node->'aliases') WHEN 'array' THEN node->'aliases' ELSE '[]' END)
  ) AS known WHERE search_words(line) <> '';
  INSERT INTO search_documents (type, node_id, names, words)
    VALUES (node_type, NEW.id, array_to_string(lines, E'\n'), to_tsvector('simple', array_to_string(lines, ' ')))
    ON CONFLICT (type, node_id) DO UPDATE SET names = excluded.names, words = excluded.words
      WHERE search_documents.names <> excluded.names;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION delete_search_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM search_documents WHERE type = TG_ARGV[0]::node_type AND node_id = OLD.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
DO $$
DECLARE type text;
BEGIN
  FOREACH type IN ARRAY ARRAY['INTEGRATION', 'FEATURE', 'CONTRIBUTOR', 'BLOCKER', 'RELEASE', 'SOURCE'] LOOP
    EXECUTE format('CREATE TRIGGER search_document_is_written AFTER INSERT OR UPDATE ON %I
      FOR EACH ROW EXECUTE FUNCTION write_search_document(%L)', lower(type) || 's', type);
    EXECUTE format('CREATE TRIGGER search_document_is_deleted AFTER DELETE ON %I
      FOR EACH ROW EXECUTE FUNCTION delete_search_document(%L)', lower(type) || 's', type);
  END LOOP;
END $$;
--> statement-breakpoint
-- Nodes that match, with a score from 0 to 4: a whole name, the start of a name, all words, then likeness.
CREATE FUNCTION search_nodes(query text, types node_type[] DEFAULT NULL)
RETURNS TABLE (type node_type, node_id bigint, score double precision)
LANGUAGE sql STABLE ROWS 20 SET pg_trgm.word_similarity_threshold TO '0.5' AS $$
  WITH asked AS (
    SELECT words, to_tsquery('simple', replace(words, ' ', ':* & ') || ':*') AS prefixes
    FROM (SELECT search_words(query) AS words) AS w WHERE words <> ''
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
