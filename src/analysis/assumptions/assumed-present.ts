import type { Action } from "../plan/action.ts";
import { ActionProgress } from "../plan/action-progress.ts";
import type { Projection } from "../projection/projection.ts";
import { findPresent, type Present } from "../standing/present.ts";
import { listNeeding } from "./assumption-conflict.ts";
import type { AssumedIndices } from "./assumption-index.ts";
import type { AssumedStanding } from "./assumptions.ts";

/**
 * Computes what holds under assumptions. What is only held adds to what holds before, and costs as much as it
 * changes; what is withdrawn takes away, and has everything computed anew.
 */
export function findAssumedPresent(before: Present, { standing, assumed }: AssumedStanding): Present {
  const { projection } = before;
  const { ship, adopt, resolve, complete } = assumed.withdraw;
  if (ship.length + adopt.length + resolve.length + complete.length > 0) {
    return findPresent(projection, standing);
  }
  const progress = new ActionProgress(before);
  for (const action of listActions(projection, assumed)) progress.take(action);
  return { projection, standing, ...progress.outcome };
}

/** What is held, as actions; to resolve a blocker is one even where it has remedies or is WONT_FIX. */
function listActions(projection: Projection, assumed: AssumedIndices): Action[] {
  return [
    ...assumed.ship.map((feature) => ({ kind: "SHIP", feature }) as const),
    ...assumed.adopt.flatMap(({ feature, integration }) => {
      const adopters = integration === null ? listNeeding(projection, feature) : [integration];
      return Array.from(adopters, (adopter) => ({ kind: "ADOPT", integration: adopter, feature }) as const);
    }),
    ...assumed.resolve.map(({ blocker, work }) => ({ kind: "RESOLVE", blocker, work }) as const),
    ...assumed.complete.map((integration) => ({ kind: "COMPLETE", integration }) as const),
  ];
}
