import { Random } from "./random.ts";
import { needShares, type Shape } from "./shape.ts";

export const statuses = [
  "READY",
  "IN_PROGRESS",
  "STALLED",
  "NOT_STARTED",
  "REMOVED",
  "DISCONTINUED",
] as const;
export const needKinds = ["FEATURE", "BLOCKER", "INTEGRATION", "WORK"] as const;

/** A graph as columns of indices from 0; -1 is none. Every fact and every node of it ends up as a row. */
export interface DrawnGraph {
  readonly shape: Shape;
  /** The feature that blocks `hubReach` integrations at a depth of three. */
  readonly hub: number;
  /** Per integration an index of `statuses`, and the number of its capabilities. */
  readonly status: Uint8Array;
  readonly capabilities: Uint8Array;
  /** 1 per feature that a release has, and per one that somebody is writing. */
  readonly released: Uint8Array;
  readonly authored: Uint8Array;
  readonly requirements: readonly (readonly [feature: number, required: number])[];
  readonly blockerIntegration: Int32Array;
  /** The number of a capability within its integration. */
  readonly blockerCapability: Int8Array;
  /** 0: nobody reported; 1 OPEN, 2 RESOLVED, 3 WONT_FIX. */
  readonly blockerReport: Uint8Array;
  readonly remedyBlocker: Int32Array;
  readonly needRemedy: Int32Array;
  /** An index of `needKinds`, and of the feature, blocker or integration; the number of a work within its blocker. */
  readonly needKind: Uint8Array;
  readonly needTarget: Int32Array;
  readonly needCapability: Int8Array;
  /** 1 per need on a work that is reported done. */
  readonly workDone: Uint8Array;
  readonly adoptions: readonly (readonly [integration: number, feature: number])[];
}

/** Draws a graph, the same one for the same shape, in time linear in its size. */
export function drawGraph(shape: Shape): DrawnGraph {
  const random = new Random(shape.seed);
  const status = Uint8Array.from({ length: shape.integrations }, () =>
    random.of([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 5]),
  );
  const capabilities = Uint8Array.from(status, () => random.below(3));
  const hub = random.below(shape.features);
  const released = Uint8Array.from({ length: shape.features }, (_, feature) =>
    feature !== hub && random.chance(60) ? 1 : 0,
  );
  const authored = Uint8Array.from(released, (isReleased) => (isReleased === 0 && random.chance(30) ? 1 : 0));
  const requirements = Array.from({ length: shape.features >> 2 }, () => {
    const [feature, required] = [random.below(shape.features), random.below(shape.features)];
    return [feature, required] as const;
  }).filter(([feature, required]) => feature !== required && feature !== hub && required !== hub);
  const places = placeBlockers(shape, random, status, capabilities);
  const { remedyBlocker, needRemedy } = drawRemedies(shape, random);
  const needs = drawNeeds(shape, random, hub, remedyBlocker, needRemedy, capabilities);
  return {
    shape,
    hub,
    status,
    capabilities,
    released,
    authored,
    requirements,
    ...places,
    blockerReport: Uint8Array.from(places.blockerIntegration, (_, blocker) => {
      if (blocker < zonesOf(shape).ordinary) return random.chance(10) ? 1 : 0;
      return (
        random.of([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2]) || (random.chance(2) ? 3 : 0)
      );
    }),
    remedyBlocker,
    needRemedy,
    ...needs,
    adoptions: drawAdoptions(shape, random, places.blockerIntegration, remedyBlocker, needRemedy, needs),
  };
}

/** The first of the blockers that are drawn at random: those of the ring and of the hub are before it. */
export function firstOrdinary(shape: Shape): number {
  return zonesOf(shape).ordinary;
}

/**
 * Where blockers of each zone begin: the ring from 0; the root, which needs the hub; those between, which need the
 * root; the leaves, which need one of these; and all others.
 */
function zonesOf({ ring, hubReach }: Shape): Record<"root" | "between" | "leaves" | "ordinary", number> {
  const between = ring + 1;
  const leaves = between + Math.max(1, Math.floor(hubReach / 100));
  return { root: ring, between, leaves, ordinary: leaves + hubReach };
}

function placeBlockers(
  shape: Shape,
  random: Random,
  status: Uint8Array,
  capabilities: Uint8Array,
): Pick<DrawnGraph, "blockerIntegration" | "blockerCapability"> {
  const { leaves, ordinary } = zonesOf(shape);
  // Integrations that have ended are left out of what a feature blocks.
  const going = random
    .shuffled(shape.integrations)
    .filter((integration) => (status[integration] as number) < 4);
  const blockerIntegration = Int32Array.from({ length: shape.blockers }, (_, blocker) =>
    blocker >= leaves && blocker < ordinary
      ? (going[blocker - leaves] as number)
      : random.below(shape.integrations),
  );
  const blockerCapability = Int8Array.from(blockerIntegration, (integration) => {
    const count = capabilities[integration] as number;
    return count > 0 && random.chance(30) ? random.below(count) : -1;
  });
  return { blockerIntegration, blockerCapability };
}

