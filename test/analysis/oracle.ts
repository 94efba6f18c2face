import type {
  BlockerRow,
  FactsInView,
  IntegrationStatus,
  NeedRow,
} from "../../src/analysis/projection/facts-in-view.ts";
import { latestWord } from "./latest-word.ts";
import { compareWalks, isOn, type Walk } from "./walk.ts";

/** There are more walks than anybody would list. */
export class TooManyWalks extends Error {}

/**
 * The definitions of the design, word for word and without a thought for speed: fixpoints by trying again
 * until nothing changes, walks by listing all of them. It shares no code with what it checks.
 */
export class Oracle {
  readonly #facts: FactsInView;
  readonly lifted: ReadonlySet<number>;
  readonly #usable: ReadonlySet<number>;
  readonly #mostSteps: number;
  #steps = 0;
  readonly #slugs: ReadonlyMap<number, string>;
  readonly #explained = new Map<string, Walk | null>();
  readonly #walks = new Map<number, readonly Walk[]>();
  readonly #bestCases = new Map<number | null, ReadonlySet<number>>();

  /** @param mostSteps how many steps walks from one integration may take, all together */
  constructor(facts: FactsInView, mostSteps = Number.POSITIVE_INFINITY) {
    this.#facts = facts;
    this.#mostSteps = mostSteps;
    const nodes = [...facts.integrations, ...facts.features, ...facts.blockers];
    this.#slugs = new Map(nodes.map(({ id, slug }) => [id, slug]));
    this.#usable = this.#findUsable((feature) => this.availability(feature) === "AVAILABLE");
    this.lifted = this.#findLifted({
      outright: (blocker) => this.blockerState(blocker.id) === "RESOLVED",
      never: (blocker) => this.blockerState(blocker.id) === "WONT_FIX",
      feature: (feature, owner) => this.#usable.has(feature) && this.#isAdopted(owner, feature),
      work: (blocker, work) => this.isWorkDone(blocker, work),
      ready: (integration) => this.status(integration) === "READY",
    });
  }

  status(integration: number): IntegrationStatus | null {
    const reports = this.#facts.statusReports.filter((report) => report.integrationId === integration);
    return latestWord(reports, (report) => report.status);
  }

  capabilityState(capability: number): string | null {
    const reports = this.#facts.capabilityReports.filter((report) => report.capabilityId === capability);
    return latestWord(reports, (report) => report.state);
  }

  blockerState(blocker: number): string {
    const reports = this.#facts.blockerReports.filter((r) => r.blockerId === blocker && r.work === null);
    return latestWord(reports, (report) => report.state) ?? "OPEN";
  }

  isWorkDone(blocker: number, work: string): boolean {
    const reports = this.#facts.blockerReports.filter((r) => r.blockerId === blocker && r.work === work);
    return latestWord(reports, (report) => report.state) === "RESOLVED";
  }

  availability(feature: number): string {
    const rows = this.#facts.featureReleases.filter((row) => row.featureId === feature);
    const stands = rows.some(
      (added) =>
        added.change === "ADDED" &&
        !rows.some((removed) => removed.change === "REMOVED" && removed.releasedOn > added.releasedOn),
    );
    if (stands) return "AVAILABLE";
    return this.#facts.authoredFeatures.includes(feature) ? "PLANNED" : "MISSING";
  }

  isUsable(feature: number): boolean {
    return this.#usable.has(feature);
  }

  isEnded(integration: number): boolean {
    return ["REMOVED", "DISCONTINUED"].includes(this.status(integration) ?? "");
  }

  verdict(integration: number): string | null {
    const status = this.status(integration);
    const unlifted = this.#unliftedOf(integration);
    if (status === null) return null;
    if (this.isEnded(integration)) return "ENDED";
    if (status === "READY" && unlifted.length === 0) return "READY";
    if (status === "READY") return "READY_WITH_GAPS";
    if (unlifted.length > 0) return "BLOCKED";
    if (this.#facts.blockers.some((blocker) => blocker.integrationId === integration)) return "CLEAR";
    if (this.#facts.blockerReviews.some((review) => review.integrationId === integration)) return "CLEAR";
    return "UNEXPLAINED";
  }

  needHolds(need: NeedRow): boolean {
    const owner = this.#ownerOf(need);
    if (owner === undefined) return false;
    switch (need.kind) {
      case "FEATURE":
        return this.#usable.has(need.featureId) && this.#isAdopted(owner.integrationId, need.featureId);
      case "BLOCKER":
        return this.lifted.has(need.blockerId);
      case "INTEGRATION": {
        if (this.status(need.integrationId) !== "READY") return false;
        const named = this.#facts.blockers.filter((b) => b.capabilityId === need.capabilityId);
        return need.capabilityId === null || named.every((blocker) => this.lifted.has(blocker.id));
      }
      case "WORK":
        return this.isWorkDone(owner.id, need.work);
    }
  }

  /** The walk that explains why the feature blocks the integration; null: it does not. */
  explain(integration: number, feature: number): Walk | null {
    const known = this.#explained.get(`${integration} ${feature}`);
    if (known !== undefined) return known;
    const walks = this.walks(integration).filter((walk) => walk.nodes.at(-1)?.id === feature);
    const first = walks.sort((a, b) => compareWalks(a, b, this.#slugs))[0] ?? null;
    this.#explained.set(`${integration} ${feature}`, first);
    return first;
  }

  /** Every walk that no blocker and no feature is on twice. @throws TooManyWalks */
  walks(integration: number): readonly Walk[] {
    const known = this.#walks.get(integration);
    if (known !== undefined) return known;
    const found: Walk[] = [];
    this.#steps = 0;
    const start = { type: "Integration", id: integration } as const;
    for (const blocker of this.#unliftedOf(integration)) this.#walkOn(blocker, { nodes: [start] }, found);
    this.#walks.set(integration, found);
    return found;
  }

  necessity(integration: number, feature: number): string {
    const best = this.#bestCase(null);
    const without = this.#bestCase(feature);
    const isNecessary = this.#unliftedOf(integration).some(({ id }) => best.has(id) && !without.has(id));
    return isNecessary ? "NECESSARY" : "ALTERNATIVE";
  }

  #walkOn(blocker: BlockerRow, before: Walk, found: Walk[]): void {
    if (isOn(before, "Blocker", blocker.id) || this.blockerState(blocker.id) !== "OPEN") return;
    this.#steps++;
    if (this.#steps > this.#mostSteps) throw new TooManyWalks();
    const here: Walk = { nodes: [...before.nodes, { type: "Blocker", id: blocker.id }] };
    for (const remedy of this.#facts.remedies.filter((row) => row.blockerId === blocker.id)) {
      for (const need of this.#facts.needs.filter((row) => row.remedyId === remedy.id)) {
        if (this.needHolds(need)) continue;
        if (need.kind === "FEATURE") {
          const isHad =
            this.availability(need.featureId) === "AVAILABLE" &&
            this.#isAdopted(blocker.integrationId, need.featureId);
          this.#walkOnFeature(need.featureId, !isHad, here, found);
        } else if (need.kind === "BLOCKER") {
          for (const next of this.#facts.blockers) {
            if (next.id === need.blockerId && !this.lifted.has(next.id)) this.#walkOn(next, here, found);
          }
        } else if (need.kind === "INTEGRATION" && !this.isEnded(need.integrationId)) {
          const isReady = this.status(need.integrationId) === "READY";
          const through: Walk = { nodes: [...here.nodes, { type: "Integration", id: need.integrationId }] };
          for (const next of this.#unliftedOf(need.integrationId)) {
            if (!isReady || next.capabilityId === need.capabilityId) this.#walkOn(next, through, found);
          }
        }
      }
    }
  }

  #walkOnFeature(feature: number, blocks: boolean, before: Walk, found: Walk[]): void {
    if (isOn(before, "Feature", feature)) return;
    this.#steps++;
    if (this.#steps > this.#mostSteps) throw new TooManyWalks();
    const here: Walk = { nodes: [...before.nodes, { type: "Feature", id: feature }] };
    if (blocks) found.push(here);
    for (const { requiredFeatureId } of this.#facts.requirements.filter((row) => row.featureId === feature)) {
      if (this.#usable.has(requiredFeatureId)) continue;
      this.#walkOnFeature(
        requiredFeatureId,
        this.availability(requiredFeatureId) !== "AVAILABLE",
        here,
        found,
      );
    }
  }

  #bestCase(leftOut: number | null): ReadonlySet<number> {
    const known = this.#bestCases.get(leftOut) ?? this.#findBestCase(leftOut);
    this.#bestCases.set(leftOut, known);
    return known;
  }

  #findBestCase(leftOut: number | null): ReadonlySet<number> {
    const usable = this.#findUsable((feature) => feature !== leftOut);
    return this.#findLifted({
      outright: (blocker) =>
        this.blockerState(blocker.id) !== "OPEN" ||
        !this.#facts.remedies.some((remedy) => remedy.blockerId === blocker.id),
      never: () => false,
      feature: (feature) => usable.has(feature),
      work: () => true,
      ready: (integration, lifted) =>
        this.status(integration) === "READY" ||
        (!this.isEnded(integration) &&
          this.#facts.blockers.every((b) => b.integrationId !== integration || lifted.has(b.id))),
    });
  }

  #findUsable(isAvailable: (feature: number) => boolean): ReadonlySet<number> {
    return growUntilStable(
      this.#facts.features.map((feature) => feature.id),
      (feature, usable) =>
        isAvailable(feature) &&
        this.#facts.requirements.every(
          (row) => row.featureId !== feature || usable.has(row.requiredFeatureId),
        ),
    );
  }

  #findLifted(given: {
    outright(blocker: BlockerRow): boolean;
    never(blocker: BlockerRow): boolean;
    feature(feature: number, owner: number): boolean;
    work(blocker: number, work: string): boolean;
    ready(integration: number, lifted: ReadonlySet<number>): boolean;
  }): ReadonlySet<number> {
    const { blockers, remedies, needs } = this.#facts;
    const holds = (need: NeedRow, owner: BlockerRow, lifted: ReadonlySet<number>): boolean => {
      if (need.kind === "FEATURE") return given.feature(need.featureId, owner.integrationId);
      if (need.kind === "WORK") return given.work(owner.id, need.work);
      if (need.kind === "BLOCKER") return lifted.has(need.blockerId);
      if (!given.ready(need.integrationId, lifted)) return false;
      if (need.capabilityId === null) return true;
      return blockers.every((b) => b.capabilityId !== need.capabilityId || lifted.has(b.id));
    };
    const ids = blockers.map((blocker) => blocker.id);
    return growUntilStable(ids, (id, lifted) => {
      const blocker = blockers.find((row) => row.id === id) as BlockerRow;
      if (given.outright(blocker)) return true;
      if (given.never(blocker)) return false;
      return remedies
        .filter((remedy) => remedy.blockerId === id)
        .map((remedy) => needs.filter((need) => need.remedyId === remedy.id))
        .some((all) => all.length > 0 && all.every((need) => holds(need, blocker, lifted)));
    });
  }

  #unliftedOf(integration: number): BlockerRow[] {
    return this.#facts.blockers.filter((b) => b.integrationId === integration && !this.lifted.has(b.id));
  }

  #ownerOf(need: NeedRow): BlockerRow | undefined {
    const remedy = this.#facts.remedies.find((row) => row.id === need.remedyId);
    return this.#facts.blockers.find((blocker) => blocker.id === remedy?.blockerId);
  }

  #isAdopted(integration: number, feature: number): boolean {
    return this.#facts.adoptions.some(
      (row) => row.integrationId === integration && row.featureId === feature,
    );
  }
}

function growUntilStable(
  all: readonly number[],
  belongs: (member: number, set: ReadonlySet<number>) => boolean,
): ReadonlySet<number> {
  const set = new Set<number>();
  for (let size = -1; size !== set.size; ) {
    size = set.size;
    for (const member of all) if (belongs(member, set)) set.add(member);
  }
  return set;
}
