import type { BlockerReportRow, NeedRow } from "./facts-in-view.ts";
import type { IdIndex } from "./node-index.ts";

/** Dense numbering of works: pieces of work in plain words, each of one blocker. */
export class WorkIndex {
  readonly #indices = new Map<number, Map<string, number>>();
  readonly #slugs: string[] = [];

  get size(): number {
    return this.#slugs.length;
  }

  slugOf(work: number): string {
    return this.#slugs[work] as string;
  }

  /** The index of a work of the blocker with this index, by the work's slug; -1 if no row names it. */
  indexOf(blocker: number, work: string): number {
    return this.#indices.get(blocker)?.get(work) ?? -1;
  }

  /** Numbers a work, once. */
  add(blocker: number, work: string): void {
    const works = this.#indices.get(blocker) ?? new Map<string, number>();
    if (works.has(work)) return;
    works.set(work, this.#slugs.push(work) - 1);
    this.#indices.set(blocker, works);
  }
}

/** Numbers every work of a blocker in view that a need or a report names. */
export function indexWorks(
  needs: readonly NeedRow[],
  reports: readonly BlockerReportRow[],
  blockerOfRemedy: (remedyId: number) => number,
  blockers: IdIndex,
): WorkIndex {
  const works = new WorkIndex();
  for (const need of needs) {
    if (need.kind !== "WORK") continue;
    const blocker = blockerOfRemedy(need.remedyId);
    if (blocker >= 0) works.add(blocker, need.work);
  }
  for (const { blockerId, work } of reports) {
    const blocker = blockers.indexOf(blockerId);
    if (blocker >= 0 && work !== null) works.add(blocker, work);
  }
  return works;
}
