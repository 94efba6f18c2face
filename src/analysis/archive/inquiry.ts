import type { Analysis } from "../analysis.ts";
import { assumeFacts, listAssumedAdoptions } from "../assumptions/assume-facts.ts";
import { assumedId } from "../assumptions/assumed-report.ts";
import type { NodeKey } from "../blocking/explanation.ts";
import { findHeld } from "../blocking/planned-holders.ts";
import { type BlockingCycle, findBlockingCycles } from "../cycles/cycles.ts";
import { changeEdges } from "../edges/change-edges.ts";
import type { GraphEdges } from "../edges/graph-edges.ts";
import { findNeighborhood, type Neighborhood } from "../edges/neighborhood.ts";
import { type EndKey, findPath, type Path } from "../edges/paths.ts";
import type { Finding } from "../findings/finding.ts";
import { findFindings } from "../findings/findings.ts";
import type { FactCoverage } from "../load/load-coverage.ts";
import type { WorkDescription } from "../load/load-work-descriptions.ts";
import type { UnblockPlan } from "../plan/unblock-plan.ts";
import { findReliance, type Reliance } from "../reliance/relies-on.ts";
import type { BlockedSince, Since } from "../since/blocked-since.ts";
import type { History } from "../since/history.ts";
import { type TurnOptions, takeTurns } from "../take-turns.ts";
import { Batch } from "./batch.ts";
import { Behind } from "./behind.ts";
import { keep } from "./keep.ts";
import type { ViewArchive } from "./view-archive.ts";

/**
 * Questions to one viewpoint that take records beside the analysis, or long. Under assumptions all answers are
 * given from what is assumed.
 */
export class Inquiry {
  readonly analysis: Analysis;
  readonly #records: ViewArchive;
  #cycles: readonly BlockingCycle[] | null = null;
  #findings: readonly Finding[] | null = null;

  constructor(analysis: Analysis, records: ViewArchive) {
    this.analysis = analysis;
    this.#records = records;
  }

  /**
   * The cheapest plan found that frees all of these integrations, and what the works are that it has done.
   * @throws RangeError for an id that is not that of an integration.
   */
  async planUnblocking(
    integrationIds: readonly number[],
    turns: TurnOptions,
  ): Promise<{ readonly plan: UnblockPlan; readonly works: readonly WorkDescription[] }> {
    const plan = await takeTurns(this.analysis.planUnblocking(integrationIds), turns);
    const working = plan.steps.flatMap(({ blockerId, work }) =>
      blockerId === null || work === null ? [] : [blockerId],
    );
    return { plan, works: await this.#records.workDescriptions(working) };
  }

  /** @throws OutOfTime once its time is over. */
  async findPath(from: EndKey, to: EndKey, maxDepth: number, turns: TurnOptions): Promise<Path | null> {
    return takeTurns(findPath(await this.#edges(), from, to, maxDepth), turns);
  }

  /** @throws OutOfTime once its time is over. */
  async findNeighborhood(
    of: EndKey,
    depth: number,
    limit: number,
    turns: TurnOptions,
  ): Promise<Neighborhood> {
    return takeTurns(findNeighborhood(await this.#edges(), of, depth, limit), turns);
  }

  /** Kept once found, so that all pages of a list are of one answer. */
  async findCycles(turns: TurnOptions): Promise<readonly BlockingCycle[]> {
    this.#cycles ??= await takeTurns(findBlockingCycles(this.analysis.present), turns);
    return this.#cycles;
  }

  /**
   * By all rules. Only STALE goes by all that is on record, whatever is withdrawn.
   * @throws OutOfTime once its time is over.
   */
  async findFindings(turns: TurnOptions): Promise<readonly Finding[]> {
    if (this.#findings === null) {
      const [facts, more] = await Promise.all([this.#records.facts(), this.#records.findingFacts()]);
      const { assumed, present } = this.analysis;
      const view = { facts: assumed ? assumeFacts(facts, present, assumed) : facts, present, more };
      this.#findings = await takeTurns(findFindings(view), turns);
    }
    return this.#findings;
  }

  /** How long an integration has been blocked; null: it is not. */
  async findBlockedSince(integrationId: number, turns: TurnOptions): Promise<BlockedSince | null> {
    const { since } = await this.behind(integrationId);
    return takeTurns(since.find(integrationId), turns);
  }

  /** How long a blocker of an integration has been unlifted; null: it is not. */
  async findUnliftedSince(
    blockerId: number,
    integrationId: number,
    turns: TurnOptions,
  ): Promise<Since | null> {
    const { since } = await this.behind(integrationId);
    return takeTurns(since.findOfBlocker(blockerId), turns);
  }

  /** The sources that the verdict on an integration relies on. */
  async findReliance(integrationId: number, turns: TurnOptions): Promise<Reliance> {
    const { index, citations } = await this.behind(integrationId);
    return takeTurns(findReliance(index, integrationId, await citations()), turns);
  }

  /** How much is on record, whatever is assumed. */
  countFacts(): Promise<FactCoverage> {
    return this.#records.coverage();
  }

  /** What waits for a contributor alone: see `findHeld`. */
  async listHeld(contributorId: number): Promise<readonly NodeKey[]> {
    return (await this.#held()).get(contributorId) ?? [];
  }

  /** The facts behind an integration, loaded together with those of all that are asked about at the same time. */
  behind(integrationId: number): Promise<Behind> {
    return this.#behind.get(integrationId);
  }

  readonly #behind = new Batch(async (integrationIds: readonly number[]): Promise<Behind> => {
    const history = await this.#records.behind(integrationIds);
    return new Behind(this.#assumeHistory(history), this.#records.citations);
  });

  readonly #held = keep(async () => findHeld(this.analysis.present, await this.#records.planned()));

  #assumeHistory({ facts, spans }: History): History {
    const { assumed, present } = this.analysis;
    if (assumed === null) return { facts, spans };
    return {
      facts: assumeFacts(facts, present, assumed),
      spans: new Map([...spans, [assumedId, { from: facts.asOf, until: null }]]),
    };
  }

  /** An assumed adoption is an edge that no fact makes; one that only withdrawn facts make is none. */
  readonly #edges = keep(async (): Promise<GraphEdges> => {
    const edges = await this.#records.edges();
    const { assumed, present } = this.analysis;
    if (assumed === null) return edges;
    const { adoptions, featureReleases } = assumed.withdrawn;
    const adopted = listAssumedAdoptions(present.projection, assumed.assumed.adopt);
    return changeEdges(
      edges,
      new Set([...adoptions, ...featureReleases]),
      adopted.map(({ integrationId, featureId }) => ({
        kind: "ADOPTS",
        from: { type: "Integration", id: integrationId },
        to: { type: "Feature", id: featureId },
      })),
    );
  });
}
