import {
  type CapabilityReportRow,
  type CapabilityState,
  capabilityStates,
} from "../projection/facts-in-view.ts";
import type { Latest } from "./latest.ts";
import type { Present } from "./present.ts";
import { findLatestOn, stateOfCapability } from "./report-subject.ts";

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
export function listCapabilityStandings(
  { projection, standing }: Present,
  integration: number,
): CapabilityStanding[] {
  const { tables, capabilities, capabilitiesOfIntegration, blockersOfCapability } = projection;
  const codes = standing.capability;
  return Array.from(capabilitiesOfIntegration.of(integration))
    .filter((capability) => codes[capability] !== 0 || blockersOfCapability.count(capability) > 0)
    .map((capability) => ({
      capabilityId: capabilities.idOf(capability),
      slug: capabilities.slugOf(capability),
      name: tables.capabilities.name.at(capability),
      state: capabilityStates[(codes[capability] as number) - 1] ?? null,
      latest: findLatestOn(projection, stateOfCapability, capability),
    }))
    .sort((a, b) => a.capabilityId - b.capabilityId);
}