/** One remedy for the blockers of the ring and of the hub, else one to three; every remedy has a need, most have more. */
function drawRemedies(shape: Shape, random: Random): Pick<DrawnGraph, "remedyBlocker" | "needRemedy"> {
  const { ordinary } = zonesOf(shape);
  const blockers: number[] = [];
  for (let blocker = 0; blocker < shape.blockers; blocker++) {
    for (let left = blocker < ordinary ? 1 : 1 + random.below(3); left > 0; left--) blockers.push(blocker);
  }
  const remedyBlocker = Int32Array.from(blockers.slice(0, shape.needs));
  const counts = new Uint8Array(remedyBlocker.length).fill(1);
  const first = remedyBlocker.findIndex((blocker) => blocker >= ordinary);
  // The ring needs features too, so that it is not one circle that nothing else depends on.
  for (let remedy = 0; remedy < shape.ring; remedy++) counts[remedy] = 2;
  for (let left = shape.needs - counts.reduce((sum, count) => sum + count, 0); left > 0; ) {
    const remedy = first + random.below(remedyBlocker.length - first);
    if ((counts[remedy] as number) >= 10) continue;
    counts[remedy] = (counts[remedy] as number) + 1;
    left--;
  }
  const needRemedy = new Int32Array(shape.needs);
  let need = 0;
  counts.forEach((count, remedy) => {
    needRemedy.fill(remedy, need, need + count);
    need += count;
  });
  return { remedyBlocker, needRemedy };
}

function drawNeeds(
  shape: Shape,
  random: Random,
  hub: number,
  remedyBlocker: Int32Array,
  needRemedy: Int32Array,
  capabilities: Uint8Array,
): Pick<DrawnGraph, "needKind" | "needTarget" | "needCapability" | "workDone"> {
  const zones = zonesOf(shape);
  const needKind = new Uint8Array(shape.needs).fill(255);
  const needTarget = new Int32Array(shape.needs);
  const needCapability = new Int8Array(shape.needs).fill(-1);
  const workDone = new Uint8Array(shape.needs);
  const drawFeature = random.popular(shape.features);
  const left = Object.fromEntries(
    Object.entries(needShares).map(([kind, share]) => [kind, Math.round((shape.needs * share) / 100)]),
  ) as Record<keyof typeof needShares, number>;
  const set = (need: number, kind: keyof typeof needShares, target: number): void => {
    needKind[need] = needKinds.indexOf(kind);
    needTarget[need] = target;
    left[kind]--;
  };
  const ordinaryNeeds: number[] = [];
  needRemedy.forEach((remedy, need) => {
    const blocker = remedyBlocker[remedy] as number;
    const isFirst = need === 0 || needRemedy[need - 1] !== remedy;
    if (blocker >= zones.ordinary) ordinaryNeeds.push(need);
    else if (blocker < zones.root) {
      if (isFirst) set(need, "BLOCKER", (blocker + 1) % shape.ring);
      else set(need, "FEATURE", drawOther(drawFeature, hub));
    } else if (blocker === zones.root) set(need, "FEATURE", hub);
    else if (blocker < zones.leaves) set(need, "BLOCKER", zones.root);
    else set(need, "BLOCKER", zones.between + random.below(zones.leaves - zones.between));
  });
  const kinds = (Object.keys(needShares) as (keyof typeof needShares)[]).flatMap((kind) =>
    new Array(Math.max(0, left[kind])).fill(kind),
  );
  const order = random.shuffled(ordinaryNeeds.length);
  ordinaryNeeds.forEach((need, index) => {
    const blocker = remedyBlocker[needRemedy[need] as number] as number;
    const kind = (kinds[order[index] as number] as keyof typeof needShares | undefined) ?? "FEATURE";
    if (kind === "FEATURE") set(need, kind, drawOther(drawFeature, hub));
    else if (kind === "WORK") {
      set(need, kind, random.below(3));
      workDone[need] = random.chance(40) ? 1 : 0;
    } else if (kind === "BLOCKER") {
      // Those before it, so that beside the ring circles come only of needs on integrations.
      const others = zones.leaves + random.below(blocker - zones.leaves);
      set(need, kind, random.chance(2) ? random.below(shape.ring) : others);
    } else {
      const integration = random.below(shape.integrations);
      const count = capabilities[integration] as number;
      set(need, kind, integration);
      if (count > 0 && random.chance(30)) needCapability[need] = random.below(count);
    }
  });
  return { needKind, needTarget, needCapability, workDone };
}

/** Nothing but its root needs the hub, so that it blocks at no smaller depth. */
function drawOther(draw: () => number, hub: number): number {
  for (;;) {
    const drawn = draw();
    if (drawn !== hub) return drawn;
  }
}

/** Of the features that blockers need, those that their integrations have adopted; and some that nobody asked for. */
function drawAdoptions(
  shape: Shape,
  random: Random,
  blockerIntegration: Int32Array,
  remedyBlocker: Int32Array,
  needRemedy: Int32Array,
  { needKind, needTarget }: Pick<DrawnGraph, "needKind" | "needTarget">,
): (readonly [number, number])[] {
  const pairs = new Set<number>();
  const { leaves, ordinary } = zonesOf(shape);
  needRemedy.forEach((remedy, need) => {
    const blocker = remedyBlocker[remedy] as number;
    const isOfHub = blocker >= leaves && blocker < ordinary;
    if (needKind[need] !== 0 || isOfHub || !random.chance(30)) return;
    pairs.add((blockerIntegration[blocker] as number) * shape.features + (needTarget[need] as number));
  });
  for (let extra = shape.integrations; extra > 0; extra--) {
    pairs.add(random.below(shape.integrations) * shape.features + random.below(shape.features));
  }
  return Array.from(pairs, (pair) => [Math.floor(pair / shape.features), pair % shape.features] as const);
}
