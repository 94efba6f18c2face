-- The changes that are about any of these nodes, as `changes.subjects` calls them. The planner cannot tell how few they
-- are, and would rather read the whole history; here it has no choice but the index, which is in the default collation.
CREATE FUNCTION changes_about(nodes text[]) RETURNS SETOF bigint
LANGUAGE sql STABLE PARALLEL SAFE ROWS 100 SET enable_seqscan TO off AS $$
  SELECT id FROM changes WHERE subjects && (nodes COLLATE "default")
$$;
