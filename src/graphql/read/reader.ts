import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  getNamedType,
  type SelectionSetNode,
} from "graphql";
import type { Analysis } from "../../analysis/analysis.ts";
import type { Viewpoint } from "../../analysis/viewpoint.ts";
import { Budget } from "./budget.ts";
import type { Computation, Reference, Restriction, RowObject, RowSet } from "./field-read.ts";
import { globalKey, globalKeyCondition } from "./global-key.ts";
import { Planner, type RowPlan, runSteps, type Step } from "./plan.ts";
import { Row, storedType } from "./row.ts";
import { type FieldKeys, type Operation, type SelectedField, selectFields } from "./selection.ts";
import type { RunStatement } from "./statement.ts";

/** The `at` argument, coerced. */
export interface ViewpointInput {
  readonly asOf?: string | null;
  readonly sources?: readonly string[] | null;
}

/** An analysis and the rows it is answered with are not of one moment. */
export class StaleAnalysisError extends Error {
  override name = "StaleAnalysisError";
}

/** Where the read path gets what is not in the document: rows, viewpoints and analyses. */
export interface Graph {
  readonly run: RunStatement;
  /** The number of the last write seen. */
  readonly revision: number;
  viewpoint(at: ViewpointInput | null | undefined): Viewpoint;
  loadAnalysis(viewpoint: Viewpoint): Promise<Analysis>;
  /** Resolves when viewpoints can be told apart: what it knows of sources is not older than it may be. */
  ready(): Promise<void>;
  /** Looks for writes since; after it, no answer comes from what was known before. */
  refresh(): Promise<void>;
}

/** A plan whose rows are loaded together with those of other plans in one statement. */
interface Load {
  readonly sql: string;
  readonly done: (value: unknown) => void;
}

/**
 * Reads what one operation asks for. Each root field is one statement; what analyses then name (nodes of
 * computed connections, the ends of an explanation, its sources) is loaded in one more statement a level,
 * whatever the number of rows.
 */
export class Reader {
  readonly operation: Operation;
  readonly run: RunStatement;
  readonly #graph: Graph;
  /** What is left to ask for. */
  readonly budget = new Budget();
  readonly #revision: number;
  readonly #analyses = new Map<Viewpoint, Analysis>();
  readonly #viewpoints = new Map<string, Viewpoint>();
  #wave: { planner: Planner; loads: Load[]; ended: Promise<void> } | null = null;

  constructor(
    graph: Graph,
    info: Pick<GraphQLResolveInfo, "schema" | "fragments" | "variableValues">,
    keys: FieldKeys,
  ) {
    this.#graph = graph;
    this.#revision = graph.revision;
    this.run = graph.run;
    this.operation = {
      schema: info.schema,
      fragments: info.fragments as Operation["fragments"],
      variableValues: info.variableValues,
      keys,
    };
  }

  /** One and the same object for equal `at` arguments of an operation. */
  viewpoint(at: ViewpointInput | null | undefined): Viewpoint {
    const identity = JSON.stringify([at?.asOf ?? null, at?.sources ?? null]);
    let viewpoint = this.#viewpoints.get(identity);
    if (!viewpoint) {
      this.budget.spendViewpoint();
      viewpoint = this.#graph.viewpoint(at);
      this.#viewpoints.set(identity, viewpoint);
    }
    return viewpoint;
  }

