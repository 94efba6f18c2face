import fc from "fast-check";
import { expect, test } from "vitest";
import { type Analysis, analyse } from "../../../src/analysis/analysis.ts";
import { AssumptionError } from "../../../src/analysis/assumptions/assumption-error.ts";
import type { FactsInView } from "../../../src/analysis/projection/facts-in-view.ts";
import { runs } from "../property-runs.ts";
import { arbitraryAssumed } from "./arbitrary-assumptions.ts";
import { assumeFacts, contradicts } from "./assumed-facts.ts";
import { expectWhatIf } from "./what-if-oracle.ts";

test("what holds under assumptions is what would hold if they had been written", () => {
  fc.assert(
    fc.property(arbitraryAssumed, ({ facts, assumptions }) => {
      const analysis = analyse(facts);
      const before = readAll(facts, analysis);
      if (contradicts(facts, assumptions)) {
        expect(() => analysis.assuming(assumptions)).toThrow(AssumptionError);
      } else {
        const written = analyse(assumeFacts(facts, assumptions));
        expect(readAll(facts, analysis.assuming(assumptions))).toEqual(readAll(facts, written));
      }
      expect(readAll(facts, analysis)).toEqual(before);
    }),
    runs,
  );
});

test("what-if compares what was with what would be, had it been written", () => {
  fc.assert(
    fc.property(arbitraryAssumed, fc.boolean(), ({ facts, assumptions }, includeEnded) => {
      fc.pre(!contradicts(facts, assumptions));
      const found = analyse(facts).whatIf(assumptions, { includeEnded });
      expect(found).toEqual(expectWhatIf(facts, assumptions, includeEnded));
    }),
    runs,
  );
});

test("the facts a withdrawal hides are those without which all else holds", () => {
  fc.assert(
    fc.property(arbitraryAssumed, ({ facts, assumptions }) => {
      const withdraw = assumptions.withdraw ?? {};
      const { withdrawn } = analyse(facts).assuming({ withdraw });
      const left = assumeFacts(facts, { withdraw });
      for (const kind of ["featureReleases", "adoptions", "blockerReports", "statusReports"] as const) {
        const remaining = new Set<unknown>(left[kind]);
        expect(withdrawn[kind]).toEqual(
          facts[kind].filter((row) => !remaining.has(row)).map((row) => row.id),
        );
      }
    }),
    runs,
  );
});

function readAll(facts: FactsInView, analysis: Analysis): unknown {
  return {
    statuses: facts.integrations.map(({ id }) => analysis.statusOf(id)),
    verdicts: facts.integrations.map(({ id }) => analysis.verdictOf(id)),
    summaries: facts.integrations.map(({ id }) => analysis.summaryOf(id)),
    availabilities: facts.features.map(({ id }) => analysis.availabilityOf(id)),
    usable: facts.features.map(({ id }) => analysis.isUsable(id)),
    adopted: facts.integrations.map((i) => facts.features.map((f) => analysis.isAdopted(i.id, f.id))),
    states: facts.blockers.map(({ id }) => analysis.blockerState(id)),
    lifted: facts.blockers.map(({ id }) => analysis.isLifted(id)),
    needs: facts.needs.map((need) => analysis.needHolds(need)),
    blocking: facts.integrations.map(({ id }) =>
      analysis.blockingFeatures(id).map(({ featureId, depth, reason, necessity }) => ({
        featureId,
        depth,
        reason,
        necessity,
      })),
    ),
  };
}
