import { builder } from "../builder.ts";
import { computedObject, property, readField } from "../fields.ts";
import type { Question, RowObject } from "../read/field-read.ts";
import { Reliance } from "./reliance.ts";

export const Verdict = builder.enumType("Verdict", {
  description: "What stands between an integration and ready, in a word: the first of these that applies.",
  values: {
    ENDED: { description: "Support was removed, or the software was discontinued." },
    READY: { description: "It works with CRIU and nothing recorded is in the way." },
    READY_WITH_GAPS: {
      description: "It works with CRIU, but an unlifted blocker keeps something from working.",
    },
    BLOCKED: { description: "An unlifted blocker stands in the way." },
    CLEAR: {
      description: "Not ready, but what was recorded in its way is lifted or nothing: someone can go ahead.",
    },
    UNEXPLAINED: { description: "Not ready, and nobody has recorded what stands in the way." },
  },
});

/** How ready an integration is. */
export const Readiness = computedObject(
  "Readiness",
  "Whether CRIU works with an integration, from one viewpoint.",
  (t) => ({
    verdict: property(t, "verdict", {
      type: Verdict,
      nullable: true,
      description: "In a word; null: no status holds from this viewpoint.",
    }),
    reliesOn: readField(
      t,
      {
        type: Reliance,
        description: "What the verdict relies on: the sources whose withdrawal would change it.",
      },
      { kind: "objects", columns: [], compute: (readiness) => readiness.rely() },
    ),
    summary: property(t, "summary", {
      type: "String",
      description: "The verdict and what it rests on, in a sentence.",
    }),
  }),
);

/** Milliseconds, for all rows of a field together. */
const timeLimit = 500;

/** How ready an integration is; what that relies on is worked out when it is asked for. */
export function readinessOf(integrationId: number, question: Question): RowObject {
  const { analysis, turns } = question;
  return {
    verdict: analysis.verdictOf(integrationId),
    summary: analysis.summaryOf(integrationId),
    rely: async () => {
      const reliance = await question.inquiry.findReliance(integrationId, turns(timeLimit));
      return { ...reliance, sourceCount: reliance.sourceIds.length };
    },
  };
}