  async loadAnalysis(viewpoint: Viewpoint): Promise<void> {
    if (this.#analyses.has(viewpoint)) return;
    this.#analyses.set(viewpoint, await this.#graph.loadAnalysis(viewpoint));
  }

  /**
   * Holds rows against the analyses they are answered with. These are at least as new as the revision this began
   * with, and the rows at least as new as they are: rows of that very revision mean that all are of one moment.
   * @throws StaleAnalysisError where somebody wrote in between
   */
  checkRevision(revision: number): void {
    if (this.#analyses.size > 0 && revision !== this.#revision) throw new StaleAnalysisError();
  }

  /** An analysis loaded before. */
  analysis(viewpoint: Viewpoint): Analysis {
    const analysis = this.#analyses.get(viewpoint);
    if (!analysis) throw new Error("an analysis was asked for before it was loaded");
    return analysis;
  }

  /** Reads a connection at the root. */
  async connection(info: GraphQLResolveInfo, rows: RowSet, restriction?: Restriction): Promise<unknown> {
    const selected = this.#root(info);
    const planner = new Planner(this);
    let restrict: string | undefined;
    if (restriction?.applies(selected.args)) {
      const ids = planner.statement.lateParameter("bigint[]");
      planner.beforeRun(selected.args, (analysis) =>
        ids.set(restriction.ids({ args: selected.args, analysis }, null)),
      );
      restrict = ids.sql;
    }
    const { sql, finish } = planner.connection(info.fieldName, selected, rows, null, restrict);
    const [value] = await planner.run(`select ${sql}`);
    const holder: RowObject = { value };
    await finish([{ holder, key: "value" }]);
    return holder.value;
  }

  /** Reads one object at the root: the row of its type that meets the condition, or null. */
  async one(
    info: GraphQLResolveInfo,
    condition: (row: Row, planner: Planner) => string,
  ): Promise<RowObject | null> {
    const selected = this.#root(info);
    const type = getNamedType(info.returnType) as GraphQLObjectType;
    const found = await this.rows(type, selected.sets, condition);
    return found[0] ?? null;
  }

  /** Works out objects at the root from the analysis of the field's `at`. */
  async objects(
    info: GraphQLResolveInfo,
    compute: (computation: Computation) => RowObject | RowObject[] | null,
  ): Promise<unknown> {
    const selected = this.#root(info);
    const planner = new Planner(this);
    const step = planner.objects(selected, (_root, computation) => compute(computation));
    await planner.loadAnalyses();
    const root: RowObject = {};
    await runSteps([step], [root]);
    return root[selected.key];
  }

  /** Reads the rows of a stored type that meet a condition, as the selection asks; in no order. */
  async rows(
    type: GraphQLObjectType,
    sets: readonly SelectionSetNode[],
    condition: (row: Row, planner: Planner) => string,
    extra: (row: Row) => string[] = () => [],
  ): Promise<RowObject[]> {
    const planner = new Planner(this);
    const { sql, plan } = this.#rowsSql(planner, type, sets, condition, extra);
    const [rows] = (await planner.run(`select ${sql}`)) as [RowObject[]];
    await runSteps(plan.steps, rows);
    return rows;
  }

  /** The fields asked of a root field, with the key its resolver's value is found under. */
  #root(info: GraphQLResolveInfo): SelectedField {
    const sets = [{ kind: "SelectionSet", selections: info.fieldNodes } as SelectionSetNode];
    const [selected] = selectFields(this.operation, info.parentType, sets);
    if (!selected) throw new Error(`${info.fieldName} is not part of its own operation`);
    return selected;
  }

  /** Loads referenced rows, together with whatever else is asked for at the same moment. */
  async loadReferences(
    type: GraphQLNamedType,
    references: readonly (Reference | null)[],
    sets: readonly SelectionSetNode[],
  ): Promise<(reference: Reference) => RowObject | null> {
    const idsByType = new Map<string, Set<number>>();
    for (const reference of references) {
      if (!reference) continue;
      const ids = idsByType.get(reference.type);
      if (ids) ids.add(reference.id);
      else idsByType.set(reference.type, new Set([reference.id]));
    }
    const found = new Map<string, RowObject>();
    // An analysis may name a row that was deleted since: the root field is then read again with a new one.
    let missing = 0;
    await Promise.all(
      [...idsByType].map(async ([name, ids]) => {
        const objectType = this.operation.schema.getType(name) as GraphQLObjectType;
        const rows = await this.#load((planner) => {
          const parameter = planner.statement.lateParameter("bigint[]");
          parameter.set([...ids]);
          return this.#rowsSql(
            planner,
            objectType,
            sets,
            (row) => `${row.alias}.id = any(${parameter.sql})`,
            (row) => [
              `${row.alias}.id as "@id"`,
              ...(objectType === type ? [] : [`'${name}' as "__typename"`]),
            ],
          );
        });
        for (const row of rows) found.set(`${name}/${row["@id"]}`, row);
        missing += ids.size - rows.length;
      }),
    );
    if (missing) throw new StaleAnalysisError();
    return (reference) => found.get(`${reference.type}/${reference.id}`) ?? null;
  }

  /** A connection below rows already loaded, narrowed to what an analysis names: one statement for all parents. */
  restrictedConnection(
    field: string,
    selected: SelectedField,
    rows: RowSet,
    restriction: Restriction,
    parent: Row,
  ): Step {
    const { key, args } = selected;
    return async (parents) => {
      const ids = parents.map((p) => p.id as number);
      const planner = new Planner(this);
      const above = new Row(parent.table, "p", parent.isFact);
      const members = planner.statement.lateParameter("bigint[]");
      planner.beforeRun(args, (analysis) =>
        members.set(restriction.ids({ args, analysis }, { table: parent.table, ids })),
      );
      const { sql, finish } = planner.connection(field, selected, rows, above, members.sql);
      const every = planner.statement.lateParameter("bigint[]");
      every.set(ids);
      const [values] = (await planner.run(
        `select (select json_object_agg(p.id, ${sql}) from unnest(${every.sql}) as p(id))`,
      )) as [Record<string, unknown>];
      for (const p of parents) p[key] = structuredClone(values[p.id]);
      await finish(parents.map((holder) => ({ holder, key })));
    };
  }

  #rowsSql(
    planner: Planner,
    type: GraphQLObjectType,
    sets: readonly SelectionSetNode[],
    condition: (row: Row, planner: Planner) => string,
    extra: (row: Row) => string[],
  ): { sql: string; plan: RowPlan } {
    const stored = storedType(type.name);
    const row = new Row(stored.table, planner.statement.alias(), stored.isFact);
    const plan = planner.planRow(type, sets, row);
    const columns = [...plan.columns, ...extra(row)].join();
    const where = condition(row, planner);
    const sql = `(select coalesce(json_agg(c), '[]'::json) from (select ${columns} from ${row.from()} where ${where}) c)`;
    return { sql, plan };
  }

  /** Loads the sources of facts; the answer gives those of any of them, the earliest first. */
  async loadFactSources(
    facts: readonly number[],
    sets: readonly SelectionSetNode[],
  ): Promise<(facts: readonly number[]) => RowObject[]> {
    const type = this.operation.schema.getType("Source") as GraphQLObjectType;
    let pairs: [number, number][] = [];
    const rows = await this.#load((planner) => {
      const ids = planner.statement.lateParameter("bigint[]");
      ids.set([...new Set(facts)]);
      const cited = `select fact_id, source_id from citations where fact_id = any(${ids.sql})`;
      this.#wave?.loads.push({
        sql: `(select coalesce(json_agg(json_build_array(fact_id, source_id)), '[]'::json) from (${cited}) c)`,
        done: (value) => {
          pairs = value as [number, number][];
        },
      });
      return this.#rowsSql(
        planner,
        type,
        sets,
        (row) =>
          `${row.alias}.id in (select source_id from (${cited}) c) order by ${row.alias}.published_on, ${row.alias}.slug`,
        (row) => [`${row.alias}.id as "@id"`],
      );
    });
    const sourcesOf = new Map<number, Set<number>>();
    for (const [fact, source] of pairs) {
      const sources = sourcesOf.get(fact);
      if (sources) sources.add(source);
      else sourcesOf.set(fact, new Set([source]));
    }
    return (asked) => {
      const wanted = new Set(asked.flatMap((fact) => [...(sourcesOf.get(fact) ?? [])]));
      return rows.filter((row) => wanted.has(row["@id"]));
    };
  }

  /** Loads nodes of one type by what their ids are made of, together with whatever else is asked for at the same moment. */
  async loadByGlobalKey(
    typeName: string,
    slugs: readonly string[],
    sets: readonly SelectionSetNode[],
  ): Promise<(slug: string) => RowObject | null> {
    const type = this.operation.schema.getType(typeName) as GraphQLObjectType;
    const rows = await this.#load((planner) =>
      this.#rowsSql(
        planner,
        type,
        sets,
        (row) => globalKeyCondition(row, slugs, planner.statement),
        (row) => [`${globalKey(row)} as "@key"`, `'${typeName}' as "__typename"`],
      ),
    );
    const byKey = new Map(rows.map((row) => [row["@key"], row]));
    return (slug) => byKey.get(slug) ?? null;
  }

  /** Adds a load to the wave under way; the wave is one statement, sent when nothing more joins it. */
  async #load(plan: (planner: Planner) => { sql: string; plan: RowPlan }): Promise<RowObject[]> {
    this.#wave ??= this.#startWave();
    const { planner, loads, ended } = this.#wave;
    // What a plan that is refused began to ask for is not sent: its error is the answer, nobody waits for the rest.
    ended.catch(() => {});
    const planned = plan(planner);
    let rows: RowObject[] = [];
    loads.push({
      sql: planned.sql,
      done: (value) => {
        rows = value as RowObject[];
      },
    });
    await ended;
    await runSteps(planned.plan.steps, rows);
    return rows;
  }

  #startWave() {
    const planner = new Planner(this);
    const loads: Load[] = [];
    const ended = new Promise<void>((resolve) => process.nextTick(resolve)).then(async () => {
      this.#wave = null;
      if (loads.length === 0) return;
      const values = await planner.run(`select ${loads.map((load) => load.sql).join()}`);
      for (const [i, load] of loads.entries()) load.done(values[i]);
    });
    return { planner, loads, ended };
  }
}
