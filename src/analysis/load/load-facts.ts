import type { Pool } from "pg";
import type { FactsInView } from "../projection/facts-in-view.ts";
import { listFacts } from "../projection/list-facts.ts";
import type { Viewpoint } from "../viewpoint.ts";
import { loadProjection } from "./load-projection.ts";

/** Reads from Postgres the facts a viewpoint sees, as rows; what belongs to a blocker out of view is left out. */
export async function loadFacts(pool: Pool, viewpoint: Viewpoint): Promise<FactsInView> {
  return listFacts((await loadProjection(pool, viewpoint)).projection);
}
