import type { Pool } from "pg";
import { Analysis } from "../analysis.ts";
import { findPresent } from "../standing/present.ts";
import { readStanding } from "../standing/read-standing.ts";
import type { Viewpoint } from "../viewpoint.ts";
import { loadProjection } from "./load-projection.ts";
import { loadUpdate } from "./load-update.ts";

/** What followed from the facts of a viewpoint at one moment. */
export interface Moment {
  /** The number of the last write that it takes in. */
  readonly revision: number;
  readonly analysis: Analysis;
}

/** Loads what follows now from the facts of a viewpoint, assuming nothing. */
export async function loadMoment(pool: Pool, viewpoint: Viewpoint): Promise<Moment> {
  const { projection, revision } = await loadProjection(pool, viewpoint);
  return { revision, analysis: new Analysis(findPresent(projection, readStanding(projection))) };
}

/** Loads what follows now, by what did at an earlier moment of the same viewpoint. */
export async function loadNextMoment(pool: Pool, viewpoint: Viewpoint, before: Moment): Promise<Moment> {
  const update = await loadUpdate(pool, viewpoint, before.analysis.present, before.revision);
  if (update === null) return loadMoment(pool, viewpoint);
  return { revision: update.revision, analysis: new Analysis(update.present) };
}
