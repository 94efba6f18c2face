import type { Analysis } from "../../analysis/analysis.ts";
import type { Inquiry } from "../../analysis/archive/inquiry.ts";
import { type Viewpoint, viewpointKey } from "../../analysis/viewpoint.ts";
import { type Budget, checkAssumptions } from "./budget.ts";
import type { Graph, ViewpointInput } from "./graph.ts";

/** An analysis and the rows it is answered with are not of one moment. */
export class StaleAnalysisError extends Error {
  override name = "StaleAnalysisError";
}

/**
 * From where one root field looks at the graph: equal viewpoints are one object, each analysis is loaded once,
 * and all of them are of one moment with the rows they are answered with.
 */
export class Viewpoints {
  readonly #graph: Graph;
  readonly #budget: Budget;
  readonly #revision: number;
  readonly #byArgument = new Map<string, Viewpoint>();
  readonly #byKey = new Map<string, Viewpoint>();
  readonly #analyses = new Map<Viewpoint, Analysis>();
  #isInquiring = false;
  #isChecked = false;

  constructor(graph: Graph, budget: Budget) {
    this.#graph = graph;
    this.#budget = budget;
    this.#revision = graph.revision;
  }

  /** The viewpoint an `at` argument means. @throws BAD_USER_INPUT for a source nobody knows, or one viewpoint too many. */
  of(at: ViewpointInput | null | undefined): Viewpoint {
    const argument = JSON.stringify([at?.asOf ?? null, at?.sources ?? null, at?.assume ?? null]);
    let viewpoint = this.#byArgument.get(argument);
    if (!viewpoint) {
      this.#budget.spendViewpoint();
      if (at?.assume) checkAssumptions("at.assume", at.assume);
      const meant = this.#graph.viewpoint(at);
      viewpoint = this.#byKey.get(viewpointKey(meant)) ?? meant;
      this.#byKey.set(viewpointKey(meant), viewpoint);
      this.#byArgument.set(argument, viewpoint);
    }
    return viewpoint;
  }

  /** Loads the analyses that were not loaded before. */
  async load(viewpoints: Iterable<Viewpoint>): Promise<void> {
    const missing = [...viewpoints].filter((viewpoint) => !this.#analyses.has(viewpoint));
    await Promise.all(
      missing.map(async (viewpoint) => {
        this.#analyses.set(viewpoint, await this.#graph.loadAnalysis(viewpoint));
        this.#isChecked = false;
      }),
    );
  }

  /** An analysis loaded before. */
  analysis(viewpoint: Viewpoint): Analysis {
    const analysis = this.#analyses.get(viewpoint);
    if (!analysis) throw new Error("an analysis was asked for before it was loaded");
    return analysis;
  }

  /** Questions to an analysis loaded before, and to records that are loaded when they are needed. */
  inquiry(viewpoint: Viewpoint): Inquiry {
    this.#isInquiring = true;
    return this.#graph.openArchive(viewpoint).inquire(this.analysis(viewpoint));
  }

  /**
   * Whether something was loaded that no row has been held against: records, which come at any time, or several
   * analyses, which may be of different moments.
   */
  get isUnchecked(): boolean {
    return this.#isInquiring || (this.#analyses.size > 1 && !this.#isChecked);
  }

  /**
   * Holds rows against the analyses they are answered with. These are at least as new as the revision this began
   * with, and the rows at least as new as they are: rows of that very revision mean that all are of one moment.
   * @throws StaleAnalysisError where somebody wrote in between
   */
  checkRevision(revision: number): void {
    if (this.#analyses.size > 0 && revision !== this.#revision) throw new StaleAnalysisError();
    this.#isChecked = true;
  }
}
