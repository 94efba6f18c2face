import type { Analysis } from "../analysis.ts";
import { listAssumedAdoptions } from "../assumptions/assume-facts.ts";
import { changeEdges } from "../edges/change-edges.ts";
import type { GraphEdges } from "../edges/graph-edges.ts";
import { findNeighborhood, type Neighborhood } from "../edges/neighborhood.ts";
import { type EndKey, findPath, type Path } from "../edges/paths.ts";
import type { WorkDescription } from "../load/load-work-descriptions.ts";
import type { UnblockPlan } from "../plan/unblock-plan.ts";
import { type TurnOptions, takeTurns } from "../take-turns.ts";
import { keep } from "./keep.ts";
import type { ViewArchive } from "./view-archive.ts";

/**
 * Questions to one viewpoint that take records beside the analysis, or long. Under assumptions all answers are
 * given from what is assumed.
 */
export class Inquiry {
  readonly #analysis: Analysis;
  readonly #records: ViewArchive;

  constructor(analysis: Analysis, records: ViewArchive) {
    this.#analysis = analysis;
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
    const plan = await takeTurns(this.#analysis.planUnblocking(integrationIds), turns);
    const working = plan.steps.flatMap(({ blockerId, work }) =>
      blockerId === null || work === null ? [] : [blockerId],
    );
    return { plan, works: await this.#records.describeWorks(working) };
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

  /** An assumed adoption is an edge that no fact makes; one that only withdrawn facts make is none. */
  readonly #edges = keep(async (): Promise<GraphEdges> => {
    const edges = await this.#records.edges();
    const { assumed, present } = this.#analysis;
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
