import type { Pool } from "pg";
import { updateProjection } from "../projection/project-facts.ts";
import type { Present } from "../standing/present.ts";
import { updatePresent } from "../standing/update-present.ts";
import type { Viewpoint } from "../viewpoint.ts";
import { findTouched } from "./find-touched.ts";
import { readRevision, readTouched } from "./load-projection.ts";
import { readInView } from "./read-in-view.ts";

/**
 * What holds from a viewpoint now, by what held at a revision and what was written since: reads the rows that were
 * touched and no others.
 *
 * @param before what held from the same viewpoint at `since`, assuming nothing; it is left as it is
 * @param until the last revision to take in, above `since`; absent: the last there is. Rows that were written again after
 * it are as they are now
 * @returns null where it is better to load everything: too much was written, or what was is not on record.
 */
export async function loadUpdate(
  pool: Pool,
  viewpoint: Viewpoint,
  before: Present,
  since: number,
  until = Number.POSITIVE_INFINITY,
): Promise<{ readonly present: Present; readonly revision: number } | null> {
  const read = await readInView(pool, viewpoint, async (reader) => {
    const revision = Math.min(await readRevision(reader), until);
    const touched = await findTouched(reader, before.projection, since, revision);
    return touched && { revision, touched, fresh: await readTouched(reader, touched) };
  });
  if (read === null) return null;
  const { revision, touched, fresh } = read;
  const update = updateProjection(before.projection, viewpoint.asOf, fresh, touched);
  return { present: updatePresent(before, update), revision };
}
