import { remedy } from "../../../domain/remedy.ts";
import { writeRecords } from "../../../domain/write-records.ts";
import { builder } from "../../builder.ts";
import { located } from "../problems.ts";
import { checkRecord, type Input, readRecord } from "../read-record.ts";
import { type InputFields, recordFields } from "../record-input.ts";
import type { Verb } from "../verb.ts";
import { createRecord, writeNewSources } from "../write-record.ts";

const RemedyOfBlocker = builder.inputType("RemedyOfBlocker", {
  description: "One way to lift a blocker that is opened with it.",
  fields: (t: InputFields) => {
    const { sources: _, ...fields } = recordFields(t, "remedy", {
      isNew: true,
      without: ["blocker"],
    });
    return {
      ...fields,
      sources: t.field({
        type: ["CitationInput"],
        required: false,
        description: "Who says that this would lift it, at most 100; those of the blocker when absent.",
      }),
    };
  },
} as never);

/** Most ways to lift one blocker. */
const mostRemedies = remedy.limit?.most ?? 0;

/** Makes a blocker, with the ways to lift it. */
export const openBlocker: Verb = {
  name: "openBlocker",
  description:
    "Says what stands in the way of an integration, or of a capability of it, and what would lift it.",
  fields: (t) => ({
    ...recordFields(t, "blocker", { isNew: true }),
    remedies: t.field({
      type: [RemedyOfBlocker],
      required: false,
      description: `The ways to lift it, at most ${mostRemedies}: any of them is enough.`,
    }),
  }),
  result: "blocker",
  read: (input, problems) => {
    const { fields: blocker, newSources } = readRecord("blocker", input, problems);
    checkRecord("blocker", blocker, problems);
    const own = (blocker.sources ?? []) as readonly unknown[];
    const given = (input.remedies ?? []) as Input[];
    if (given.length > mostRemedies) {
      problems.add(["remedies"], `has ${given.length} remedies; expected at most ${mostRemedies}`);
      problems.refuseAny();
    }
    const remedies = given.map((each, index) => {
      const below = problems.below("remedies", index);
      const read = readRecord("remedy", each, below);
      const record = { sources: own, ...read.fields, blocker: blocker.slug };
      checkRecord("remedy", record, below);
      return { record, newSources: read.newSources };
    });
    const allSources = [...newSources, ...remedies.flatMap((each) => each.newSources)];
    return async (change) => {
      await writeNewSources(change, allSources);
      const subject = await createRecord(change, "blocker", blocker, problems.path);
      const records = remedies.map(({ record }) => record);
      await located(
        [...problems.path, "remedies"],
        () => writeRecords(change, remedy, records, { only: "create" }),
        (path) => path,
      );
      return [subject];
    };
  },
};
