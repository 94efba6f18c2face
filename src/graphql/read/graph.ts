import type { Analysis } from "../../analysis/analysis.ts";
import type { ViewArchive } from "../../analysis/archive/view-archive.ts";
import type { Redirects } from "../../analysis/assumptions/assumption-index.ts";
import type { Assumptions } from "../../analysis/assumptions/assumptions.ts";
import type { Viewpoint } from "../../analysis/viewpoint.ts";
import type { Gate } from "../../gate.ts";
import type { RunStatement } from "./statement.ts";

/** The `at` argument, coerced. */
export interface ViewpointInput {
  readonly asOf?: string | null;
  readonly sources?: readonly string[] | null;
  readonly assume?: Assumptions | null;
}

/** Where the read path gets what is not in the document: rows, viewpoints and analyses. */
export interface Graph {
  /** Has mutations wait for those who cannot read a moment of which all is, and these for mutations. */
  readonly gate: Gate;
  readonly run: RunStatement;
  /** The number of the last write seen. */
  readonly revision: number;
  viewpoint(at: ViewpointInput | null | undefined): Viewpoint;
  loadAnalysis(viewpoint: Viewpoint): Promise<Analysis>;
  /** What is loaded of a viewpoint beside its analysis, at least as new as the last write seen. */
  openArchive(viewpoint: Viewpoint): ViewArchive;
  /** Asks what follows from assumptions, which may name nodes by former slugs. */
  withRedirects<Answer>(assumptions: Assumptions, ask: (redirects?: Redirects) => Answer): Promise<Answer>;
  /** Resolves when viewpoints can be told apart: what it knows of sources is not older than it may be. */
  ready(): Promise<void>;
  /** Looks for writes since; after it, no answer comes from what was known before. */
  refresh(): Promise<void>;
}
