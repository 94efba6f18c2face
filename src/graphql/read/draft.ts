import type { Analysis } from "../../analysis/analysis.ts";
import type { Inquiry } from "../../analysis/archive/inquiry.ts";
import type { WithdrawnFacts } from "../../analysis/assumptions/withdrawn-facts.ts";
import { begunSql, holdsSql, type Viewpoint } from "../../analysis/viewpoint.ts";
import type { ViewpointInput } from "./graph.ts";
import type { Row } from "./row.ts";
import { type RunStatement, Statement } from "./statement.ts";
import type { Viewpoints } from "./viewpoints.ts";

type At = ViewpointInput | null | undefined;

/** One SQL statement in the making, with the viewpoints its rows are seen from and the analyses it waits for. */
export class Draft {
  readonly statement = new Statement();
  readonly #viewpoints: Viewpoints;
  readonly #run: RunStatement;
  readonly #awaited = new Set<Viewpoint>();
  readonly #fills: (() => void)[] = [];
  readonly #lists = new Map<Viewpoint, Map<string, string>>();

  constructor(viewpoints: Viewpoints, run: RunStatement) {
    this.#viewpoints = viewpoints;
    this.#run = run;
  }

  /** SQL of "this row's fact holds from the viewpoint". @throws BAD_USER_INPUT for a source nobody knows. */
  holds(row: Row, at: At): string {
    const viewpoint = this.#viewpoint(at);
    const asOf = this.asOf(at);
    const withdrawn = this.#withdrawn(row, viewpoint);
    const { sourceIds } = viewpoint;
    if (sourceIds === null || isRecordOfReleases(row)) return withdrawn + holdsSql(row.fact, asOf, null);
    const sources = this.statement.sharedParameter(viewpoint, sourceIds, "bigint[]");
    const holds = holdsSql(row.fact, asOf, sources);
    if (row.table !== "citations") return withdrawn + holds;
    const isRecord = `${row.fact}.kind in ('FEATURE_RELEASE', 'REQUIREMENT')`;
    return `${withdrawn}(case when ${isRecord} then ${holdsSql(row.fact, asOf, null)} else ${holds} end)`;
  }

  /** SQL of "this fact has begun by the viewpoint's day", even if it has ended since. */
  begun(row: Row, at: At): string {
    const viewpoint = this.#viewpoint(at);
    const { sourceIds } = viewpoint;
    const sources = sourceIds && this.statement.sharedParameter(viewpoint, sourceIds, "bigint[]");
    return begunSql(row.fact, this.asOf(at), sources);
  }

  /** SQL of "something that the viewpoint assumes is a fact about this row"; null: it assumes nothing. */
  isAssumedAbout(row: Row, type: keyof Analysis["assumedAbout"], at: At): string | null {
    const viewpoint = this.#viewpoint(at);
    if (!viewpoint.assume) return null;
    return `${row.alias}.id in (${this.#list(viewpoint, type, (analysis) => analysis.assumedAbout[type])})`;
  }

  /** SQL of the day of the viewpoint. */
  asOf(at: At): string {
    const viewpoint = this.#viewpoint(at);
    return this.statement.sharedParameter(viewpoint, viewpoint.asOf, "date");
  }

  /** How to get at the analysis of the viewpoint, which is loaded before the statement runs. */
  analysis(at: At): () => Analysis {
    const viewpoint = this.#viewpoint(at);
    this.#awaited.add(viewpoint);
    return () => this.#viewpoints.analysis(viewpoint);
  }

  /** How to ask more of the viewpoint, once its analysis is loaded. */
  inquiry(at: At): () => Inquiry {
    const viewpoint = this.#viewpoint(at);
    this.#awaited.add(viewpoint);
    return () => this.#viewpoints.inquiry(viewpoint);
  }

  /** Has something filled in from the analysis of the viewpoint before the statement runs. */
  beforeRun(at: At, fill: (analysis: Analysis) => void): void {
    const analysis = this.analysis(at);
    this.#fills.push(() => fill(analysis()));
  }

  /** Loads the analyses that were asked for. */
  async loadAnalyses(): Promise<void> {
    await this.#viewpoints.load(this.#awaited);
  }

  /**
   * Loads every analysis the statement waits for, fills in what they say and runs it.
   * @param text what selects one row
   * @returns the columns of the row
   * @throws StaleAnalysisError where somebody wrote after an analysis was loaded
   */
  async run(text: string): Promise<unknown[]> {
    await this.loadAnalyses();
    for (const fill of this.#fills) fill();
    const values = await this.statement.run(`${text}, (select revision from graph_revision)`, this.#run);
    this.#viewpoints.checkRevision(Number(values.pop()));
    return values;
  }

  #viewpoint(at: At): Viewpoint {
    const viewpoint = this.#viewpoints.of(at);
    // What is assumed may be refused, which only its analysis can tell.
    if (viewpoint.assume) this.#awaited.add(viewpoint);
    return viewpoint;
  }

  /** SQL that leaves out, with an `and` after it, the facts that assumptions hide; empty where they hide none of these. */
  #withdrawn(row: Row, viewpoint: Viewpoint): string {
    const { assume } = viewpoint;
    const hidden = assume?.withdraw ? hiddenIn(row, assume.withdraw) : [];
    return hidden
      .map((kind) => {
        const ids = this.#list(viewpoint, kind, ({ withdrawn }) => withdrawn[kind]);
        return `${row.fact}.id not in (${ids}) and `;
      })
      .join("");
  }

  /** SQL of ids that an analysis names, once for all uses; a set that is made once for all rows. */
  #list(viewpoint: Viewpoint, name: string, ids: (analysis: Analysis) => readonly number[]): string {
    const lists = this.#lists.get(viewpoint) ?? new Map<string, string>();
    this.#lists.set(viewpoint, lists);
    let list = lists.get(name);
    if (list === undefined) {
      const parameter = this.statement.lateParameter("bigint[]");
      this.#fills.push(() => parameter.set(ids(this.#viewpoints.analysis(viewpoint))));
      list = `select unnest(${parameter.sql})`;
      lists.set(name, list);
    }
    return list;
  }
}

/** Which release has an option is CRIU's record, not a claim about an integration: no source filter applies. */
function isRecordOfReleases(row: Row): boolean {
  return row.table === "featureReleases" || row.table === "requirements";
}

type Withdrawals = NonNullable<NonNullable<Viewpoint["assume"]>["withdraw"]>;

/** What hides which facts. */
const hiddenBy: Readonly<Record<keyof WithdrawnFacts, Exclude<keyof Withdrawals, symbol>>> = {
  featureReleases: "ship",
  adoptions: "adopt",
  blockerReports: "resolve",
  statusReports: "complete",
};

/** The kinds of facts that may be among the rows of a table, and that something hides. */
function hiddenIn({ table }: Row, withdraw: Withdrawals): (keyof WithdrawnFacts)[] {
  return (Object.keys(hiddenBy) as (keyof WithdrawnFacts)[]).filter(
    (kind) => (table === kind || table === "citations") && (withdraw[hiddenBy[kind]]?.length ?? 0) > 0,
  );
}
