import { type NounName, nounNames } from "../../domain/noun.ts";
import { builder, type Fields } from "../builder.ts";
import { computedObject, firstArgument, property, type Ref, readField, type TypeRef } from "../fields.ts";
import { globalId } from "../global-id.ts";
import type { Reference, RowObject } from "../read/field-read.ts";
import { readFirst } from "../read/page.ts";
import { recordTypes } from "../read/record-types.ts";
import { Change } from "../types/change.ts";
import { errorTypes } from "../types/error.ts";
import { type ResultKind, resultName } from "./result-kind.ts";
import type { Subject } from "./verb.ts";

/** What came of a mutation, as the fields of a payload read it. */
export interface PayloadRow extends RowObject {
  readonly __typename: string;
  readonly subjects: readonly Subject[];
  /** The numbers of its changes, in order. */
  readonly changeIds: readonly number[];
  readonly graphRevision: number;
  /** Finds the records, as they are now; null for one that is gone. */
  readonly locate: () => Promise<(Reference | null)[]>;
}

const firstRecord = async ({ locate }: RowObject): Promise<Reference | null> => (await locate())[0] ?? null;

function recordField(t: Fields, type: TypeRef, description: string): Ref {
  return readField(
    t,
    { type, nullable: true, description },
    { kind: "references", columns: [], compute: firstRecord },
  );
}

/** The fields of a payload that are its own. */
function ownFields(t: Fields, kind: ResultKind): Record<string, Ref> {
  switch (kind) {
    case "any-fact":
      return { fact: recordField(t, "Fact", "The fact as it is since; null: it is gone.") };
    case "any-record":
      return { record: recordField(t, "ChangedRecord", "The record as it is since; null: it is gone.") };
    case "deleted":
      return {
        deletedId: t.field({
          type: "ID",
          description: "The global id of what is gone.",
          resolve: ({ subjects: [subject] }: PayloadRow) => subject && globalIdOf(subject),
        } as never) as unknown as Ref,
      };
    case "records":
      return {
        records: readField(
          t,
          {
            type: ["ChangedRecord"],
            nullable: { list: false, items: true } as never,
            description:
              "What each of the changes was about, in their order, at most 100; null where that is gone.",
          },
          { kind: "references", columns: [], compute: ({ locate }) => locate() },
        ),
      };
    default: {
      const type = recordTypes[kind];
      const name = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
      return {
        [name]: recordField(t, type, "The record as it is since; null: somebody has deleted it since."),
      };
    }
  }
}

export function globalIdOf({ noun, key }: Subject): string {
  return globalId(recordTypes[noun], key);
}

function sharedFields(t: Fields): Record<string, Ref> {
  return {
    changes: readField(
      t,
      {
        type: [Change],
        description: "What was changed, in order; none: all was so already.",
        args: firstArgument(t, 100),
      },
      {
        kind: "references",
        columns: [],
        compute: ({ changeIds }, { args }) =>
          changeIds
            .slice(0, readFirst("changes", args.first))
            .map((id: number): Reference => ({ type: "Change", id })),
      },
    ),
    graphRevision: property(t, "graphRevision", {
      type: "Int",
      description: "The number of the write; where nothing was changed, that of the last one.",
    }),
  };
}

/** The result types of mutations, each a union of its payload and the errors. */
export const resultTypes: Readonly<Record<ResultKind, TypeRef>> = Object.fromEntries(
  ([...nounNames, "any-fact", "any-record", "records", "deleted"] as const).map((kind: ResultKind) => {
    const name = resultName(kind);
    const Payload = computedObject(
      `${name}Payload`,
      `What came of a mutation (${describeKind(kind)}).`,
      (t) => ({ ...ownFields(t, kind), ...sharedFields(t) }),
    );
    const result = builder.unionType(`${name}Result`, {
      description: `What a mutation answers (${describeKind(kind)}): what came of it, or why nothing was written.`,
      types: [Payload, ...errorTypes] as never,
      resolveType: (row: RowObject) => row.__typename,
    });
    return [kind, result];
  }),
) as Record<ResultKind, TypeRef>;

function describeKind(kind: ResultKind): string {
  if (kind === "deleted") return "what is gone";
  if (kind === "records") return "a list of changes";
  if (kind === "any-fact") return "one fact";
  return kind === "any-record" ? "one record" : `one ${(kind as NounName).replace("-", " ")}`;
}
