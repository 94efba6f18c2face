import { FactIndex, listFactIds } from "../projection/fact-index.ts";
import { findVerdict, type Verdict } from "../standing/verdict.ts";
import type { View } from "../standing/view.ts";
import { findRelevantFacts } from "./relevant-facts.ts";

/** An integration, by database id, on which the verdict differs. */
export interface ReadinessChange {
  readonly integrationId: number;
  readonly from: Verdict | null;
  readonly to: Verdict | null;
}

/** How the verdicts of one viewpoint differ from those of another, and through which facts. */
export class ReadinessChanges {
  /** In the order of the integrations' slugs. */
  readonly changes: readonly ReadinessChange[];
  readonly #from: View;
  readonly #to: View;
  #sides: readonly Side[] | undefined;

  constructor(from: View, to: View) {
    this.#from = from;
    this.#to = to;
    this.changes = listChanges(from, to);
  }

  /**
   * The facts that the verdict on an integration could rest on in one of the viewpoints, and that are not in
   * view from the other; ascending. None where the verdict differs by an assumption, or by which of a report's
   * sources counts. Linear in what the verdict could rest on, but for the first call, which reads all facts.
   */
  factsOf(integrationId: number): number[] {
    this.#sides ??= [
      { index: new FactIndex(this.#from.facts), others: new Set(listFactIds(this.#to.facts)) },
      { index: new FactIndex(this.#to.facts), others: new Set(listFactIds(this.#from.facts)) },
    ];
    return this.#sides
      .flatMap(({ index, others }) =>
        listFactIds(findRelevantFacts(index, integrationId)).filter((id) => !others.has(id)),
      )
      .sort((a, b) => a - b);
  }
}

/** A viewpoint's facts, and the ids of those of the other one. */
interface Side {
  readonly index: FactIndex;
  readonly others: ReadonlySet<number>;
}

function listChanges(from: View, to: View): ReadinessChange[] {
  const { integrations } = to.present.projection;
  return Array.from({ length: integrations.size }, (_, index): ReadinessChange => {
    const integrationId = integrations.idOf(index);
    const before = from.present.projection.integrations.indexOf(integrationId);
    return {
      integrationId,
      from: before < 0 ? null : findVerdict(from.present, before),
      to: findVerdict(to.present, index),
    };
  }).filter((change) => change.from !== change.to);
}
