import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isAbstractType,
  isObjectType,
  type SelectionSetNode,
} from "graphql";
import type { Analysis } from "../../analysis/analysis.ts";
import { holdsSql, type Viewpoint, viewpointKey } from "../../analysis/viewpoint.ts";
import { type Asked, connectionSql, readOrder } from "./connection.ts";
import type {
  Arguments,
  Branch,
  Computation,
  FieldRead,
  Reference,
  RowObject,
  RowSet,
} from "./field-read.ts";
import { memberPage } from "./members.ts";
import { readPage } from "./page.ts";
import type { Reader } from "./reader.ts";
import { Row, type StoredType, storedType } from "./row.ts";
import { type SelectedField, selectFields } from "./selection.ts";
import { Statement } from "./statement.ts";

/** What remains to be done with rows once they are there: nothing at all, for most of what is stored. */
export type Step = (rows: readonly RowObject[]) => void | Promise<void>;

/** The columns a selection needs of a row, and the steps that follow. */
export interface RowPlan {
  readonly columns: string[];
  readonly steps: Step[];
}

/** Runs every step over all rows at once, so that what they load is loaded together. */
export async function runSteps(steps: readonly Step[], rows: readonly RowObject[]): Promise<void> {
  if (rows.length === 0) return;
  const pending = steps.map((step) => step(rows)).filter((p) => p !== undefined);
  if (pending.length) await Promise.all(pending);
}

type Selections = readonly SelectionSetNode[];

/**
 * Turns a selection into SQL of one statement. Each kind of field (`FieldRead`) is one method; a planner lives
 * as long as its statement.
 */
export class Planner {
  readonly statement = new Statement();
  readonly reader: Reader;
  readonly #viewpoints = new Map<string, Viewpoint>();
  readonly #beforeRun: { viewpoint: Viewpoint; fill: (analysis: Analysis) => void }[] = [];

  constructor(reader: Reader) {
    this.reader = reader;
  }

  /** The viewpoint of a field's `at`. @throws BAD_USER_INPUT for a source nobody knows. */
  viewpoint(args: Arguments): Viewpoint {
    return this.reader.viewpoint(args.at);
  }

  /** SQL of "this row's fact holds from the field's viewpoint". */
  holds(row: Row, args: Arguments): string {
    const viewpoint = this.viewpoint(args);
    const { sourceIds } = viewpoint;
    const asOf = this.asOf(args);
    if (sourceIds === null || isRecordOfReleases(row)) return holdsSql(row.fact, asOf, null);
    const sources = this.statement.sharedParameter(viewpoint, sourceIds, "bigint[]");
    const holds = holdsSql(row.fact, asOf, sources);
    if (row.table !== "citations") return holds;
    const isRecord = `${row.fact}.kind in ('FEATURE_RELEASE', 'REQUIREMENT')`;
    return `(case when ${isRecord} then ${holdsSql(row.fact, asOf, null)} else ${holds} end)`;
  }

  /** SQL of the day of the field's viewpoint. */
  asOf(args: Arguments): string {
    const viewpoint = this.viewpoint(args);
    return this.statement.sharedParameter(viewpoint, viewpoint.asOf, "date");
  }

  /** Has something filled in from the analysis of the field's viewpoint before the statement runs. */
  beforeRun(args: Arguments, fill: (analysis: Analysis) => void): void {
    this.#beforeRun.push({ viewpoint: this.viewpoint(args), fill });
  }

