import type { Fields } from "../builder.ts";
import {
  atArgument,
  computedObject,
  firstArgument,
  property,
  type Ref,
  readField,
  type TypeRef,
} from "../fields.ts";
import type { Question, RowObject } from "../read/field-read.ts";
import { readFirst } from "../read/page.ts";
import { Blocker } from "./blocker.ts";

/** Milliseconds, for all rows of a field together. */
const timeLimit = 1_000;

const sinceFields = (t: Fields, what: string): Record<string, Ref> => ({
  day: property(t, "day", {
    type: "Date",
    description: `First day of the unbroken stretch, up to the viewpoint's day, on which it was ${what} every day.`,
  }),
  exact: property(t, "exact", {
    type: "Boolean",
    description: `Whether it was not ${what} before; false: time ran out before anybody looked further back.`,
  }),
});

const BlockedSince: TypeRef = computedObject(
  "BlockedSince",
  "How long an integration has been blocked, and by what it began.",
  (t) => ({
    ...sinceFields(t, "blocked"),
    through: readField(
      t,
      {
        type: [Blocker],
        description: "The blockers that were unlifted on that day, by slug.",
        args: firstArgument(t, 5),
      },
      {
        kind: "references",
        columns: [],
        compute: ({ blockerIds }, { args }) =>
          blockerIds
            .slice(0, readFirst("BlockedSince.through", args.first))
            .map((id: number) => ({ type: "Blocker", id })),
      },
    ),
    throughCount: property(t, "throughCount", {
      type: "Int",
      description: "How many blockers that were in all.",
    }),
  }),
);

const UnliftedSince: TypeRef = computedObject(
  "UnliftedSince",
  "How long a blocker has stood in the way.",
  (t) => sinceFields(t, "unlifted"),
);

/** `Integration.blockedSince`. */
export function blockedSince(t: Fields): Ref {
  return readField(
    t,
    {
      type: BlockedSince,
      nullable: true,
      description:
        "Since when it has had an unlifted blocker every day, whatever its status was; null: it has none.",
      args: { at: atArgument(t) },
    },
    { kind: "objects", columns: ["id"], compute: findBlockedSince },
  );
}

/** `Blocker.unliftedSince`. */
export function unliftedSince(t: Fields): Ref {
  return readField(
    t,
    {
      type: UnliftedSince,
      nullable: true,
      description:
        "Since when it has been unlifted every day; null: it is lifted, or not known from this viewpoint.",
      args: { at: atArgument(t) },
    },
    { kind: "objects", columns: ["id", "integrationId"], compute: findUnliftedSince },
  );
}

async function findBlockedSince({ id }: RowObject, { inquiry, turns }: Question): Promise<RowObject | null> {
  const since = await inquiry.findBlockedSince(id, turns(timeLimit));
  return since && { ...since, throughCount: since.blockerIds.length };
}

async function findUnliftedSince(
  { id, integrationId }: RowObject,
  { inquiry, turns }: Question,
): Promise<RowObject | null> {
  const since = await inquiry.findUnliftedSince(id, integrationId, turns(timeLimit));
  return since && { ...since };
}
