import { LRUCache } from "lru-cache";
import type { Analysis } from "./analysis.ts";
import { weighAnalysis } from "./weigh-analysis.ts";

/**
 * Analyses by viewpoint, the least recently used going first when all together weigh too much. What is asked for by
 * several at the same time is made once; what could not be made is not kept.
 */
export class AnalysisCache {
  readonly #kept: LRUCache<string, Analysis>;
  readonly #made = new Map<string, Promise<Analysis>>();

  /** @param maxBytes above 0; an analysis that weighs more alone is made and not kept */
  constructor(maxBytes: number) {
    this.#kept = new LRUCache({ maxSize: maxBytes, sizeCalculation: weighAnalysis });
  }

  /** What all that is kept weighs, in bytes. */
  get bytes(): number {
    return this.#kept.calculatedSize;
  }

  /**
   * The analysis under a key, made if it is not there.
   *
   * @param isLight it is kept elsewhere anyway, and weighs nothing here
   */
  get(key: string, make: () => Promise<Analysis>, isLight = false): Promise<Analysis> {
    const kept = this.#kept.get(key);
    if (kept) return Promise.resolve(kept);
    const known = this.#made.get(key);
    if (known) return known;
    const made = make()
      .then((analysis) => {
        this.#kept.set(key, analysis, isLight ? { size: 1 } : {});
        return analysis;
      })
      .finally(() => this.#made.delete(key));
    this.#made.set(key, made);
    return made;
  }
}
