import type { Adjacency } from "../algorithms/adjacency.ts";
import { at } from "../algorithms/at.ts";
import { NeedKind } from "../projection/projected-needs.ts";
import { findLatestOfEach } from "../standing/latest.ts";
import { BlockerCode, findStatusReport } from "../standing/standing.ts";
import type { View } from "../standing/view.ts";
import { DayQueue } from "./day-queue.ts";
import { findUsableSince } from "./usable-since.ts";

/** Since when what holds has held, by index, as `YYYY-MM-DD`; null: it does not hold. */
export interface HeldSince {
  readonly blocker: readonly (string | null)[];
  readonly remedy: readonly (string | null)[];
}

/**
 * The first day from which, by the facts in view, each lifted blocker was lifted and each remedy held.
 *
 * A feature is usable since the last of the releases that it and what it requires stand on; its need held since
 * then or since it was adopted. A work is done, a blocker resolved and an integration READY since the report
 * that says so now. A remedy holds since the last of its needs, and not before it was on record; a blocker is
 * lifted since the first of its remedies. Facts that ended before the viewpoint are not in view, so what held
 * once and came back counts from when it came back.
 *
 * In the order of days, so that each is settled once (Knuth, "A generalization of Dijkstra's algorithm", 1977).
 *
 * @param heldFrom the first day each adoption and remedy in view holds, by fact id
 */
export function findHeldSince(view: View, heldFrom: ReadonlyMap<number, string>): HeldSince {
  const { projection, standing, holds } = view.present;
  const { needs, blockers, remedies, remedyBlocker, blockerCapability } = projection;
  const blocker: (string | null)[] = new Array(blockers.size).fill(null);
  const remedy: (string | null)[] = new Array(remedies.size).fill(null);
  const latest = Array.from(remedyBlocker, (_, index) => heldFrom.get(remedies.idOf(index)) ?? "");
  const unmet = Array.from(remedyBlocker, (_, index) => needs.ofRemedy.count(index));
  const unlifted = countEach(projection.blockersOfCapability, projection.capabilities.size);
  const due = new DayQueue();
  const settle = (need: number, day: string | null): void => {
    if (holds[need] !== 1 || day === null) return;
    const index = at(needs.remedy, need);
    if (day > (latest[index] as string)) latest[index] = day;
    unmet[index] = at(unmet, index) - 1;
    if (unmet[index] !== 0) return;
    remedy[index] = latest[index] as string;
    const owner = at(remedyBlocker, index);
    if (standing.blocker[owner] === BlockerCode.OPEN) due.add(owner, remedy[index] as string);
  };
  const readySince = (need: number): string | null =>
    findStatusReport(view.present, at(needs.target, need))?.report.observedOn ?? null;

  const given = findGivenDays(view, heldFrom);
  given.resolved.forEach((day, index) => {
    if (standing.blocker[index] === BlockerCode.RESOLVED && day !== null) due.add(index, day);
  });
  for (let need = 0; need < needs.size; need++) {
    const capability = at(needs.capability, need);
    if (needs.kind[need] === NeedKind.FEATURE) settle(need, given.featureNeed(need));
    if (needs.kind[need] === NeedKind.WORK) settle(need, given.worksDone[at(needs.target, need)] ?? null);
    if (needs.kind[need] !== NeedKind.INTEGRATION) continue;
    if (capability < 0 || unlifted[capability] === 0) settle(need, readySince(need));
  }
  for (const { index: lifted, day } of due.take()) {
    if (blocker[lifted] !== null) continue;
    blocker[lifted] = day;
    needs.onBlocker.forEach(lifted, (need) => settle(need, day));
    const capability = at(blockerCapability, lifted);
    if (capability < 0) continue;
    unlifted[capability] = at(unlifted, capability) - 1;
    if (unlifted[capability] !== 0) continue;
    needs.onCapability.forEach(capability, (need) => settle(need, laterDay(day, readySince(need))));
  }
  return { blocker, remedy };
}

interface GivenDays {
  /** Per blocker the day of the report that says how it stands. */
  readonly resolved: readonly (string | null)[];
  /** Per work the same. */
  readonly worksDone: readonly (string | null)[];
  featureNeed(need: number): string | null;
}

function findGivenDays({ facts, present }: View, heldFrom: ReadonlyMap<number, string>): GivenDays {
  const { blockers, works, features, integrations, needs, blockerIntegration } = present.projection;
  const adopted = new Map<number, string>();
  for (const { id, integrationId, featureId } of facts.adoptions) {
    const pair = integrations.indexOf(integrationId) * features.size + features.indexOf(featureId);
    const [known, day] = [adopted.get(pair), heldFrom.get(id) ?? ""];
    if (known === undefined || day < known) adopted.set(pair, day);
  }
  const usableSince = findUsableSince({ facts, present });
  const days = (ofWorks: boolean, size: number, indexOf: (id: number, work: string) => number) =>
    findLatestOfEach(
      facts.blockerReports.filter((report) => (report.work !== null) === ofWorks),
      size,
      (report) => indexOf(blockers.indexOf(report.blockerId), report.work ?? ""),
      (report) => report.state,
    ).map((latest) => latest?.report.observedOn ?? null);
  return {
    resolved: days(false, blockers.size, (blocker) => blocker),
    worksDone: days(true, works.size, (blocker, work) => works.indexOf(blocker, work)),
    featureNeed: (need) => {
      const feature = at(needs.target, need);
      const integration = at(blockerIntegration, at(needs.blocker, need));
      const day = adopted.get(integration * features.size + feature);
      return day === undefined ? null : laterDay(day, usableSince[feature] ?? null);
    },
  };
}

/** Null if either is. */
function laterDay(day: string, other: string | null): string | null {
  return other === null ? null : day > other ? day : other;
}

function countEach(lists: Adjacency, size: number): Int32Array {
  return Int32Array.from({ length: size }, (_, index) => lists.count(index));
}
