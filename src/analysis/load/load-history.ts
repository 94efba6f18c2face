import type { Pool } from "pg";
import type { AdoptionRow, FactsInView, NeedRow, RemedyRow } from "../projection/facts-in-view.ts";
import type { History, Span } from "../since/blocked-since.ts";
import type { Viewpoint } from "../viewpoint.ts";
import { readInView } from "./read-in-view.ts";

/**
 * Adds to the facts of a viewpoint those that had ended by then, and the days between which each holds: a fixed
 * number of statements. Only adoptions and remedies end, of what blockers rest on.
 */
export function loadHistory(pool: Pool, viewpoint: Viewpoint, facts: FactsInView): Promise<History> {
  return readInView(pool, viewpoint, async ({ rows, begun, inView, recorded, heldFrom }) => {
    const span = `${heldFrom} as "from", f.holds_until as until`;
    const adoptions = await rows<AdoptionRow & Span>(
      `t.id, t.integration_id as "integrationId", t.feature_id as "featureId", ${span}`,
      begun("adoptions"),
    );
    const remedies = await rows<RemedyRow & Span>(
      `t.id, t.blocker_id as "blockerId", ${span}`,
      begun("remedies"),
    );
    const needs = await rows<NeedRow>(
      `t.id as "remedyId", t.position, t.kind, t.feature_id as "featureId", t.blocker_id as "blockerId",
        t.integration_id as "integrationId", t.capability_id as "capabilityId", t.work`,
      `${begun(needsOfRemedies)} order by t.id, t.position`,
    );
    const blockers = await rows<{ id: number } & Span>(`t.id, ${span}`, inView("blockers"));
    const requirements = await rows<{ id: number } & Span>(
      `t.id, f.holds_from as "from", f.holds_until as until`,
      recorded("requirements"),
    );
    const spanned = [...adoptions, ...remedies, ...blockers, ...requirements];
    return {
      facts: { ...facts, adoptions, remedies, needs },
      spans: new Map(spanned.map(({ id, from, until }) => [id, { from, until }])),
    };
  });
}

/** Needs under the ids of their remedies, which are facts. */
const needsOfRemedies =
  "(select n.remedy_id as id, n.*, w.slug as work from needs n left join works w on w.id = n.work_id)";
