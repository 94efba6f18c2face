import {
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type GraphQLType,
  getNamedType,
  isAbstractType,
  type SelectionSetNode,
} from "graphql";
import { Budget } from "./budget.ts";
import type { ComputedRead, FieldRead, Reference, Restriction, RowObject, RowSet } from "./field-read.ts";
import { findNodes, type NodeName } from "./find-nodes.ts";
import type { Graph } from "./graph.ts";
import { planComputed } from "./plan-computed.ts";
import { planConnection } from "./plan-connection.ts";
import { planRows } from "./plan-rows.ts";
import { FieldPlanner, type Reading } from "./planner.ts";
import { runSteps, type Selections } from "./planning.ts";
import type { Row } from "./row.ts";
import { RowLoader } from "./row-loader.ts";
import { type FieldKeys, type SelectedField, selectFields } from "./selection.ts";
import type { Statement } from "./statement.ts";
import { Viewpoints } from "./viewpoints.ts";
import { Waves } from "./waves.ts";

/** What a root field's reader is told of the document. */
export type DocumentInfo = Pick<GraphQLResolveInfo, "schema" | "fragments" | "variableValues">;

/**
 * Reads one root field. All that is stored below it is one statement; what analyses then name (nodes of computed
 * connections, the ends of an explanation, its sources) is loaded in one more statement a level, whatever the
 * number of rows.
 *
 * The way of a request, each stop a file: the reader finds what is selected (`selection`) and has a planner go
 * through it (`planner`). Each field says how it is read (`field-read`), and there is a file for each way
 * (`plan-…`): what is stored becomes SQL of one statement (`draft`), what is computed a step that is run when the
 * rows are there. Steps that name more rows load them together (`row-loader`, `waves`).
 */
export class Reader {
  readonly #reading: Reading;
  readonly #loader: RowLoader;

  constructor(graph: Graph, info: DocumentInfo, keys: FieldKeys, signal?: AbortSignal) {
    const { schema, fragments, variableValues } = info;
    const budget = new Budget();
    this.#reading = {
      operation: { schema, fragments, variableValues, keys },
      budget,
      viewpoints: new Viewpoints(graph, budget),
      run: graph.run,
      signal,
    };
    this.#loader = new RowLoader(schema, new Waves(() => this.#startPlanner()));
  }

  /** Reads a connection. */
  async connection(info: GraphQLResolveInfo, rows: RowSet, restriction?: Restriction): Promise<unknown> {
    const field = this.#selectRoot(info);
    const planner = this.#startPlanner();
    const { draft } = planner;
    const { key, args } = field;
    let kept: string | undefined;
    if (restriction?.applies(args)) {
      const ids = draft.statement.lateParameter("bigint[]");
      draft.beforeRun(args.at, (analysis) => ids.set(restriction.ids({ args, analysis }, null)));
      kept = ids.sql;
    }
    const { sql, steps } = planConnection(planner, field, rows, null, kept);
    const [value] = await draft.run(`select ${sql}`);
    const holder: RowObject = { [key]: value };
    await runSteps(steps, [holder]);
    return holder[key];
  }

  /** Reads one object: the row of the field's type that meets the condition, or null. */
  async one(
    info: GraphQLResolveInfo,
    condition: (row: Row, statement: Statement) => string,
  ): Promise<RowObject | null> {
    const { sets } = this.#selectRoot(info);
    const planner = this.#startPlanner();
    const { draft } = planner;
    const type = getNamedType(info.returnType) as GraphQLObjectType;
    const { sql, steps } = planRows(planner, type, sets, (row) => condition(row, draft.statement));
    const [rows] = (await draft.run(`select ${sql}`)) as [RowObject[]];
    await runSteps(steps, rows);
    return rows[0] ?? null;
  }

  /** Works out what is computed; the root is an object without properties. */
  async computed(info: GraphQLResolveInfo, read: ComputedRead): Promise<unknown> {
    const field = this.#selectRoot(info);
    const planner = this.#startPlanner();
    const steps = planComputed(planner, field, read);
    await planner.draft.loadAnalyses();
    const root: RowObject = {};
    await runSteps(steps, [root]);
    return root[field.key];
  }

  /**
   * Plans what a document asks of a field that is computed, with the rows that it may name, and asks nothing: what
   * would be refused while it is read is refused now.
   */
  rehearse(info: GraphQLResolveInfo): void {
    const { field, sets } = this.#selectRoot(info);
    const planner = this.#startPlanner();
    for (const type of possibleTypes(info.schema, field.type)) {
      for (const each of selectFields(this.#reading.operation, type, sets)) {
        const read = each.field.extensions.read as FieldRead | undefined;
        if (read?.kind !== "references") continue;
        for (const named of possibleTypes(info.schema, each.field.type)) {
          planRows(planner, named, each.sets, () => "false");
        }
      }
    }
  }

  /** Finds the nodes that references name, in their order; null where there is none. */
  find(nodes: readonly NodeName[]): Promise<(Reference | null)[]> {
    return findNodes(this.#reading.run, nodes);
  }

  /**
   * Makes sure that all that was read is of one moment, where no row was held against it yet.
   * @throws StaleAnalysisError where somebody wrote in between
   */
  async checkMoment(): Promise<void> {
    const { viewpoints, run } = this.#reading;
    if (!viewpoints.isUnchecked) return;
    const { rows } = await run({ text: "select revision from graph_revision", values: [] });
    viewpoints.checkRevision(Number(rows[0]?.[0]));
  }

  /** Reads nodes of one type by what their global ids are made of. */
  nodes(
    typeName: string,
    slugs: readonly string[],
    sets: Selections,
  ): Promise<(slug: string) => RowObject | null> {
    return this.#loader.loadByGlobalKey(typeName, slugs, sets);
  }

  #startPlanner(): FieldPlanner {
    return new FieldPlanner(this.#reading, this.#loader);
  }

  /** The root field with everything asked of it. */
  #selectRoot(info: GraphQLResolveInfo): SelectedField {
    const sets = [{ kind: "SelectionSet", selections: info.fieldNodes } as SelectionSetNode];
    const [field] = selectFields(this.#reading.operation, info.parentType, sets);
    if (!field) throw new Error(`${info.fieldName} is not part of its own operation`);
    return { ...field, name: info.fieldName };
  }
}

/** The object types that values of a type can be of. */
function possibleTypes(schema: GraphQLSchema, type: GraphQLType): readonly GraphQLObjectType[] {
  const named = getNamedType(type);
  return isAbstractType(named) ? schema.getPossibleTypes(named) : [named as GraphQLObjectType];
}
