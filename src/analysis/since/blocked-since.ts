import type { Stoppable } from "../algorithms/stoppable.ts";
import { FactIndex } from "../projection/fact-index.ts";
import type { FactsInView } from "../projection/facts-in-view.ts";
import { findFactsBehind, findRelevantFacts } from "../reliance/relevant-facts.ts";
import type { Present } from "../standing/present.ts";
import { listUnlifted } from "../standing/verdict.ts";
import { viewFacts } from "../standing/view.ts";
import { goBack, type History, listTurns } from "./history.ts";

/** How long something has been so. */
export interface Since {
  /** First day of the unbroken stretch up to the day of the viewpoint. */
  readonly day: string;
  /** False: it was so already on that day, and nobody looked further back. */
  readonly exact: boolean;
}

/** How long an integration has been blocked. */
export interface BlockedSince extends Since {
  /** Ids of the blockers that were unlifted on that day, in the order of slugs. */
  readonly blockerIds: readonly number[];
}

/** Most days to look at. */
const mostTurns = 1_000;

/** When integrations came to be blocked, and by what, looked up one by one. */
export class BlockedSinceLookup {
  readonly #history: History;
  readonly #index: FactIndex;

  constructor(history: History) {
    this.#history = history;
    this.#index = new FactIndex(history.facts);
  }

  /**
   * The first day of the stretch during which an integration has had an unlifted blocker every day, whatever its
   * status was; null: it has none on the day of the viewpoint.
   *
   * Blockers can only turn on a day on which a fact that they could rest on begins or ends. Walks back over these
   * days, the latest first, and looks at what held on each, from the facts it takes for this integration alone.
   * Of these it looks at 1,000, and at fewer where its time is over.
   */
  *find(integrationId: number): Stoppable<BlockedSince | null> {
    return yield* this.#walkBack(findRelevantFacts(this.#index, integrationId), (present) =>
      listUnlifted(present, present.projection.integrations.indexOf(integrationId)),
    );
  }

  /** The same of one blocker; null: it is lifted, or not known, on the day of the viewpoint. */
  *findOfBlocker(blockerId: number): Stoppable<Since | null> {
    const blocker = this.#index.blockers.get(blockerId);
    if (blocker === undefined) return null;
    return yield* this.#walkBack(findFactsBehind(this.#index, [blocker]), ({ projection, lifted }) => {
      const index = projection.blockers.indexOf(blockerId);
      return index < 0 || lifted[index] === 1 ? [] : [index];
    });
  }

  *#walkBack(
    facts: FactsInView,
    listStanding: (present: Present) => readonly number[],
  ): Stoppable<BlockedSince | null> {
    const history = { ...this.#history, facts };
    const look = (day: string): readonly number[] => {
      const { present } = viewFacts(goBack(history, day));
      return listStanding(present).map((index) => present.projection.blockers.idOf(index));
    };
    let since: BlockedSince = { day: facts.asOf, exact: true, blockerIds: look(facts.asOf) };
    if (since.blockerIds.length === 0) return null;
    for (const [count, day] of listTurns(history).entries()) {
      if (count === mostTurns || (yield)) return { ...since, exact: false };
      const blockerIds = look(day);
      if (blockerIds.length === 0) break;
      since = { ...since, day, blockerIds };
    }
    return since;
  }
}