  /** Loads every analysis the plan needs, fills in what waits for one and runs the statement. */
  async run(text: string): Promise<unknown[]> {
    await this.loadAnalyses();
    for (const { viewpoint, fill } of this.#beforeRun) fill(this.reader.analysis(viewpoint));
    const values = await this.statement.run(
      `${text}, (select revision from graph_revision)`,
      this.reader.run,
    );
    this.reader.checkRevision(Number(values.pop()));
    return values;
  }

  /** Loads the analyses that a plan without a statement needs. */
  async loadAnalyses(): Promise<void> {
    for (const { viewpoint } of this.#beforeRun) this.#viewpoints.set(viewpointKey(viewpoint), viewpoint);
    await Promise.all([...this.#viewpoints.values()].map((viewpoint) => this.reader.loadAnalysis(viewpoint)));
  }

  /** Plans a selection on a stored row. */
  planRow(type: GraphQLObjectType, sets: Selections, row: Row): RowPlan {
    const fields = selectFields(this.reader.operation, type, sets);
    return this.reader.budget.spendRow(fields.length, () => {
      const plan: RowPlan = { columns: [], steps: [] };
      const columns = new Set<string>();
      for (const selected of fields) {
        const read = selected.field.extensions.read as FieldRead | undefined;
        if (!read) throw new Error(`${type.name}.${selected.field.name} does not say how it is read`);
        if ("columns" in read) for (const name of read.columns) columns.add(name);
        if (read.kind === "connection" && read.restrict?.applies(selected.args)) columns.add("id");
        this.#planField(type, selected, read, row, plan);
      }
      for (const name of columns) plan.columns.push(`${row.column(name)} as "${name}"`);
      if (plan.columns.length === 0) plan.columns.push('1 as "@"');
      return plan;
    });
  }

  /** Plans a selection on objects an analysis made: only computed fields are left to do. */
  planObject(type: GraphQLObjectType, sets: Selections): Step[] {
    const fields = selectFields(this.reader.operation, type, sets);
    return this.reader.budget.spendRow(fields.length, () => {
      const plan: RowPlan = { columns: [], steps: [] };
      for (const selected of fields) {
        const read = selected.field.extensions.read as FieldRead | undefined;
        if (read && read.kind !== "columns") this.#planField(type, selected, read, null, plan);
      }
      return plan.steps;
    });
  }

  #planField(
    type: GraphQLObjectType,
    selected: SelectedField,
    read: FieldRead,
    row: Row | null,
    plan: RowPlan,
  ): void {
    const { key, args } = selected;
    switch (read.kind) {
      case "columns":
        return;
      case "value":
        plan.steps.push(this.#value(selected, read.compute));
        return;
      case "objects":
        plan.steps.push(this.objects(selected, read.compute));
        return;
      case "references":
        plan.steps.push(this.#references(selected, read.compute));
        return;
      case "factSources":
        plan.steps.push(this.#factSources(selected, read.facts, read.limit(args)));
        return;
      case "members":
        plan.steps.push(this.#members(`${type.name}.${selected.field.name}`, selected, read));
        return;
    }
    if (!row) throw new Error(`${type.name}.${selected.field.name} is stored, its parent is not`);
    const named = getNamedType(selected.field.type);
    switch (read.kind) {
      case "expression":
        plan.columns.push(`${read.sql({ row, args, planner: this })} as "${key}"`);
        return;
      case "one": {
        const { sql, steps } = this.#object(named, selected.sets, (target) => read.on(row, target));
        this.#nested(plan, key, sql, steps);
        return;
      }
      case "branches": {
        const { sql, steps } = this.#branches(read.branches, selected.sets, row);
        this.#nested(plan, key, sql, steps);
        return;
      }
      case "list": {
        const { sql, steps } = this.#list(named, selected, read.rows, row, read.limit(args));
        plan.columns.push(`${sql} as "${key}"`);
        if (steps.length)
          plan.steps.push((parents) =>
            runSteps(
              steps,
              parents.flatMap((p) => p[key]),
            ),
          );
        return;
      }
      case "connection": {
        const field = `${type.name}.${selected.field.name}`;
        if (read.restrict?.applies(args)) {
          // It is planned when its parents are known; its arguments are refused now, even if there are none.
          readPage(field, args, readOrder(field, args, read.rows));
          plan.steps.push(this.reader.restrictedConnection(field, selected, read.rows, read.restrict, row));
          return;
        }
        const connection = this.connection(field, selected, read.rows, row);
        plan.columns.push(`${connection.sql} as "${key}"`);
        plan.steps.push((parents) => connection.finish(parents.map((p) => ({ holder: p, key }))));
        return;
      }
    }
  }

  /** A page of rows as SQL of one JSON value; `finish` makes connections of what Postgres answered. */
  connection(
    field: string,
    { sets, args, field: { type } }: SelectedField,
    rows: RowSet,
    parent: Row | null,
    restriction?: string,
  ): { sql: string; finish: (places: readonly { holder: RowObject; key: string }[]) => Promise<void> } {
    const { asked, nodeSets, nodeType } = this.#connectionSelection(getNamedType(type), sets);
    const row = new Row(rows.table, this.statement.alias(), rows.isFact);
    const plan = rows.branches
      ? this.#branchColumns(rows.branches, nodeSets, row)
      : this.planRow(nodeType as GraphQLObjectType, nodeSets, row);
    const conditions = [
      parent && rows.on?.(parent, row),
      restriction && `${row.alias}.id = any(${restriction})`,
      ...(rows.where?.({ row, args, planner: this }) ?? []),
    ].filter((condition) => typeof condition === "string");
    const { sql, shape } = connectionSql(this, field, rows, row, args, conditions, asked, plan.columns);
    const finish = (places: readonly { holder: RowObject; key: string }[]) => {
      const found: RowObject[] = [];
      for (const { holder, key } of places) {
        const raw = holder[key];
        if (rows.branches && raw.rows) {
          raw.rows = raw.rows.map((r: RowObject) => Object.assign(r.node, { "@cursor": r["@cursor"] }));
        }
        holder[key] = shape(raw);
        if (plan.steps.length) found.push(...holder[key].nodes);
      }
      return runSteps(plan.steps, found);
    };
    return { sql, finish };
  }

  /** SQL of one object of a concrete stored type as JSON, null where there is none. */
  #object(
    type: GraphQLNamedType,
    sets: Selections,
    on: (target: Row) => string,
  ): { sql: string; steps: Step[] } {
    const stored = storedType(type.name);
    const target = new Row(stored.table, this.statement.alias(), stored.isFact);
    const plan = this.planRow(type as GraphQLObjectType, sets, target);
    const condition = on(target);
    const sql = `(select row_to_json(c) from (select ${plan.columns.join()} from ${target.from()} where ${condition}) c)`;
    return { sql, steps: plan.steps };
  }

  /** SQL of one object of an abstract type as JSON that names its type. */
  #branches(branches: readonly Branch[], sets: Selections, row: Row): { sql: string; steps: Step[] } {
    const steps = new Map<string, Step[]>();
    const cases = branches.map((branch) => {
      const type = this.reader.operation.schema.getType(branch.type) as GraphQLObjectType;
      const stored = storedType(branch.type);
      const target = branch.on ? new Row(stored.table, this.statement.alias(), stored.isFact) : row;
      const plan = this.planRow(type, sets, target);
      steps.set(branch.type, plan.steps);
      const columns = [`'${branch.type}' as "__typename"`, ...plan.columns].join();
      const from = branch.on ? ` from ${target.from()} where ${branch.on(row, target)}` : "";
      return `when ${branch.when(row)} then (select row_to_json(c) from (select ${columns}${from}) c)`;
    });
    return { sql: `(case ${cases.join(" ")} end)`, steps: [byType(steps)].filter((step) => step !== null) };
  }

  #branchColumns(branches: readonly Branch[], sets: Selections, row: Row): RowPlan {
    const { sql, steps } = this.#branches(branches, sets, row);
    return { columns: [`${sql} as "node"`], steps };
  }

  #list(
    type: GraphQLNamedType,
    { sets, args }: SelectedField,
    rows: RowSet,
    parent: Row,
    limit: number,
  ): { sql: string; steps: Step[] } {
    const row = new Row(rows.table, this.statement.alias(), rows.isFact);
    const plan = rows.branches
      ? this.#branchColumns(rows.branches, sets, row)
      : this.planRow(type as GraphQLObjectType, sets, row);
    const scope = { row, args, planner: this };
    const conditions = [rows.on?.(parent, row), ...(rows.where?.(scope) ?? [])].filter(Boolean).join(" and ");
    const order = rows.defaultOrder.map((o) => {
      const term = rows.orders[o.field];
      if (!term || !("sql" in term)) throw new Error(`a list cannot be ordered by ${o.field}`);
      return `${term.sql(scope)}${o.direction === "DESC" ? " desc" : ""}`;
    });
    order.push(rows.unique(row));
    const item = rows.branches ? "c.node" : "c";
    const size = this.statement.parameter(limit, "int");
    const sql = `(select coalesce(json_agg(${item}), '[]'::json) from (select ${plan.columns.join()} from ${row.from()} where ${conditions} order by ${order.join()} limit ${size}) c)`;
    return { sql, steps: plan.steps };
  }

  #nested(plan: RowPlan, key: string, sql: string, steps: Step[]): void {
    plan.columns.push(`${sql} as "${key}"`);
    if (steps.length === 0) return;
    plan.steps.push((rows) =>
      runSteps(
        steps,
        rows.map((r) => r[key]).filter((r) => r !== null),
      ),
    );
  }

  /** How a computed field gets at the analysis of its viewpoint, which is loaded before the statement runs. */
  #computation({ args, field }: SelectedField): () => Computation {
    // What an analysis made carries its own answers and asks for no viewpoint.
    if (!field.args.some((arg) => arg.name === "at")) return () => ({ args, analysis: undefined as never });
    const viewpoint = this.viewpoint(args);
    this.#viewpoints.set(viewpointKey(viewpoint), viewpoint);
    return () => ({ args, analysis: this.reader.analysis(viewpoint) });
  }

  #value(selected: SelectedField, compute: (row: RowObject, computation: Computation) => unknown): Step {
    const { key } = selected;
    const computation = this.#computation(selected);
    return (rows) => {
      const at = computation();
      for (const row of rows) row[key] = compute(row, at);
    };
  }

