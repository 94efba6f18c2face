import type { AnyRecord, NounName } from "../../../domain/noun.ts";
import { releaseSlug } from "../../../domain/release.ts";
import { located } from "../problems.ts";
import { checkRecord, readRecord } from "../read-record.ts";
import { recordFields } from "../record-input.ts";
import { refuseStepBack } from "../step-back.ts";
import type { Verb } from "../verb.ts";
import { createRecord, writeNewSources } from "../write-record.ts";

/** What making a record of each noun is called. A blocker is opened, which is more than making one. */
const names: Readonly<Record<Exclude<NounName, "blocker">, readonly [name: string, description: string]>> = {
  contributor: ["createContributor", "Adds a person."],
  source: ["createSource", "Adds a source, for facts to cite."],
  integration: ["createIntegration", "Adds software that integrates CRIU, or might."],
  release: [
    "createRelease",
    "Adds a version of CRIU or of an integration; named `<product>-<version>` unless said otherwise.",
  ],
  feature: ["createFeature", "Adds what CRIU, or the kernel under it, offers an integrator."],
  capability: ["createCapability", "Adds a thing that an integration can or cannot do with CRIU."],
  "status-report": [
    "reportStatus",
    "Says which status an integration had on a day. A step back, such as from READY to STALLED, needs a note.",
  ],
  "capability-report": ["reportCapability", "Says how well a capability of an integration worked on a day."],
  "feature-release": ["recordFeatureRelease", "Says that a release added a feature, or took it out."],
  requirement: ["createRequirement", "Says that a feature is of no use without another one."],
  adoption: ["adopt", "Says that an integration uses a feature."],
  dependency: ["createDependency", "Says how one integration stands to another."],
  remedy: ["createRemedy", "Says of one more way that it would lift a blocker."],
  "blocker-report": ["reportBlocker", "Says how a blocker, or one work of it, stood on a day."],
  "blocker-review": [
    "reviewBlockers",
    "Says that somebody listed, on a day, what stands in the way of an integration; it may be nothing.",
  ],
  contribution: ["createContribution", "Says what a person did, proposed or promised."],
};

/** One verb for each noun: it makes a record that must be new. */
export const createVerbs: readonly Verb[] = Object.entries(names).map(([key, [name, description]]) => {
  const noun = key as NounName;
  return {
    name,
    description,
    fields: (t) => recordFields(t, noun, { isNew: true }),
    result: noun,
    read: (input, problems) => {
      const { fields, newSources } = readRecord(noun, input, problems);
      const record = withOwnSlug(noun, fields);
      checkRecord(noun, record, problems);
      return async (change) => {
        await writeNewSources(change, newSources);
        const subject = await createRecord(change, noun, record, problems.path);
        await located(problems.path, () => refuseStepBack(change, subject));
        return [subject];
      };
    },
  };
});

/** A release that is given no slug has that of its product and version. */
function withOwnSlug(noun: NounName, fields: AnyRecord): AnyRecord {
  if (noun !== "release" || fields.slug !== undefined) return fields;
  return {
    ...fields,
    slug: releaseSlug({ product: String(fields.product), version: String(fields.version) }),
  };
}
