import type { Pool } from "pg";
import type { PlannedRow } from "../blocking/planned-holders.ts";
import type { Viewpoint } from "../viewpoint.ts";
import { readInView } from "./read-in-view.ts";

/** Reads from Postgres the PLANNED contributions to features and blockers that a viewpoint sees. */
export function loadPlanned(pool: Pool, viewpoint: Viewpoint): Promise<PlannedRow[]> {
  return readInView(pool, viewpoint, ({ rows, inView }) =>
    rows<PlannedRow>(
      `t.contributor_id as "contributorId", t.feature_id as "featureId", t.blocker_id as "blockerId"`,
      `${inView("contributions")} and t.state = 'PLANNED' and t.integration_id is null`,
    ),
  );
}
