import { type GraphQLObjectType, getNamedType } from "graphql";
import type { Computation, ComputedRead, Reference } from "./field-read.ts";
import { planMembers } from "./plan-members.ts";
import { type Planner, type Step, stepsBelow } from "./planning.ts";
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
    case "members":
      return [planMembers(planner, field, read, computationOf(planner, field))];
  }
}

/** How a computed field gets at the analysis of its viewpoint, which is loaded before the statement runs. */
function computationOf({ draft }: Planner, { args, field }: SelectedField): () => Computation {
  // What an analysis made carries its own answers and asks for no viewpoint.
  if (!field.args.some((arg) => arg.name === "at")) return () => ({ args, analysis: undefined as never });
  const analysis = draft.analysis(args.at);
  return () => ({ args, analysis: analysis() });
}

function planValue(planner: Planner, field: SelectedField, { compute }: Read<"value">): Step {
  const { key } = field;
  const computation = computationOf(planner, field);
  return (rows) => {
    const at = computation();
    for (const row of rows) row[key] = compute(row, at);
  };
}

/** Objects worked out from an analysis, and what is asked of them. */
function planObjects(planner: Planner, field: SelectedField, { compute }: Read<"objects">): Step {
  const { key, sets } = field;
  const computation = computationOf(planner, field);
  const type = getNamedType(field.field.type) as GraphQLObjectType;
  const [finish] = stepsBelow(key, planner.planObject(type, sets));
  return (rows) => {
    const at = computation();
    for (const row of rows) row[key] = compute(row, at);
    return finish?.(rows);
  };
}

/** Rows that an analysis names, loaded in the next wave. */
function planReferences(planner: Planner, field: SelectedField, { compute }: Read<"references">): Step {
  const { key, sets } = field;
  const computation = computationOf(planner, field);
  const type = getNamedType(field.field.type);
  return async (rows) => {
    const at = computation();
    const references = rows.map((row) => compute(row, at));
    const find = await planner.loader.loadReferences(type, references.flat(), sets);
    for (const [i, row] of rows.entries()) {
      const reference = references[i];
      if (Array.isArray(reference)) row[key] = reference.map(find);
      else row[key] = reference ? find(reference as Reference) : null;
    }
  };
}

/** The sources of facts that an analysis names, loaded in the next wave. */
function planFactSources(planner: Planner, field: SelectedField, read: Read<"factSources">): Step {
  const { key, args, sets } = field;
  const limit = read.limit(args);
  return async (rows) => {
    const find = await planner.loader.loadFactSources(rows.flatMap(read.facts), sets);
    for (const row of rows) row[key] = find(read.facts(row)).slice(0, limit);
  };
}
