import type { NounName } from "../../domain/noun.ts";
import { recordTypes } from "../read/record-types.ts";

/** What a mutation gives back: a record of one noun, a fact or record of any, several, or what was deleted. */
export type ResultKind = NounName | "any-fact" | "any-record" | "records" | "deleted";

const ofSeveralNouns: Readonly<Record<Exclude<ResultKind, NounName>, string>> = {
  "any-fact": "Fact",
  "any-record": "Record",
  records: "ApplyChanges",
  deleted: "Delete",
};

/** What the names of a result's types begin with: `IntegrationPayload`, `IntegrationResult`. */
export function resultName(kind: ResultKind): string {
  return { ...recordTypes, ...ofSeveralNouns }[kind];
}
