import type { Stoppable } from "./algorithms/stoppable.ts";
import { applyAssumptions } from "./assumptions/apply-assumptions.ts";
import { type Assumed, listAssumedAdoptions } from "./assumptions/assume-facts.ts";
import { findAssumedPresent } from "./assumptions/assumed-present.ts";
import type { Redirects } from "./assumptions/assumption-index.ts";
import type { Assumptions } from "./assumptions/assumptions.ts";
import { compareWhatIf, type WhatIf, type WhatIfOptions } from "./assumptions/what-if.ts";
import type { WithdrawnFacts } from "./assumptions/withdrawn-facts.ts";
import type { Blocking } from "./blocking/blocking.ts";
import { Blockings } from "./blocking/blockings.ts";
import type { NodeKey } from "./blocking/explanation.ts";
import { type RankedFeature, rankByBlocked } from "./blocking/ranking.ts";
import { findOneStep } from "./plan/one-step.ts";
import { planUnblocking, type UnblockPlan } from "./plan/unblock-plan.ts";
import {
  type BlockerState,
  blockerStates,
  type FactsInView,
  type IntegrationStatus,
  integrationStatuses,
  type NeedRow,
  type StatusReportRow,
} from "./projection/facts-in-view.ts";
import { findNeed } from "./projection/find-need.ts";
import type { IdIndex, NodeIndex } from "./projection/node-index.ts";
import type { AvailabilityState } from "./standing/availability.ts";
import { type CapabilityStanding, listCapabilityStandings } from "./standing/capability-standing.ts";
import type { Latest } from "./standing/latest.ts";
import type { Present } from "./standing/present.ts";
import { findAvailabilityOf, findStatusReport } from "./standing/standing.ts";
import { summarizeReadiness } from "./standing/summary.ts";
import { findVerdict, listUnlifted, type Verdict } from "./standing/verdict.ts";
import { viewFacts } from "./standing/view.ts";

export type { Blocking } from "./blocking/blocking.ts";
export type { Explanation, ExplanationEdge, NodeKey } from "./blocking/explanation.ts";

/** Works out what follows from the facts of one viewpoint. */
export function analyse(facts: FactsInView): Analysis {
  return new Analysis(viewFacts(facts).present);
}

/**
 * What follows from the facts of one viewpoint, asked by database id. An id that is not among the facts gets
 * the answer of a node about which nothing is known. Lists are in the order of slugs unless they say otherwise.
 */
export class Analysis {
  readonly #present: Present;
  readonly #blockings: Blockings;
  #oneStep: Uint8Array | null = null;
  /** What it assumes; null: nothing. */
  readonly assumed: Assumed | null;

  constructor(present: Present, assumed: Assumed | null = null) {
    this.#present = present;
    this.#blockings = new Blockings(present);
    this.assumed = assumed;
  }

  /** What holds, for questions that are asked of all of it. */
  get present(): Present {
    return this.#present;
  }

  /** Ids of the facts in view that assumptions hide. */
  get withdrawn(): WithdrawnFacts {
    return this.assumed?.withdrawn ?? noFacts;
  }

  /** The nodes that something assumed is a fact about: integrations made READY, features shipped or adopted. */
  get assumedAbout(): Readonly<Record<"integrations" | "features", readonly number[]>> {
    const { projection } = this.#present;
    const { ship, adopt, complete } = this.assumed?.assumed ?? nothingAssumed;
    const adopted = listAssumedAdoptions(projection, adopt).map(({ featureId }) => featureId);
    return {
      integrations: complete.map((integration) => projection.integrations.idOf(integration)),
      features: [...new Set([...ship.map((feature) => projection.features.idOf(feature)), ...adopted])],
    };
  }

