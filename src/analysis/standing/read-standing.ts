import { integrationStatuses } from "../projection/facts-in-view.ts";
import type { Projection, ProjectionUpdate } from "../projection/projection.ts";
import type { Replaced } from "../projection/replace-rows.ts";
import type { Rows } from "../projection/rows.ts";
import { type Move, moveValues } from "../projection/splice.ts";
import { RecordedAdoptions } from "./adoptions.ts";
import { readAvailability } from "./availability.ts";
import {
  findWordOn,
  stateOfBlocker,
  stateOfCapability,
  stateOfWork,
  statusOfIntegration,
} from "./report-subject.ts";
import { BlockerCode, isEnd, noAssumedReports, type Standing } from "./standing.ts";

/** Reads how everything stands from the facts of a projection. */
export function readStanding(projection: Projection): Standing {
  const { tables, integrations, capabilities, blockers, works, features } = projection;
  const values = {
    status: new Uint8Array(integrations.size),
    ready: new Uint8Array(integrations.size),
    ended: new Uint8Array(integrations.size),
    capability: new Uint8Array(capabilities.size),
    blocker: new Uint8Array(blockers.size),
    workDone: new Uint8Array(works.size),
    available: new Uint8Array(features.size),
  };
  return readSubjects(projection, values, {
    integrations: distinct(tables.statusReports.subject),
    capabilities: distinct(tables.capabilityReports.subject),
    blockers: distinct(tables.blockerReports.subject),
    works: tables.blockerReports.work.filter((work) => work >= 0),
    features: distinct(tables.featureReleases.feature),
  });
}

/** Reads again how those stand whose facts changed; the standing before, which assumes nothing, is left as it is. */
export function updateStanding(
  before: Standing,
  previous: Projection,
  { projection, changes }: ProjectionUpdate,
): Standing {
  const { integrations, capabilities, blockers, works, features, tables } = projection;
  const values = {
    status: moveValues(before.status, changes.integrations.move, integrations.size),
    ready: moveValues(before.ready, changes.integrations.move, integrations.size),
    ended: moveValues(before.ended, changes.integrations.move, integrations.size),
    capability: moveValues(before.capability, changes.capabilities.move, capabilities.size),
    blocker: moveValues(before.blocker, changes.blockers.move, blockers.size),
    workDone: moveValues(before.workDone, changes.works.move, works.size),
    available: moveValues(before.available, changes.features.move, features.size),
  };
  // What a source is like decides between reports, so that a source that changed touches the reports that cite it.
  const sources = new Set(Array.from(changes.sources.added, (source) => projection.sources.idOf(source)));
  const reported = (name: ReportTable, subjects: Move): Set<number> => {
    const { subject, source } = tables[name];
    const owners = listOwners(changes[name], previous.tables[name].subject, subject, subjects);
    if (sources.size === 0) return owners;
    return new Set([...owners, ...subject.filter((_, report) => sources.has(source[report] as number))]);
  };
  const blockersReported = reported("blockerReports", changes.blockers.move);
  return readSubjects(projection, values, {
    integrations: reported("statusReports", changes.integrations.move),
    capabilities: reported("capabilityReports", changes.capabilities.move),
    blockers: blockersReported,
    works: Array.from(blockersReported).flatMap((blocker) => works.listOf(blocker)),
    features: listOwners(
      changes.featureReleases,
      previous.tables.featureReleases.feature,
      tables.featureReleases.feature,
      changes.features.move,
    ),
  });
}

/** What is read of each subject, by index. */
type StandingValues = Omit<Standing, "adoptions" | "assumed">;

/** Reads what is on record of some subjects into values that are not in use yet. */
function readSubjects(
  projection: Projection,
  values: StandingValues,
  subjects: Readonly<
    Record<"integrations" | "capabilities" | "blockers" | "works" | "features", Iterable<number>>
  >,
): Standing {
  for (const integration of subjects.integrations) {
    const word = findWordOn(projection, statusOfIntegration, integration);
    const status = integrationStatuses[word - 1];
    values.status[integration] = word;
    values.ready[integration] = status === "READY" ? 1 : 0;
    values.ended[integration] = isEnd(status) ? 1 : 0;
  }
  for (const capability of subjects.capabilities) {
    values.capability[capability] = findWordOn(projection, stateOfCapability, capability);
  }
  for (const blocker of subjects.blockers) {
    const word = findWordOn(projection, stateOfBlocker, blocker);
    values.blocker[blocker] = word === 0 ? BlockerCode.OPEN : word - 1;
  }
  for (const work of subjects.works) {
    const isDone = findWordOn(projection, stateOfWork, work) - 1 === BlockerCode.RESOLVED;
    values.workDone[work] = isDone ? 1 : 0;
  }
  for (const feature of subjects.features) {
    values.available[feature] = readAvailability(projection, feature).state === "AVAILABLE" ? 1 : 0;
  }
  return { ...values, adoptions: new RecordedAdoptions(projection), assumed: noAssumedReports };
}

type ReportTable = "statusReports" | "capabilityReports" | "blockerReports";

/** What rows that changed belong to, by index: what they belonged to before, and what they do now. */
export function listOwners(
  { taken, added }: Replaced<Rows>,
  before: Int32Array,
  after: Int32Array,
  owners: Move,
): Set<number> {
  const found = new Set<number>();
  for (const row of added) found.add(after[row] as number);
  for (const row of taken) {
    const owner = before[row] as number;
    const now = owner < 0 || owners === null ? owner : (owners[owner] as number);
    if (now >= 0) found.add(now);
  }
  return found;
}

/** Numbers that ascend, each once. */
function distinct(numbers: Int32Array): Int32Array {
  return numbers.filter((number, row) => row === 0 || number !== numbers[row - 1]);
}
