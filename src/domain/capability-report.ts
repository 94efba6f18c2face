import { sql } from "drizzle-orm";
import { z } from "zod";
import { capabilityReports, capabilityState } from "../../schema/tables/capability-report.ts";
import { keyed } from "./explain-issue.ts";
import { factShape, ownSlug } from "./fact.ts";
import { type Noun, reference, stored } from "./noun.ts";
import { day, slug } from "./value.ts";

/** What is said of a capability on a day. */
export const capabilityReportShape = {
  date: day.meta({ description: "The day it was so, not the day we learnt it." }),
  state: z.enum(capabilityState.enumValues).meta({ description: "How well it works." }),
  ...factShape,
};

const schema = keyed({ ...ownSlug, integration: slug, capability: slug, ...capabilityReportShape });
export type CapabilityReportRecord = z.output<typeof schema>;

/** On its day a source said how well a capability of an integration works. */
export const capabilityReport: Noun<CapabilityReportRecord> = {
  name: "capability-report",
  schema,
  table: capabilityReports,
  fact: {
    kind: "CAPABILITY_REPORT",
    datedBy: "date",
    slugParts: (record, firstSource) => [record.integration, record.capability, record.date, firstSource],
  },
  fields: {
    integration: {
      refersTo: "integration",
      read: sql`(select integrations.first_slug from capabilities join integrations on integrations.id = capabilities.integration_id
        where capabilities.id = ${capabilityReports.capabilityId})`,
    },
    capability: reference("capability", capabilityReports.capabilityId, "integration"),
    state: stored(capabilityReports.state),
  },
};