  /**
   * The same viewpoint under assumptions; this analysis is left as it is.
   * @throws AssumptionError for an unknown slug, or one fact named both ways.
   */
  assuming(assumptions: Assumptions, redirects?: Redirects): Analysis {
    const { projection, standing } = this.#present;
    const assumed = applyAssumptions(projection, standing, assumptions, redirects);
    return new Analysis(findAssumedPresent(this.#present, assumed), assumed);
  }

  /**
   * What assumptions would change.
   * @throws AssumptionError for an unknown slug, or one fact named both ways.
   */
  whatIf(assumptions: Assumptions, options: WhatIfOptions = {}, redirects?: Redirects): WhatIf {
    const { projection, standing } = this.#present;
    const assumed = applyAssumptions(projection, standing, assumptions, redirects);
    const after = findAssumedPresent(this.#present, assumed);
    return compareWhatIf(this.#present, after, assumed.assumed, options);
  }

  /**
   * The cheapest plan after which none of the integrations has an unlifted blocker.
   * @throws RangeError for an id that is not that of an integration.
   */
  planUnblocking(integrationIds: readonly number[]): Stoppable<UnblockPlan> {
    const targets = integrationIds.map((id) => this.#integration(id));
    const unknown = targets.indexOf(-1);
    if (unknown >= 0) throw new RangeError(`there is no integration ${integrationIds[unknown]}`);
    return planUnblocking(this.#present, targets);
  }

  /** Whether an integration has an unlifted blocker and a plan of a single action would free it. */
  isOneStepFromUnblocked(integrationId: number): boolean {
    this.#oneStep ??= findOneStep(this.#present);
    return this.#oneStep[this.#integration(integrationId)] === 1;
  }

  /** All integrations, with a status in view or without. */
  integrationIds(): number[] {
    return listIds(this.#present.projection.integrations);
  }

  /** All features. */
  featureIds(): number[] {
    return listIds(this.#present.projection.features);
  }

  /** The blockers in view. */
  blockerIds(): number[] {
    return listIds(this.#present.projection.blockers);
  }

  /** @throws RangeError for a node that is not among the facts: a blocker that is not in view, for one. */
  slugOf(type: NodeKey["type"], id: number): string {
    const { integrations, features, blockers } = this.#present.projection;
    const nodes: NodeIndex = { Integration: integrations, Feature: features, Blocker: blockers }[type];
    const index = nodes.indexOf(id);
    if (index < 0) throw new RangeError(`${type} ${id} is not among the facts`);
    return nodes.slugOf(index);
  }

  integrationsWithStatus(status: IntegrationStatus | null): number[] {
    return this.integrationIds().filter((id) => this.statusOf(id) === status);
  }

  integrationsWithVerdict(verdict: Verdict | null): number[] {
    return this.integrationIds().filter((id) => this.verdictOf(id) === verdict);
  }

  /** Null: no status in view. */
  statusOf(integrationId: number): IntegrationStatus | null {
    const code = this.#present.standing.status[this.#integration(integrationId)] ?? 0;
    return integrationStatuses[code - 1] ?? null;
  }

  /** The report that gives the status, and those that only repeat it; null: no status in view. */
  statusReport(integrationId: number): Latest<StatusReportRow> | null {
    return findStatusReport(this.#present, this.#integration(integrationId));
  }

  /** Null: no status in view. */
  verdictOf(integrationId: number): Verdict | null {
    const integration = this.#integration(integrationId);
    return integration < 0 ? null : findVerdict(this.#present, integration);
  }

  /** The verdict, and what it rests on, in one English sentence. */
  summaryOf(integrationId: number): string {
    const { projection } = this.#present;
    const integration = this.#integration(integrationId);
    return summarizeReadiness({
      integration: this.slugOf("Integration", integrationId),
      status: this.statusOf(integrationId),
      verdict: this.verdictOf(integrationId),
      unliftedBlockers: listUnlifted(this.#present, integration).map((b) => projection.blockers.slugOf(b)),
      blockingFeatures: this.blockingFeatures(integrationId).map((b) => this.slugOf("Feature", b.featureId)),
      recordedBlockers: projection.blockersOfIntegration.count(integration),
    });
  }

  /** The capabilities with a report or a blocker in view, in the order of their ids. */
  capabilitiesOf(integrationId: number): CapabilityStanding[] {
    const integration = this.#integration(integrationId);
    return integration < 0 ? [] : listCapabilityStandings(this.#present, integration);
  }

  availabilityOf(featureId: number): AvailabilityState {
    return findAvailabilityOf(this.#present, this.#feature(featureId)).state;
  }

  /** Id of the release that began the current stretch of availability; null unless AVAILABLE. */
  sinceOf(featureId: number): number | null {
    return findAvailabilityOf(this.#present, this.#feature(featureId)).since;
  }

  /** Whether a feature is AVAILABLE and everything it requires is usable. */
  isUsable(featureId: number): boolean {
    return this.#present.usable[this.#feature(featureId)] === 1;
  }

  isAdopted(integrationId: number, featureId: number): boolean {
    const [integration, feature] = [this.#integration(integrationId), this.#feature(featureId)];
    return integration >= 0 && feature >= 0 && this.#present.standing.adoptions.has(integration, feature);
  }

  /** Null: the blocker is not in view. */
  blockerState(blockerId: number): BlockerState | null {
    const code = this.#present.standing.blocker[this.#blocker(blockerId)];
    return code === undefined ? null : (blockerStates[code] as BlockerState);
  }

  /** Whether a blocker in view is lifted; false for one that is not in view. */
  isLifted(blockerId: number): boolean {
    return this.#present.lifted[this.#blocker(blockerId)] === 1;
  }

  /** Whether the latest report in view that names a work of a blocker in view says RESOLVED. */
  isWorkDone(blockerId: number, work: string): boolean {
    const { projection, standing } = this.#present;
    return standing.workDone[projection.works.indexOf(this.#blocker(blockerId), work)] === 1;
  }

  /** Whether a need of a remedy in view holds; false for any other. */
  needHolds(need: NeedRow): boolean {
    return this.#present.holds[findNeed(this.#present.projection, need)] === 1;
  }

  /** Whether all needs of a remedy hold; null: the remedy or its blocker is not in view. */
  remedyHolds(remedyId: number): boolean | null {
    const { projection, holds } = this.#present;
    const remedy = projection.remedies.indexOf(remedyId);
    if (remedy < 0) return null;
    const needs = projection.needs.ofRemedy.of(remedy);
    return needs.length > 0 && needs.every((need) => holds[need] === 1);
  }

  /** Blockers in view; `lifted` narrows them. */
  blockersOf(integrationId: number, filter: { readonly lifted?: boolean } = {}): number[] {
    const { projection, lifted } = this.#present;
    const integration = this.#integration(integrationId);
    if (integration < 0) return [];
    return Array.from(projection.blockersOfIntegration.of(integration))
      .filter((blocker) => filter.lifted === undefined || (lifted[blocker] === 1) === filter.lifted)
      .map((blocker) => projection.blockers.idOf(blocker));
  }

  /** Number of unlifted blockers by integration id, where there are any. */
  unliftedBlockerCounts(): ReadonlyMap<number, number> {
    const counts = new Map<number, number>();
    for (const id of this.integrationIds()) {
      const count = this.blockersOf(id, { lifted: false }).length;
      if (count > 0) counts.set(id, count);
    }
    return counts;
  }

  /** The integrations a feature blocks, nearest first, then by slug; without ENDED ones unless asked for. */
  blockedIntegrations(featureId: number, options: { readonly includeEnded?: boolean } = {}): Blocking[] {
    const feature = this.#feature(featureId);
    return feature < 0 ? [] : this.#blockings.ofFeature(feature, options.includeEnded ?? false);
  }

  /** The features that block an integration, even an ENDED one, nearest first, then by slug. */
  blockingFeatures(integrationId: number): Blocking[] {
    const integration = this.#integration(integrationId);
    return integration < 0 ? [] : this.#blockings.ofIntegration(integration);
  }

  /** That a feature blocks an integration, even an ENDED one; null if it does not. */
  blocking(integrationId: number, featureId: number): Blocking | null {
    const [integration, feature] = [this.#integration(integrationId), this.#feature(featureId)];
    return integration < 0 || feature < 0 ? null : this.#blockings.between(integration, feature);
  }

  /** The number of integrations a feature blocks, without ENDED ones. */
  blockedCount(featureId: number): number {
    const feature = this.#feature(featureId);
    return feature < 0 ? 0 : this.#blockings.count(feature);
  }

  /** `blockedCount` by feature id, where it is not 0. */
  blockedCounts(): ReadonlyMap<number, number> {
    const { features } = this.#present.projection;
    const counts = Array.from(this.#blockings.countAll(), (count, index): [number, number] => [
      features.idOf(index),
      count,
    ]);
    return new Map(counts.filter(([, count]) => count > 0));
  }

  /** All features, those that block the most integrations first, then by slug. */
  rankByBlocked(): RankedFeature[] {
    return rankByBlocked(this.#present, this.#blockings.countAll());
  }

  isEnded(integrationId: number): boolean {
    return this.#present.standing.ended[this.#integration(integrationId)] === 1;
  }

  #integration(id: number): number {
    return this.#present.projection.integrations.indexOf(id);
  }

  #feature(id: number): number {
    return this.#present.projection.features.indexOf(id);
  }

  #blocker(id: number): number {
    return this.#present.projection.blockers.indexOf(id);
  }
}

const nothingAssumed: Pick<Assumed["assumed"], "ship" | "adopt" | "complete"> = {
  ship: [],
  adopt: [],
  complete: [],
};
const noFacts: WithdrawnFacts = { featureReleases: [], adoptions: [], blockerReports: [], statusReports: [] };

function listIds(index: IdIndex): number[] {
  return Array.from({ length: index.size }, (_, position) => index.idOf(position));
}
