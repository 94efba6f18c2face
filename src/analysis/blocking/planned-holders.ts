import type { Present } from "../standing/present.ts";
import type { NodeKey } from "./explanation.ts";

/** A contribution in view, in whatever role, that is PLANNED: to a feature or to a blocker. */
export type PlannedRow = { readonly contributorId: number } & (
  | { readonly featureId: number; readonly blockerId: null }
  | { readonly featureId: null; readonly blockerId: number }
);

/**
 * Per contributor, by database id, what waits for that person alone: the features that are not AVAILABLE and the
 * blockers in view that are not lifted whose every PLANNED contribution is this person's. Blockers, then
 * features, each in the order of slugs. That somebody else has DONE a part, or given up, changes nothing.
 */
export function findHeld(present: Present, planned: readonly PlannedRow[]): ReadonlyMap<number, NodeKey[]> {
  const { features, blockers } = present.projection;
  const blockerHolders = new Map<number, number | null>();
  const featureHolders = new Map<number, number | null>();
  for (const { contributorId, featureId, blockerId } of planned) {
    const [holders, index] =
      featureId === null
        ? [blockerHolders, blockers.indexOf(blockerId)]
        : [featureHolders, features.indexOf(featureId)];
    if (index < 0) continue;
    const known = holders.get(index);
    holders.set(index, known === undefined || known === contributorId ? contributorId : null);
  }
  const held = new Map<number, NodeKey[]>();
  const hold = (contributorId: number | null, node: NodeKey): void => {
    if (contributorId === null) return;
    const known = held.get(contributorId);
    if (known === undefined) held.set(contributorId, [node]);
    else known.push(node);
  };
  for (const [blocker, contributorId] of bySlug(blockerHolders)) {
    if (present.lifted[blocker] !== 1) hold(contributorId, { type: "Blocker", id: blockers.idOf(blocker) });
  }
  for (const [feature, contributorId] of bySlug(featureHolders)) {
    if (present.standing.available[feature] === 1) continue;
    hold(contributorId, { type: "Feature", id: features.idOf(feature) });
  }
  return held;
}

/** Indices are in the order of slugs. */
function bySlug<Value>(entries: ReadonlyMap<number, Value>): [number, Value][] {
  return [...entries].sort(([a], [b]) => a - b);
}
