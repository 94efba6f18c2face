import type { BlockerRow, FactsInView, NeedRow } from "../../../src/analysis/projection/facts-in-view.ts";
import { Oracle } from "../oracle.ts";

/** A plan by action keys, or what is in the way by slugs. */
export interface ExpectedPlan {
  readonly cost: number | null;
  readonly steps: readonly { readonly key: string; readonly unblocks: readonly string[] }[];
  readonly inTheWay: readonly string[];
}

interface Act {
  readonly key: string;
  isAllowed(state: State): boolean;
  take(state: State): void;
}

/** What actions change. Everything else follows. */
interface State {
  readonly available: Set<number>;
  readonly adopted: Set<string>;
  readonly done: Set<string>;
  readonly resolved: Set<number>;
  readonly ready: Set<number>;
}

/**
 * The unblock plan of the design by trying every set of actions, the small ones and those whose keys come first
 * before others. It shares no code with what it checks.
 */
export class PlanOracle {
  readonly #facts: FactsInView;
  readonly #oracle: Oracle;
  readonly #first: State;
  /** The blockers that remedies can lift, each with what every remedy needs. */
  readonly #open: readonly { readonly blocker: BlockerRow; readonly ways: readonly NeedRow[][] }[];
  readonly actions: readonly Act[];

  constructor(facts: FactsInView) {
    this.#facts = facts;
    this.#oracle = new Oracle(facts);
    this.#first = this.#readState();
    this.#open = facts.blockers
      .filter(({ id }) => this.#oracle.blockerState(id) === "OPEN")
      .map((blocker) => ({
        blocker,
        ways: facts.remedies
          .filter(({ blockerId }) => blockerId === blocker.id)
          .map(({ id }) => facts.needs.filter(({ remedyId }) => remedyId === id)),
      }));
    this.actions = this.#listActions().sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  expect(targets: readonly number[]): ExpectedPlan {
    const inTheWay = this.#listInTheWay(targets);
    if (inTheWay.length > 0) return { cost: null, steps: [], inTheWay };
    for (let size = 0; ; size++) {
      for (const chosen of choose(this.actions, size)) {
        const state = this.#begin();
        const order = this.#order(chosen, state);
        if (order.length < size || !this.#areFree(targets, state)) continue;
        return { cost: size, steps: this.#listSteps(order), inTheWay: [] };
      }
    }
  }

  #listActions(): Act[] {
    const { features, integrations, blockers, remedies, needs } = this.#facts;
    const oracle = this.#oracle;
    const ship = features
      .filter(({ id }) => oracle.availability(id) !== "AVAILABLE")
      .map(({ id, slug }) => act(`SHIP ${slug}`, (state) => state.available.add(id)));
    const adopt = integrations.flatMap((i) =>
      features
        .filter((f) =>
          needs.some(
            (n) => n.kind === "FEATURE" && n.featureId === f.id && this.#owner(n)?.integrationId === i.id,
          ),
        )
        .filter((f) => !this.#begin().adopted.has(`${i.id} ${f.id}`))
        .map((f) =>
          act(
            `ADOPT ${i.slug} ${f.slug}`,
            (state) => state.adopted.add(`${i.id} ${f.id}`),
            (state) => this.#usable(state).has(f.id),
          ),
        ),
    );
    const works = needs.flatMap((need) => {
      const blocker = this.#owner(need);
      return need.kind === "WORK" && blocker && !oracle.isWorkDone(blocker.id, need.work)
        ? [
            act(`RESOLVE ${blocker.slug} ${need.work}`, (state) =>
              state.done.add(`${blocker.id} ${need.work}`),
            ),
          ]
        : [];
    });
    const wholes = blockers
      .filter(({ id }) => oracle.blockerState(id) === "OPEN" && !remedies.some((r) => r.blockerId === id))
      .map(({ id, slug }) => act(`RESOLVE ${slug}`, (state) => state.resolved.add(id)));
    const complete = integrations
      .filter(
        ({ id }) =>
          ![null, "UNEXPLAINED", "ENDED"].includes(oracle.verdict(id)) && oracle.status(id) !== "READY",
      )
      .map(({ id, slug }) =>
        act(
          `COMPLETE ${slug}`,
          (state) => state.ready.add(id),
          (state) => this.#unlifted(state, id).length === 0,
        ),
      );
    const all = [...ship, ...adopt, ...works, ...wholes, ...complete];
    return all.filter((one, index) => all.findIndex((other) => other.key === one.key) === index);
  }

  #begin(): State {
    const { available, adopted, done, resolved, ready } = this.#first;
    return {
      available: new Set(available),
      adopted: new Set(adopted),
      done: new Set(done),
      resolved: new Set(resolved),
      ready: new Set(ready),
    };
  }

  #readState(): State {
    const { features, integrations, blockers, adoptions, needs } = this.#facts;
    const oracle = this.#oracle;
    const done = needs.flatMap((need) => {
      const blocker = this.#owner(need);
      const isDone = need.kind === "WORK" && blocker && oracle.isWorkDone(blocker.id, need.work);
      return isDone ? [`${blocker.id} ${need.work}`] : [];
    });
    return {
      available: new Set(features.map((f) => f.id).filter((id) => oracle.availability(id) === "AVAILABLE")),
      adopted: new Set(adoptions.map((row) => `${row.integrationId} ${row.featureId}`)),
      done: new Set(done),
      resolved: new Set(blockers.map((b) => b.id).filter((id) => oracle.blockerState(id) === "RESOLVED")),
      ready: new Set(integrations.map((i) => i.id).filter((id) => oracle.status(id) === "READY")),
    };
  }

  /** Takes the first allowed of the actions, again and again, as long as there is one. */
  #order(chosen: readonly Act[], state: State): Act[] {
    const taken: Act[] = [];
    const left = [...chosen];
    for (;;) {
      const index = left.findIndex((action) => action.isAllowed(state));
      const [action] = index < 0 ? [] : left.splice(index, 1);
      if (action === undefined) return taken;
      action.take(state);
      taken.push(action);
    }
  }

