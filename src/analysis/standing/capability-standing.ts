import type { CapabilityReportRow, CapabilityState } from "../projection/facts-in-view.ts";
import type { Latest } from "./latest.ts";
import type { Present } from "./present.ts";

/** How one capability of an integration stands. */
export interface CapabilityStanding {
  readonly capabilityId: number;
  readonly slug: string;
  readonly name: string;
  /** Null: only blockers of it are in view, no report. */
  readonly state: CapabilityState | null;
  readonly latest: Latest<CapabilityReportRow> | null;
}

/** The capabilities of the integration at an index that have a report or a blocker in view, by database id. */
export function listCapabilityStandings(present: Present, integration: number): CapabilityStanding[] {
  const { capabilities, capabilityNames, capabilitiesOfIntegration, blockersOfCapability } =
    present.projection;
  const latestOf = present.standing.capability;
  return Array.from(capabilitiesOfIntegration.of(integration))
    .filter((capability) => latestOf[capability] != null || blockersOfCapability.count(capability) > 0)
    .map((capability) => ({
      capabilityId: capabilities.idOf(capability),
      slug: capabilities.slugOf(capability),
      name: capabilityNames.get(capabilities.idOf(capability)) ?? capabilities.slugOf(capability),
      state: latestOf[capability]?.report.state ?? null,
      latest: latestOf[capability] ?? null,
    }))
    .sort((a, b) => a.capabilityId - b.capabilityId);
}
