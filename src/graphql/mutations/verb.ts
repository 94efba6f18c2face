import type { ChangeSet } from "../../domain/change-set.ts";
import type { NounName } from "../../domain/noun.ts";
import type { Problems } from "./problems.ts";
import type { Input } from "./read-record.ts";
import type { InputFieldMap, InputFields } from "./record-input.ts";
import type { ResultKind } from "./result-kind.ts";

/** The record that something was done to, by what it goes by. */
export interface Subject {
  readonly noun: NounName;
  readonly key: string;
}

/** What is left to do once an input is read: it writes, and can do so again in another change set. */
export type Step = (change: ChangeSet) => Promise<readonly Subject[]>;

/** One thing that can be done to the graph: a mutation, and what a list of changes can hold. */
export interface Verb {
  /** The mutation: `createIntegration`. */
  readonly name: string;
  readonly description: string;
  /** The name of its input type, where it shares that with others; else it is made of its own: `CreateIntegrationInput`. */
  readonly input?: string;
  /** What its input says beside a reason and a key. */
  readonly fields: (t: InputFields) => InputFieldMap;
  readonly result: ResultKind;
  /** Reads an input, and adds what is wrong with it to the problems; nothing is written where there are any. */
  readonly read: (input: Input, problems: Problems) => Step;
}

/** The name of a verb's input type. */
export function inputTypeOf({ name, input }: Pick<Verb, "name" | "input">): string {
  return input ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
}
