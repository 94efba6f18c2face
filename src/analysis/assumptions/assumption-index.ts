import type { NodeIndex } from "../projection/node-index.ts";
import type { Projection } from "../projection/projection.ts";
import { AssumptionError } from "./assumption-error.ts";
import type { Assumptions, HeldAssumptions } from "./assumptions.ts";

/** Database ids by the slugs nodes had before they were renamed. */
export interface Redirects {
  readonly integrations: ReadonlyMap<string, number>;
  readonly features: ReadonlyMap<string, number>;
  readonly blockers: ReadonlyMap<string, number>;
}

/** What assumptions hold, or un-hold, by index. */
export interface HeldIndices {
  readonly ship: readonly number[];
  /** A null integration: every one. */
  readonly adopt: readonly { readonly feature: number; readonly integration: number | null }[];
  /** A null work: the whole blocker. */
  readonly resolve: readonly { readonly blocker: number; readonly work: number | null }[];
  readonly complete: readonly number[];
}

/** `Assumptions` by index. */
export interface AssumedIndices extends HeldIndices {
  readonly withdraw: HeldIndices;
}

/**
 * Finds what assumptions name.
 *
 * A blocker must be in view: nothing can be said of one that the viewpoint does not know.
 *
 * @throws AssumptionError for an unknown slug.
 */
export function indexAssumptions(
  projection: Projection,
  assumptions: Assumptions,
  redirects?: Redirects,
): AssumedIndices {
  const find: Finders = {
    feature: (slug, path) => findNode(projection.features, redirects?.features, slug, path, "feature"),
    integration: (slug, path) =>
      findNode(projection.integrations, redirects?.integrations, slug, path, "integration"),
    blocker: (slug, path) => findNode(projection.blockers, redirects?.blockers, slug, path, "blocker"),
    work: (blocker, slug, path) => {
      const work = projection.works.indexOf(blocker, slug);
      if (work >= 0) return work;
      const of = projection.blockers.slugOf(blocker);
      throw new AssumptionError(
        path,
        `there is no work ${JSON.stringify(slug)} of the blocker "${of}" in view`,
      );
    },
  };
  return {
    ...indexHeld(assumptions, "assume", find),
    withdraw: indexHeld(assumptions.withdraw ?? {}, "assume.withdraw", find),
  };
}

interface Finders {
  feature(slug: string, path: string): number;
  integration(slug: string, path: string): number;
  blocker(slug: string, path: string): number;
  work(blocker: number, slug: string, path: string): number;
}

function indexHeld(held: HeldAssumptions, path: string, find: Finders): HeldIndices {
  return {
    ship: (held.ship ?? []).map((slug, index) => find.feature(slug, `${path}.ship[${index}]`)),
    adopt: (held.adopt ?? []).map(({ feature, integration }, index) => ({
      feature: find.feature(feature, `${path}.adopt[${index}].feature`),
      integration:
        integration == null ? null : find.integration(integration, `${path}.adopt[${index}].integration`),
    })),
    resolve: (held.resolve ?? []).map(({ blocker: slug, work }, index) => {
      const blocker = find.blocker(slug, `${path}.resolve[${index}].blocker`);
      return {
        blocker,
        work: work == null ? null : find.work(blocker, work, `${path}.resolve[${index}].work`),
      };
    }),
    complete: (held.complete ?? []).map((slug, index) =>
      find.integration(slug, `${path}.complete[${index}]`),
    ),
  };
}

function findNode(
  nodes: NodeIndex,
  formerSlugs: ReadonlyMap<string, number> | undefined,
  slug: string,
  path: string,
  type: "feature" | "integration" | "blocker",
): number {
  const current = findSlug(nodes, slug);
  const index = current >= 0 ? current : nodes.indexOf(formerSlugs?.get(slug) ?? null);
  if (index >= 0) return index;
  const inView = type === "blocker" ? " in view" : "";
  throw new AssumptionError(path, `there is no ${type} ${JSON.stringify(slug)}${inView}`);
}

/** The index of a slug, by halving; -1 if no node has it. */
function findSlug(nodes: NodeIndex, slug: string): number {
  let [low, high] = [0, nodes.size];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (nodes.slugOf(middle) < slug) low = middle + 1;
    else high = middle;
  }
  return low < nodes.size && nodes.slugOf(low) === slug ? low : -1;
}
