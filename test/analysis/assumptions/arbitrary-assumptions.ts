import fc from "fast-check";
import type { Assumptions, HeldAssumptions } from "../../../src/analysis/assumptions/assumptions.ts";
import type { FactsInView, NamedRow } from "../../../src/analysis/projection/facts-in-view.ts";
import { arbitraryFacts } from "../arbitrary-facts.ts";

/** Small graphs of every shape, and assumptions about what is in them; some name one fact both ways. */
export const arbitraryAssumed: fc.Arbitrary<{ facts: FactsInView; assumptions: Assumptions }> =
  arbitraryFacts.chain((facts) => {
    const held = arbitraryHeld(facts);
    const assumptions = fc.tuple(held, fc.option(held)).map(([all, withdraw]) => ({ ...all, withdraw }));
    return fc.record({ facts: fc.constant(facts), assumptions });
  });

function arbitraryHeld(facts: FactsInView): fc.Arbitrary<HeldAssumptions> {
  const feature = slugOf(facts.features);
  const integration = slugOf(facts.integrations);
  const resolvable = listWorks(facts).concat(facts.blockers.map(({ slug }) => ({ blocker: slug })));
  return fc.record({
    ship: fc.array(feature, { maxLength: 2 }),
    adopt: fc.array(fc.record({ feature, integration: fc.option(integration) }), { maxLength: 2 }),
    resolve:
      resolvable.length === 0 ? fc.constant([]) : fc.array(fc.constantFrom(...resolvable), { maxLength: 2 }),
    complete: fc.array(integration, { maxLength: 1 }),
  });
}

function slugOf(rows: readonly NamedRow[]): fc.Arbitrary<string> {
  return fc.constantFrom(...rows.map((row) => row.slug));
}

/** The works that a need or a report in view names. */
function listWorks(facts: FactsInView): { blocker: string; work?: string }[] {
  const blockerOf = new Map(facts.remedies.map((remedy) => [remedy.id, remedy.blockerId]));
  const named = [
    ...facts.needs.map((need) => ({
      blockerId: blockerOf.get(need.remedyId),
      work: need.kind === "WORK" ? need.work : null,
    })),
    ...facts.blockerReports,
  ];
  return named.flatMap(({ blockerId, work }) => {
    const blocker = facts.blockers.find((row) => row.id === blockerId);
    return blocker === undefined || work === null ? [] : [{ blocker: blocker.slug, work }];
  });
}
