import { type GraphQLObjectType, getNamedType, isAbstractType } from "graphql";
import type { Computed, ComputedRead, Question, Reference, RowObject } from "./field-read.ts";
import { planMembers } from "./plan-members.ts";
import { type Planner, type Step, stepsBelow, stepsByType } from "./planning.ts";
import type { SelectedField } from "./selection.ts";

type Read<Kind extends ComputedRead["kind"]> = Extract<ComputedRead, { kind: Kind }>;

/** Plans a computed field as steps that put its value into its parents, under the field's key. */
export function planComputed(planner: Planner, field: SelectedField, read: ComputedRead): Step[] {
  switch (read.kind) {
    case "value":
      return [planValue(planner, field, read)];
    case "objects":
      return [planObjects(planner, field, read)];
    case "references":
      return [planReferences(planner, field, read)];
    case "factSources":
      return [planFactSources(planner, field, read)];
    case "facts":
      return [planFacts(planner, field, read)];
    case "members":
      return [planMembers(planner, field, read, questionOf(planner, field))];
  }
}

/**
 * How a computed field gets at the analyses of its viewpoints, which are loaded before the statement runs. What an
 * analysis made carries its own answers, and asks for no viewpoint.
 */
function questionOf({ draft, signal }: Planner, { args, field }: SelectedField): () => Question {
  const viewpoints = field.args.filter(({ type }) => getNamedType(type).name === "ViewpointInput");
  const analyses = new Map(viewpoints.map(({ name }) => [name, draft.analysis(args[name])]));
  const inquiries = new Map(viewpoints.map(({ name }) => [name, draft.inquiry(args[name])]));
  const find = <Value>(of: ReadonlyMap<string, () => Value>, argument: string): Value => {
    const get = of.get(argument);
    if (!get) throw new Error(`${field.name} has no viewpoint ${argument}`);
    return get();
  };
  return () => {
    const begun = performance.now();
    return {
      args,
      get analysis() {
        return find(analyses, "at");
      },
      get inquiry() {
        return find(inquiries, "at");
      },
      inquiryOf: (argument) => find(inquiries, argument),
      turns: (milliseconds) => ({ deadline: begun + milliseconds, signal }),
    };
  };
}

/** Puts computed values into their rows, at once unless one of them is still to come. */
function assign(
  rows: readonly RowObject[],
  key: string,
  values: readonly Computed<unknown>[],
): void | Promise<void> {
  if (values.some((value) => value instanceof Promise)) {
    return Promise.all(values).then((all) => assign(rows, key, all));
  }
  for (const [i, row] of rows.entries()) row[key] = values[i];
}

function planValue(planner: Planner, field: SelectedField, { compute }: Read<"value">): Step {
  const question = questionOf(planner, field);
  return (rows) => {
    const asked = question();
    return assign(
      rows,
      field.key,
      rows.map((row) => compute(row, asked)),
    );
  };
}

/** Objects worked out from an analysis, and what is asked of them. */
function planObjects(planner: Planner, field: SelectedField, { compute }: Read<"objects">): Step {
  const { key, sets } = field;
  const question = questionOf(planner, field);
  const type = getNamedType(field.field.type);
  const { schema } = planner.operation;
  const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [type as GraphQLObjectType];
  const steps = possible.map((each) => [each.name, planner.planObject(each, sets)] as const);
  const only = steps.length === 1 ? (steps[0]?.[1] ?? []) : stepsByType(new Map(steps));
  const [finish] = stepsBelow(key, only);
  return (rows) => {
    const asked = question();
    const assigned = assign(
      rows,
      key,
      rows.map((row) => compute(row, asked)),
    );
    return assigned ? assigned.then(() => finish?.(rows)) : finish?.(rows);
  };
}

/** Rows that an analysis names, loaded in the next wave. */
function planReferences(planner: Planner, field: SelectedField, { compute }: Read<"references">): Step {
  const { key, sets } = field;
  const question = questionOf(planner, field);
  const type = getNamedType(field.field.type);
  return async (rows) => {
    const asked = question();
    const references = await settle(rows.map((row) => compute(row, asked)));
    const find = await planner.loader.loadReferences(type, references.flat(), sets);
    for (const [i, row] of rows.entries()) {
      const reference = references[i];
      if (Array.isArray(reference)) row[key] = reference.map((each) => each && find(each));
      else row[key] = reference ? find(reference as Reference) : null;
    }
  };
}

/** Waits only where there is something to wait for, so that what is there at once joins the wave of its moment. */
function settle<Value>(values: readonly Computed<Value>[]): Computed<Value[]> {
  return values.some((value) => value instanceof Promise) ? Promise.all(values) : (values as Value[]);
}

/** Facts that an analysis names, of whatever kinds, loaded in the next wave but one. */
function planFacts(planner: Planner, field: SelectedField, read: Read<"facts">): Step {
  const { key, args, sets } = field;
  const limit = read.limit(args);
  const type = getNamedType(field.field.type);
  return async (rows) => {
    const facts = await settle(rows.map(read.facts));
    const asked = facts.map((ids) => ids.slice(0, limit));
    const references = await planner.loader.findFacts(asked.flat());
    const find = await planner.loader.loadReferences(type, [...references.values()], sets);
    for (const [i, row] of rows.entries()) {
      row[key] = asked[i]?.map((id) => find(references.get(id) as Reference));
    }
  };
}

/** The sources of facts that an analysis names, loaded in the next wave. */
function planFactSources(planner: Planner, field: SelectedField, read: Read<"factSources">): Step {
  const { key, args, sets } = field;
  const limit = read.limit(args);
  return async (rows) => {
    const facts = await settle(rows.map(read.facts));
    const find = await planner.loader.loadFactSources(facts.flat(), sets);
    for (const [i, row] of rows.entries()) row[key] = find(facts[i] as readonly number[]).slice(0, limit);
  };
}
