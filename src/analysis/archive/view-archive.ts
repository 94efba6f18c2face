import type { Pool } from "pg";
import type { Analysis } from "../analysis.ts";
import { loadBehind } from "../load/load-behind.ts";
import { loadCitations } from "../load/load-citations.ts";
import { loadCoverage } from "../load/load-coverage.ts";
import { loadEdges } from "../load/load-edges.ts";
import { loadFacts } from "../load/load-facts.ts";
import { loadFindingFacts } from "../load/load-finding-facts.ts";
import { loadPlanned } from "../load/load-planned.ts";
import { loadWorkDescriptions } from "../load/load-work-descriptions.ts";
import type { Viewpoint } from "../viewpoint.ts";
import { Inquiry } from "./inquiry.ts";
import { keep } from "./keep.ts";

/** The records of one viewpoint, each part loaded when it is first asked for. */
export class ViewArchive {
  readonly #pool: Pool;
  readonly #viewpoint: Viewpoint;
  readonly #inquiries = new WeakMap<Analysis, Inquiry>();

  constructor(pool: Pool, viewpoint: Viewpoint) {
    this.#pool = pool;
    this.#viewpoint = viewpoint;
  }

  /** Questions to these records and to an analysis of the viewpoint, with or without assumptions. */
  inquire(analysis: Analysis): Inquiry {
    const inquiry = this.#inquiries.get(analysis) ?? new Inquiry(analysis, this);
    this.#inquiries.set(analysis, inquiry);
    return inquiry;
  }

  readonly edges = keep(() => loadEdges(this.#pool, this.#viewpoint));
  readonly facts = keep(() => loadFacts(this.#pool, this.#viewpoint));
  readonly findingFacts = keep(() => loadFindingFacts(this.#pool, this.#viewpoint));
  readonly coverage = keep(() => loadCoverage(this.#pool, this.#viewpoint));
  readonly planned = keep(() => loadPlanned(this.#pool, this.#viewpoint));

  // What is asked for by id is not kept here.
  readonly behind = (integrationIds: readonly number[]) =>
    loadBehind(this.#pool, this.#viewpoint, integrationIds);
  readonly citations = (factIds: readonly number[]) => loadCitations(this.#pool, this.#viewpoint, factIds);
  readonly workDescriptions = (blockerIds: readonly number[]) => loadWorkDescriptions(this.#pool, blockerIds);
}
