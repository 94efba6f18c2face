import type { GraphQLObjectType } from "graphql";
import type { Budget } from "./budget.ts";
import { Draft } from "./draft.ts";
import { type FieldRead, isComputed } from "./field-read.ts";
import { planComputed } from "./plan-computed.ts";
import { neededColumns, planStored } from "./plan-stored.ts";
import type { Loader, Planner, RowPlan, Selections, Step } from "./planning.ts";
import type { Row } from "./row.ts";
import { type Operation, type SelectedField, selectFields } from "./selection.ts";
import type { RunStatement } from "./statement.ts";
import type { Viewpoints } from "./viewpoints.ts";

/** One root field being read: what all of its statements share. */
export interface Reading {
  readonly operation: Operation;
  /** What is left to ask for. */
  readonly budget: Budget;
  readonly viewpoints: Viewpoints;
  readonly run: RunStatement;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal | undefined;
}

/** Plans every field of a selection by what it says of how it is read. */
export class FieldPlanner implements Planner {
  readonly #reading: Reading;
  readonly operation: Operation;
  readonly draft: Draft;
  readonly loader: Loader;
  readonly signal: AbortSignal | undefined;

  constructor(reading: Reading, loader: Loader) {
    this.#reading = reading;
    this.operation = reading.operation;
    this.draft = new Draft(reading.viewpoints, reading.run);
    this.loader = loader;
    this.signal = reading.signal;
  }

  planRow(type: GraphQLObjectType, sets: Selections, row: Row): RowPlan {
    const fields = selectFields(this.operation, type, sets);
    return this.#reading.budget.spendRow(fields.length, () => {
      const names = new Set<string>();
      const plans = fields.map((field) => {
        const read = readOf(field);
        for (const name of neededColumns(field, read)) names.add(name);
        if (isComputed(read)) return { columns: [], steps: planComputed(this, field, read) };
        return planStored(this, field, read, row);
      });
      const columns = plans.flatMap((plan) => plan.columns);
      for (const name of names) columns.push(`${row.column(name)} as "${name}"`);
      return {
        columns: columns.length ? columns : ['1 as "@"'],
        steps: plans.flatMap((plan) => plan.steps),
      };
    });
  }

  planObject(type: GraphQLObjectType, sets: Selections): readonly Step[] {
    const fields = selectFields(this.operation, type, sets);
    return this.#reading.budget.spendRow(fields.length, () =>
      fields.flatMap((field) => {
        const read = field.field.extensions.read as FieldRead | undefined;
        // A plain property of the object.
        if (!read || read.kind === "columns") return [];
        if (!isComputed(read)) throw new Error(`${field.name} is stored, its parent is not`);
        return planComputed(this, field, read);
      }),
    );
  }

  another(): Planner {
    return new FieldPlanner(this.#reading, this.loader);
  }
}

function readOf(field: SelectedField): FieldRead {
  const read = field.field.extensions.read as FieldRead | undefined;
  if (!read) throw new Error(`${field.name} does not say how it is read`);
  return read;
}