  #listSteps(order: readonly Act[]): { key: string; unblocks: string[] }[] {
    const state = this.#begin();
    return order.map((action) => {
      const blocked = this.#facts.integrations.filter(({ id }) => this.#unlifted(state, id).length > 0);
      action.take(state);
      const freed = blocked.filter(({ id }) => this.#unlifted(state, id).length === 0);
      return { key: action.key, unblocks: freed.map(({ slug }) => slug).sort() };
    });
  }

  #areFree(targets: readonly number[], state: State): boolean {
    const lifted = this.#lifted(state);
    return this.#facts.blockers.every((row) => lifted.has(row.id) || !targets.includes(row.integrationId));
  }

  #listInTheWay(targets: readonly number[]): string[] {
    const best = this.#begin();
    this.#order(this.actions, best);
    const barred = (id: number): boolean => [null, "UNEXPLAINED", "ENDED"].includes(this.#oracle.verdict(id));
    const stuck = new Set<BlockerRow>(targets.flatMap((target) => this.#unlifted(best, target)));
    for (const blocker of stuck) {
      if (this.#oracle.blockerState(blocker.id) !== "OPEN") continue;
      for (const need of this.#facts.needs.filter((row) => this.#owner(row) === blocker)) {
        const lifted = this.#lifted(best);
        for (const next of this.#facts.blockers.filter((row) => !lifted.has(row.id))) {
          const isDirect = need.kind === "BLOCKER" && need.blockerId === next.id;
          const isOwn = need.kind === "INTEGRATION" && need.integrationId === next.integrationId;
          const isReadied =
            isOwn &&
            (best.ready.has(next.integrationId) || this.#oracle.status(next.integrationId) === "READY");
          const isNamed =
            need.kind === "INTEGRATION" &&
            need.capabilityId !== null &&
            need.capabilityId === next.capabilityId;
          if (isDirect || (isOwn && (isNamed || (!isReadied && !barred(next.integrationId)))))
            stuck.add(next);
        }
      }
    }
    const without = targets.filter((id) => barred(id) && this.#unlifted(best, id).length === 0);
    const slugs = this.#facts.integrations.filter(({ id }) => without.includes(id)).map(({ slug }) => slug);
    return [...Array.from(stuck, ({ slug }) => slug).sort(), ...slugs.sort()];
  }

  #unlifted(state: State, integration: number): BlockerRow[] {
    const lifted = this.#lifted(state);
    return this.#facts.blockers.filter((row) => row.integrationId === integration && !lifted.has(row.id));
  }

  #usable(state: State): Set<number> {
    const usable = new Set<number>();
    for (let size = -1; size !== usable.size; ) {
      size = usable.size;
      for (const { id } of this.#facts.features) {
        const required = this.#facts.requirements.filter((row) => row.featureId === id);
        if (state.available.has(id) && required.every((row) => usable.has(row.requiredFeatureId)))
          usable.add(id);
      }
    }
    return usable;
  }

  #lifted(state: State): Set<number> {
    const { blockers } = this.#facts;
    const usable = this.#usable(state);
    const lifted = new Set(state.resolved);
    const holds = (need: NeedRow, blocker: BlockerRow): boolean => {
      if (need.kind === "FEATURE") {
        return usable.has(need.featureId) && state.adopted.has(`${blocker.integrationId} ${need.featureId}`);
      }
      if (need.kind === "WORK") return state.done.has(`${blocker.id} ${need.work}`);
      if (need.kind === "BLOCKER") return lifted.has(need.blockerId);
      const named = blockers.filter(
        (row) => need.capabilityId !== null && row.capabilityId === need.capabilityId,
      );
      return state.ready.has(need.integrationId) && named.every((row) => lifted.has(row.id));
    };
    for (let size = -1; size !== lifted.size; ) {
      size = lifted.size;
      for (const { blocker, ways } of this.#open) {
        if (ways.some((all) => all.length > 0 && all.every((need) => holds(need, blocker))))
          lifted.add(blocker.id);
      }
    }
    return lifted;
  }

  #owner(need: NeedRow): BlockerRow | undefined {
    const remedy = this.#facts.remedies.find((row) => row.id === need.remedyId);
    return this.#facts.blockers.find((row) => row.id === remedy?.blockerId);
  }
}

function act(
  key: string,
  take: (state: State) => void,
  isAllowed: (state: State) => boolean = () => true,
): Act {
  return { key, take, isAllowed };
}

/** All choices of so many, in the order of their lists. */
function* choose<T>(from: readonly T[], size: number): Generator<T[]> {
  if (size === 0) yield [];
  for (let first = 0; size > 0 && first <= from.length - size; first++) {
    for (const rest of choose(from.slice(first + 1), size - 1)) yield [from[first] as T, ...rest];
  }
}
