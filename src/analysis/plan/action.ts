import type { Projection } from "../projection/projection.ts";

/** One thing somebody can do, by index; each costs 1. */
export type Action =
  | { readonly kind: "SHIP"; readonly feature: number }
  | { readonly kind: "ADOPT"; readonly integration: number; readonly feature: number }
  /** Without a work: the whole blocker, which has no remedy. */
  | { readonly kind: "RESOLVE"; readonly blocker: number; readonly work: number | null }
  | { readonly kind: "COMPLETE"; readonly integration: number };

/**
 * What actions are ordered by, code unit by code unit: the kind, then slugs in the order integration, feature,
 * blocker, work.
 *
 * @example "ADOPT shell restore-sibling"
 */
export function actionKey({ integrations, features, blockers, works }: Projection, action: Action): string {
  switch (action.kind) {
    case "SHIP":
      return `SHIP ${features.slugOf(action.feature)}`;
    case "ADOPT":
      return `ADOPT ${integrations.slugOf(action.integration)} ${features.slugOf(action.feature)}`;
    case "COMPLETE":
      return `COMPLETE ${integrations.slugOf(action.integration)}`;
    case "RESOLVE": {
      const blocker = blockers.slugOf(action.blocker);
      return action.work === null ? `RESOLVE ${blocker}` : `RESOLVE ${blocker} ${works.slugOf(action.work)}`;
    }
  }
}

/** Actions in the order of their keys, each once. */
export function sortActions<T extends Action>(projection: Projection, actions: readonly T[]): T[] {
  const keyed = actions.map((action) => ({ action, key: actionKey(projection, action) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ action }) => action);
}
