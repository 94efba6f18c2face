import type { Pool } from "pg";
import type { FactColumns } from "../projection/fact-columns.ts";
import { updateProjection } from "../projection/project-facts.ts";
import type { Touched } from "../projection/update-tables.ts";
import type { Present } from "../standing/present.ts";
import { updatePresent } from "../standing/update-present.ts";
import type { Viewpoint } from "../viewpoint.ts";
import { findTouched } from "./find-touched.ts";
import { readRevision, readTouched } from "./load-projection.ts";
import { readInView, type ViewReader } from "./read-in-view.ts";

/**
 * What holds from a viewpoint now, by what held at a revision and what was written since: reads the rows that were
 * touched and no others.
 *
 * @param before what held from the same viewpoint at `since`, assuming nothing; it is left as it is
 * @returns null where it is better to load everything: too much was written, or what was is not on record.
 */
export async function loadUpdate(
  pool: Pool,
  viewpoint: Viewpoint,
  before: Present,
  since: number,
): Promise<{ readonly present: Present; readonly revision: number } | null> {
  const read = await readInView(pool, viewpoint, (reader) => readUpdate(reader, before, since));
  return read && { present: applyUpdate(viewpoint, before, read), revision: read.revision };
}

/**
 * The same with a reader, which may see something else than what was written last: rows that are not what they were
 * are those of what was written since, and of nothing else.
 */
export async function readPresent(
  reader: ViewReader,
  viewpoint: Viewpoint,
  before: Present,
  since: number,
): Promise<Present | null> {
  const read = await readUpdate(reader, before, since);
  return read && applyUpdate(viewpoint, before, read);
}

interface Update {
  readonly revision: number;
  readonly touched: Touched;
  readonly fresh: FactColumns;
}

async function readUpdate(reader: ViewReader, before: Present, since: number): Promise<Update | null> {
  const revision = await readRevision(reader);
  const touched = await findTouched(reader, before.projection, since, revision);
  return touched && { revision, touched, fresh: await readTouched(reader, touched) };
}

function applyUpdate(viewpoint: Viewpoint, before: Present, { fresh, touched }: Update): Present {
  return updatePresent(before, updateProjection(before.projection, viewpoint.asOf, fresh, touched));
}
