import type { Pool } from "pg";
import type { Position } from "./position.ts";

/** One record that was written, with what tells those who listen whether it concerns them; it is the place after it. */
export interface FeedChange extends Position {
  readonly noun: string;
  /** A node's first slug, a fact's, or `<integration>/<slug>` of a capability. */
  readonly slug: string;
  readonly operation: "CREATE" | "UPDATE" | "DELETE";
  readonly actor: string;
  /** The nodes it is about, before or after, by first slugs: `INTEGRATION systemd`. */
  readonly subjects: readonly string[];
}

type Row = Omit<FeedChange, "revision" | "id"> & { readonly revision: string; readonly id: string };

/** So many sets are looked at for one page; most have one change. */
const setsAtOnce = 500;

// Of each set only the next changes are read, so that a page in the middle of a large one costs no more than others.
const text = `
  select s.revision, c.id, c.noun, c.slug, c.operation, s.actor, c.subjects
  from (
    select id, revision, actor from change_sets where revision >= $1 order by revision limit ${setsAtOnce}
  ) as s
  cross join lateral (
    select id, noun, slug, operation, subjects from changes
    where change_set_id = s.id and id > case when s.revision = $1 then $2::bigint else 0 end
    order by id limit $3
  ) as c
  order by s.revision, c.id limit $3`;

/** The next changes after a place, in their order, at most `limit`; none: there are no more yet. */
export async function readChanges(pool: Pool, after: Position, limit: number): Promise<FeedChange[]> {
  const values = [after.revision, after.id, limit];
  const { rows } = await pool.query<Row>({ name: "read_changes", text, values });
  return rows.map((row) => ({ ...row, revision: Number(row.revision), id: Number(row.id) }));
}

/** The place after the last change. */
export async function readHead(pool: Pool): Promise<Position> {
  const { rows } = await pool.query<{ revision: string; id: string | null }>({
    name: "read_head",
    text: `
      select g.revision, last.id
      from graph_revision g left join change_sets s on s.revision = g.revision
      left join lateral (select id from changes where change_set_id = s.id order by id desc limit 1) as last on true`,
  });
  const { revision = 0, id } = rows[0] ?? {};
  return { revision: Number(revision), id: Number(id ?? 0) };
}

/** Runs statements: a pool, or a session with a transaction. */
export type Runner = Pick<Pool, "query">;

/**
 * The numbers of the changes about nodes, and of those that gave a source or a release another day, after a place and
 * up to a revision: the last ones first, at most `limit`.
 *
 * @param subjects what changes call the nodes
 */
export async function readLater(
  runner: Runner,
  subjects: Iterable<string>,
  after: Position,
  revision: number,
  limit: number,
): Promise<number[]> {
  const { rows } = await runner.query<{ id: string }>({
    name: "read_later_changes",
    text: `
      select c.id from change_sets s join changes c on c.change_set_id = s.id
      where (s.revision, c.id) > ($2, $3) and s.revision > $2 - 1 and s.revision <= $4
        and (c.subjects && $1::text[] or c.noun in ('source', 'release') and c.operation <> 'CREATE')
      order by s.revision desc, c.id desc limit $5`,
    values: [[...subjects], after.revision, after.id, revision, limit],
  });
  return rows.map(({ id }) => Number(id));
}
