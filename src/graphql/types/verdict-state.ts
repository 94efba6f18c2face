import type { Subject, VerdictAnswer } from "../../feed/verdict/answer.ts";
import { computedObject, firstArgument, property, readField, type TypeRef } from "../fields.ts";
import type { RowObject } from "../read/field-read.ts";
import { readFirst } from "../read/page.ts";
import { BlockingReason } from "./blocking.ts";
import { NamedNode } from "./node.ts";
import { Verdict } from "./readiness.ts";

/** An answer, with those blockings whose nodes are still there. */
export interface VerdictStateRow extends RowObject, VerdictAnswer {
  /** What sort of nodes the blockings are with. */
  readonly type: Subject["type"];
  /** How many there are, also with nodes that are gone. */
  readonly count: number;
}

const VerdictBlocking: TypeRef = computedObject(
  "VerdictBlocking",
  "The other side of a blocking: a feature that blocks, or an integration that is blocked.",
  (t) => ({
    node: readField(
      t,
      { type: NamedNode, description: "The feature or integration." },
      { kind: "references", columns: [], compute: ({ type, id }) => ({ type, id }) },
    ),
    reason: property(t, "reason", { type: BlockingReason, description: "Why the feature blocks." }),
  }),
);

/** The answer about an integration or a feature at one moment. */
export const VerdictState: TypeRef = computedObject(
  "VerdictState",
  "The answer about an integration or a feature at one moment.",
  (t) => ({
    asOf: property(t, "asOf", {
      type: "Date",
      description: "The day of the viewpoint that it is given from.",
    }),
    verdict: property(t, "verdict", {
      type: Verdict,
      nullable: true,
      description: "The verdict on an integration; null: no status holds, or it is about a feature.",
    }),
    blockings: readField(
      t,
      {
        type: [VerdictBlocking],
        description:
          "The features that block the integration, or the integrations that the feature blocks, in an order of their own; without those that are gone by now.",
        args: firstArgument(t, 20),
      },
      {
        kind: "objects",
        columns: [],
        compute: ({ type, blockings }, { args }) =>
          (blockings as VerdictAnswer["blockings"])
            .slice(0, readFirst("VerdictState.blockings", args.first))
            .map((blocking) => ({ ...blocking, type })),
      },
    ),
    blockingCount: property(t, "count", {
      type: "Int",
      description: "How many `blockings` there are in all.",
    }),
  }),
);
