import fc from "fast-check";
import { expect, test } from "vitest";
import type { FactsInView, NeedRow } from "../../../src/analysis/projection/facts-in-view.ts";
import { findHeldSince } from "../../../src/analysis/since/held-since.ts";
import { findLatest } from "../../../src/analysis/standing/latest.ts";
import { viewFacts } from "../../../src/analysis/standing/view.ts";
import { arbitraryFacts } from "../arbitrary-facts.ts";
import { Oracle } from "../oracle.ts";
import { runs } from "../property-runs.ts";

const never = "9999-12-31";
const day = fc.constantFrom("2016-01-01", "2016-01-02", "2016-01-03");

test("on any small graph what holds has held since the first day that its parts allow", () => {
  const days = fc.array(day, { minLength: 20, maxLength: 20 });
  fc.assert(
    fc.property(arbitraryFacts, days, (facts, drawn) => {
      const heldFrom = new Map(
        [...facts.remedies, ...facts.adoptions].map(({ id }, i) => [id, drawn[i % 20] as string]),
      );
      const view = viewFacts(facts);
      const { blockers, remedies } = view.present.projection;
      const found = findHeldSince(view, heldFrom);
      const expected = tryUntilStable(facts, heldFrom);
      for (const { id } of facts.blockers) {
        const since = expected.blockers.get(id) ?? never;
        expect(found.blocker[blockers.indexOf(id)] ?? never).toBe(since);
        expect(since !== never).toBe(new Oracle(facts).lifted.has(id));
      }
      for (const { id } of facts.remedies) {
        const index = remedies.indexOf(id);
        if (index >= 0) expect(found.remedy[index] ?? never).toBe(expected.remedies.get(id));
      }
    }),
    runs,
  );
});

/** From "never" down, day by day, until no day gets earlier: the words of the docstring, tried again and again. */
function tryUntilStable(facts: FactsInView, heldFrom: ReadonlyMap<number, string>) {
  const oracle = new Oracle(facts);
  const blockers = new Map<number, string>();
  const remedies = new Map<number, string>();
  const wordDay = (id: number, work: string | null): string => {
    const reports = facts.blockerReports.filter((row) => row.blockerId === id && row.work === work);
    return findLatest(reports, (row) => row.state)?.report.observedOn ?? never;
  };
  const usable = (feature: number, seen: number[] = []): string => {
    if (!oracle.isUsable(feature) || seen.includes(feature)) return never;
    const rows = facts.featureReleases.filter((row) => row.featureId === feature);
    const removed = last(rows.filter((row) => row.change === "REMOVED").map((row) => row.releasedOn));
    const added = rows.filter((row) => row.change === "ADDED" && row.releasedOn >= removed);
    const required = facts.requirements.filter((row) => row.featureId === feature);
    return last([
      first(added.map((row) => row.releasedOn)),
      ...required.map((row) => usable(row.requiredFeatureId, [...seen, feature])),
    ]);
  };
  const need = (row: NeedRow, owner: FactsInView["blockers"][number]): string => {
    if (!oracle.needHolds(row)) return never;
    switch (row.kind) {
      case "WORK":
        return wordDay(owner.id, row.work);
      case "BLOCKER":
        return blockers.get(row.blockerId) ?? never;
      case "FEATURE": {
        const adopted = facts.adoptions.filter(
          (each) => each.integrationId === owner.integrationId && each.featureId === row.featureId,
        );
        return last([usable(row.featureId), first(adopted.map(({ id }) => heldFrom.get(id) as string))]);
      }
      case "INTEGRATION": {
        const reports = facts.statusReports.filter((each) => each.integrationId === row.integrationId);
        const ready = findLatest(reports, (each) => each.status)?.report.observedOn ?? never;
        const named = facts.blockers.filter((each) => each.capabilityId === row.capabilityId);
        const freed = row.capabilityId === null ? [] : named.map(({ id }) => blockers.get(id) ?? never);
        return last([ready, ...freed]);
      }
    }
  };
  for (let round = 0; round <= facts.blockers.length + 1; round++) {
    for (const { id, blockerId } of facts.remedies) {
      const owner = facts.blockers.find((row) => row.id === blockerId);
      if (owner === undefined) continue;
      const needs = facts.needs.filter((row) => row.remedyId === id).map((row) => need(row, owner));
      remedies.set(id, needs.length === 0 ? never : last([heldFrom.get(id) as string, ...needs]));
    }
    for (const { id } of facts.blockers) {
      const state = oracle.blockerState(id);
      const own = facts.remedies.filter((row) => row.blockerId === id);
      if (state === "RESOLVED") blockers.set(id, wordDay(id, null));
      if (state === "OPEN") blockers.set(id, first(own.map((row) => remedies.get(row.id) ?? never)));
    }
  }
  return { blockers, remedies };
}

function first(days: readonly string[]): string {
  return days.reduce((least, each) => (each < least ? each : least), never);
}

function last(days: readonly string[]): string {
  return days.reduce((most, each) => (each > most ? each : most), "");
}
