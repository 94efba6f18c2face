import { at } from "../algorithms/at.ts";
import type { Present } from "../standing/present.ts";
import { listUnlifted } from "../standing/verdict.ts";
import type { AssumedIndices } from "./assumption-index.ts";
import { findTouched } from "./touched.ts";

/** What assumptions would change for integrations; database ids, lists in the order of slugs. */
export interface WhatIf {
  /** Integrations with an unlifted blocker before and none after. */
  readonly unblocked: readonly number[];
  /** Integrations that an assumption touches, with unlifted blockers before and after. */
  readonly stillBlocked: readonly StillBlocked[];
  /** Integrations without an unlifted blocker before and with one after: what a withdrawal can do. */
  readonly newlyBlocked: readonly number[];
}

/** How to compare. */
export interface WhatIfOptions {
  /** Whether integrations count that have ENDED under the assumptions. */
  readonly includeEnded?: boolean;
}

/** An integration and its blockers that are unlifted under the assumptions. */
export interface StillBlocked {
  readonly integrationId: number;
  readonly remaining: readonly number[];
}

/**
 * Compares a viewpoint with the same viewpoint under assumptions, in linear time.
 *
 * Left out, unless asked for, are integrations that have ENDED under the assumptions: who supposes that an
 * ENDED one is complete asks about it.
 *
 * @param after `before` under `assumed`
 */
export function compareWhatIf(
  before: Present,
  after: Present,
  assumed: AssumedIndices,
  options: WhatIfOptions = {},
): WhatIf {
  const { integrations, blockers } = before.projection;
  const touched = findTouched(before, assumed);
  const [blockedBefore, blockedAfter] = [markBlocked(before), markBlocked(after)];
  const unblocked: number[] = [];
  const stillBlocked: StillBlocked[] = [];
  const newlyBlocked: number[] = [];
  for (let integration = 0; integration < integrations.size; integration++) {
    const [was, is] = [blockedBefore[integration] === 1, blockedAfter[integration] === 1];
    if (!was && !is) continue;
    if (after.standing.ended[integration] === 1 && !options.includeEnded) continue;
    const integrationId = integrations.idOf(integration);
    if (was && !is) unblocked.push(integrationId);
    if (!was && is) newlyBlocked.push(integrationId);
    if (!was || !is || touched[integration] !== 1) continue;
    const remaining = listUnlifted(after, integration).map((blocker) => blockers.idOf(blocker));
    stillBlocked.push({ integrationId, remaining });
  }
  return { unblocked, stillBlocked, newlyBlocked };
}

/** 1 per integration with an unlifted blocker. */
function markBlocked({ projection, lifted }: Present): Uint8Array {
  const blocked = new Uint8Array(projection.integrations.size);
  for (let blocker = 0; blocker < projection.blockers.size; blocker++) {
    if (lifted[blocker] !== 1) blocked[at(projection.blockerIntegration, blocker)] = 1;
  }
  return blocked;
}
