import type { GraphQLNamedType, GraphQLObjectType, SelectionSetNode } from "graphql";
import type { Draft } from "./draft.ts";
import type { Reference, RowObject } from "./field-read.ts";
import type { Row } from "./row.ts";
import type { Operation } from "./selection.ts";

/** What a document asks of objects at one place, or at several together. */
export type Selections = readonly SelectionSetNode[];

/** What remains to be done with rows once they are there: nothing at all, for most of what is stored. */
export type Step = (rows: readonly RowObject[]) => void | Promise<void>;

/** What a field or a selection needs of its row, and the steps that follow. */
export interface RowPlan {
  /** Items of a select list. */
  readonly columns: readonly string[];
  readonly steps: readonly Step[];
}

/** SQL of one JSON value, and the steps that follow. */
export interface ValuePlan {
  readonly sql: string;
  readonly steps: readonly Step[];
}

/**
 * Turns selections into the SQL of one statement and the steps that follow it. Each kind of field is planned in
 * a file of its own, which plans what is selected below the field with this again.
 */
export interface Planner {
  readonly operation: Operation;
  /** The statement the plan goes into. */
  readonly draft: Draft;
  readonly loader: Loader;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal | undefined;
  /** Plans a selection on a stored row. */
  planRow(type: GraphQLObjectType, sets: Selections, row: Row): RowPlan;
  /** Plans a selection on objects an analysis made: only computed fields are left to do. */
  planObject(type: GraphQLObjectType, sets: Selections): readonly Step[];
  /** A planner of one more statement of the same root field. */
  another(): Planner;
}

/** Loads rows that steps name, together with whatever else is asked for at the same moment. */
export interface Loader {
  /** @returns finds what was loaded for a reference */
  loadReferences(
    type: GraphQLNamedType,
    references: readonly (Reference | null)[],
    sets: Selections,
  ): Promise<(reference: Reference) => RowObject | null>;
  /** @returns references to some facts, by id, each of the type of its kind */
  findFacts(ids: readonly number[]): Promise<ReadonlyMap<number, Reference>>;
  /** @returns gives the sources of any of some facts, the earliest first */
  loadFactSources(
    facts: readonly number[],
    sets: Selections,
  ): Promise<(facts: readonly number[]) => RowObject[]>;
}

/** Runs every step over all rows at once, so that what they load is loaded together. */
export async function runSteps(steps: readonly Step[], rows: readonly RowObject[]): Promise<void> {
  if (rows.length === 0) return;
  const pending = steps.map((step) => step(rows)).filter((p) => p !== undefined);
  if (pending.length) await Promise.all(pending);
}

/** Steps for the objects that rows hold under a key: one, a list of them, or none. */
export function stepsBelow(key: string, steps: readonly Step[]): Step[] {
  if (steps.length === 0) return [];
  return [
    (rows) =>
      runSteps(
        steps,
        rows.flatMap((row) => row[key] ?? []),
      ),
  ];
}

/** A step that hands each object of an abstract position to the steps of its own type. */
export function stepsByType(steps: ReadonlyMap<string, readonly Step[]>): Step[] {
  if ([...steps.values()].every((own) => own.length === 0)) return [];
  return [
    async (rows) => {
      const each = [...steps].map(([type, own]) =>
        runSteps(
          own,
          rows.filter((row) => row.__typename === type),
        ),
      );
      await Promise.all(each);
    },
  ];
}
