import type { Pool } from "pg";
import type { Analysis } from "../analysis.ts";
import { loadEdges } from "../load/load-edges.ts";
import { loadWorkDescriptions, type WorkDescription } from "../load/load-work-descriptions.ts";
import type { Viewpoint } from "../viewpoint.ts";
import { Inquiry } from "./inquiry.ts";
import { keep } from "./keep.ts";

/** The records of one viewpoint, each part loaded when it is first asked for, and kept unless it says otherwise. */
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

  /** What the works of some blockers are; not kept. */
  describeWorks(blockerIds: readonly number[]): Promise<WorkDescription[]> {
    return loadWorkDescriptions(this.#pool, blockerIds);
  }
}