  /** Objects worked out from the analysis of the field's `at`, and what is asked of them. */
  objects(
    selected: SelectedField,
    compute: (row: RowObject, computation: Computation) => RowObject | RowObject[] | null,
  ): Step {
    const { key, sets, field } = selected;
    const computation = this.#computation(selected);
    const steps = this.planObject(getNamedType(field.type) as GraphQLObjectType, sets);
    return (rows) => {
      const at = computation();
      for (const row of rows) row[key] = compute(row, at);
      if (steps.length === 0) return;
      return runSteps(
        steps,
        rows.flatMap((row) => row[key] ?? []),
      );
    };
  }

  #references(
    selected: SelectedField,
    compute: (row: RowObject, computation: Computation) => Reference | readonly Reference[] | null,
  ): Step {
    const { key, sets, field } = selected;
    const computation = this.#computation(selected);
    const type = getNamedType(field.type);
    return async (rows) => {
      const at = computation();
      const references = rows.map((row) => compute(row, at));
      const find = await this.reader.loadReferences(type, references.flat(), sets);
      for (const [i, row] of rows.entries()) {
        const reference = references[i];
        row[key] = Array.isArray(reference)
          ? reference.map(find)
          : reference
            ? find(reference as Reference)
            : null;
      }
    };
  }

  #factSources(
    { key, sets }: SelectedField,
    facts: (row: RowObject) => readonly number[],
    limit: number,
  ): Step {
    return async (rows) => {
      const find = await this.reader.loadFactSources(rows.flatMap(facts), sets);
      for (const row of rows) row[key] = find(facts(row)).slice(0, limit);
    };
  }

  #members(field: string, selected: SelectedField, read: Extract<FieldRead, { kind: "members" }>): Step {
    const { key, args, sets } = selected;
    const computation = this.#computation(selected);
    const { edgeSets, edgeType, nodeSets, nodeType, asked } = this.#connectionSelection(
      getNamedType(selected.field.type),
      sets,
    );
    const steps = edgeType ? this.planObject(edgeType, edgeSets) : [];
    const page = memberPage(field, args, read);
    return async (rows) => {
      const at = computation();
      for (const row of rows) row[key] = page(read.compute(row, at));
      if (!asked.rows) return;
      const edges = rows.flatMap((row) => row[key].edges);
      const edgesDone = runSteps(steps, edges);
      if (nodeSets.length) {
        const find = await this.reader.loadReferences(
          nodeType,
          edges.map((e) => e.ref),
          nodeSets,
        );
        for (const edge of edges) edge.node = find(edge.ref);
      }
      await edgesDone;
    };
  }

  #connectionSelection(type: GraphQLNamedType, sets: Selections) {
    if (!isObjectType(type)) throw new Error(`${type.name} is not a connection`);
    const { operation } = this.reader;
    const fields = selectFields(operation, type, sets);
    const named = (name: string) => fields.find((f) => f.field.name === name);
    const edgeType = getNamedType(type.getFields().edges?.type) as GraphQLObjectType;
    const edgeSets = named("edges")?.sets ?? [];
    const edgeFields = edgeSets.length ? selectFields(operation, edgeType, edgeSets) : [];
    const info = named("pageInfo")?.sets ?? [];
    const pageInfoType = getNamedType(type.getFields().pageInfo?.type) as GraphQLObjectType;
    const infoFields = info.length
      ? selectFields(operation, pageInfoType, info).map((f) => f.field.name)
      : [];
    const nodeSets = [
      ...(named("nodes")?.sets ?? []),
      ...edgeFields.filter((f) => f.field.name === "node").flatMap((f) => f.sets),
    ];
    const cursors =
      edgeFields.some((f) => f.field.name === "cursor") || infoFields.some((f) => f.endsWith("Cursor"));
    const neighbours = infoFields.some((f) => f.startsWith("has"));
    const asked: Asked = {
      rows: edgeSets.length > 0 || nodeSets.length > 0 || infoFields.length > 0,
      total: named("totalCount") !== undefined,
      cursors,
      neighbours,
    };
    return {
      asked,
      edgeSets,
      edgeType,
      nodeSets,
      nodeType: getNamedType((edgeType.getFields().node as GraphQLField<unknown, unknown>).type),
    };
  }
}

/** Which release has an option is CRIU's record, not a claim about an integration: no source filter applies. */
function isRecordOfReleases(row: Row): boolean {
  return row.table === "featureReleases" || row.table === "requirements";
}

/** A step that hands each object of an abstract position to the steps of its own type; null when there are none. */
export function byType(steps: ReadonlyMap<string, Step[]>): Step | null {
  if ([...steps.values()].every((s) => s.length === 0)) return null;
  return async (rows) => {
    await Promise.all(
      [...steps].map(([type, own]) =>
        runSteps(
          own,
          rows.filter((row) => row.__typename === type),
        ),
      ),
    );
  };
}

/** The concrete types a reference to this type may be to. */
export function possibleTypes(reader: Reader, type: GraphQLNamedType): readonly StoredType[] {
  if (!isAbstractType(type)) return [storedType(type.name)];
  return reader.operation.schema.getPossibleTypes(type).map((t) => storedType(t.name));
}
