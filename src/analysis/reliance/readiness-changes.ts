import { assumedId } from "../assumptions/assumed-report.ts";
import { type FactIndex, listFactIds } from "../projection/fact-index.ts";
import type { Present } from "../standing/present.ts";
import { findVerdict, type Verdict } from "../standing/verdict.ts";
import { findRelevantFacts } from "./relevant-facts.ts";

/** An integration, by database id, on which the verdict differs. */
export interface ReadinessChange {
  readonly integrationId: number;
  readonly slug: string;
  readonly from: Verdict | null;
  readonly to: Verdict | null;
}

/** How the verdicts of one viewpoint differ from those of another, in the order of the integrations' slugs. */
export function listReadinessChanges(from: Present, to: Present): ReadinessChange[] {
  const { integrations } = to.projection;
  return Array.from({ length: integrations.size }, (_, index): ReadinessChange => {
    const integrationId = integrations.idOf(index);
    const before = from.projection.integrations.indexOf(integrationId);
    return {
      integrationId,
      slug: integrations.slugOf(index),
      from: before < 0 ? null : findVerdict(from, before),
      to: findVerdict(to, index),
    };
  }).filter((change) => change.from !== change.to);
}

/**
 * The facts that the verdict on an integration could rest on in one of two viewpoints, and that are not in view
 * from the other; ascending. None where the verdict differs by an assumption, or by which of a report's sources
 * counts.
 *
 * @param from at least the facts of the one viewpoint behind the integration
 * @param to those of the other, however it got there
 */
export function listChangedFacts(from: FactIndex, to: FactIndex, integrationId: number): number[] {
  const lacking = (index: FactIndex, other: FactIndex): number[] => {
    const others = new Set(listFactIds(other.facts));
    return listFactIds(findRelevantFacts(index, integrationId)).filter((id) => !others.has(id));
  };
  return [...lacking(from, to), ...lacking(to, from)].filter((id) => id !== assumedId).sort((a, b) => a - b);
}
