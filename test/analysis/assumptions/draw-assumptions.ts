import { isDeepStrictEqual } from "node:util";
import type { Assumptions, HeldAssumptions } from "../../../src/analysis/assumptions/assumptions.ts";
import type { FactsInView, NamedRow } from "../../../src/analysis/projection/facts-in-view.ts";
import type { Dice } from "../dice.ts";

/**
 * Draws assumptions about what is in view: most hold what some need asks for, or withdraw what some fact says.
 * Few name one fact both ways.
 */
export function drawAssumptions(dice: Dice, facts: FactsInView): Assumptions {
  const [wanted, said] = [listWanted(facts), listSaid(facts)];
  const granted: Candidates = {
    ship: said.ship.filter((feature) => wanted.ship.includes(feature)),
    adopt: said.adopt.filter((pair) => wanted.adopt.some((each) => isDeepStrictEqual(each, pair))),
    resolve: said.resolve,
    complete: said.complete.filter((integration) => wanted.complete.includes(integration)),
  };
  return {
    ...(dice.chance(60) && drawHeld(dice, facts, wanted)),
    ...(dice.chance(60) && { withdraw: drawHeld(dice, facts, dice.chance(70) ? granted : said) }),
  };
}

/** What might be held, by slug. */
interface Candidates {
  readonly ship: readonly string[];
  readonly adopt: readonly { readonly feature: string; readonly integration: string }[];
  readonly resolve: readonly { readonly blocker: string; readonly work?: string }[];
  readonly complete: readonly string[];
}

function drawHeld(dice: Dice, { features, integrations, blockers }: FactsInView, likely: Candidates) {
  const most = dice.pick([1, 1, 2]);
  const draw = <T>(candidates: readonly T[], any: () => T): T[] => {
    if (dice.chance(40)) return [];
    return candidates.length > 0 && dice.chance(80) ? dice.some(candidates, 1, most) : [any()];
  };
  const feature = () => dice.pick(features).slug;
  const integration = () => dice.pick(integrations).slug;
  const adopt = draw(likely.adopt, () => ({ feature: feature(), integration: integration() }));
  return {
    ship: draw(likely.ship, feature),
    adopt: adopt.map((pair) => (dice.chance(30) ? { feature: pair.feature } : pair)),
    resolve: blockers.length === 0 ? [] : draw(likely.resolve, () => ({ blocker: dice.pick(blockers).slug })),
    complete: draw(likely.complete, integration),
  } satisfies HeldAssumptions;
}

/** What needs of blockers in view ask for. */
function listWanted(facts: FactsInView): Candidates {
  const needs = facts.needs.flatMap((need) => {
    const remedy = facts.remedies.find(({ id }) => id === need.remedyId);
    const blocker = facts.blockers.find(({ id }) => id === remedy?.blockerId);
    return blocker === undefined ? [] : [{ ...need, blocker }];
  });
  const adopt = needs.flatMap((need) => {
    if (need.kind !== "FEATURE") return [];
    const integration = slugOf(facts.integrations, need.blocker.integrationId);
    return [{ feature: slugOf(facts.features, need.featureId), integration }];
  });
  return {
    ship: adopt.map(({ feature }) => feature),
    adopt,
    resolve: needs.flatMap((need) =>
      need.kind === "WORK" ? [{ blocker: need.blocker.slug, work: need.work }] : [],
    ),
    complete: needs.flatMap((need) =>
      need.kind === "INTEGRATION" ? [slugOf(facts.integrations, need.integrationId)] : [],
    ),
  };
}

/** What facts in view say. */
function listSaid(facts: FactsInView): Candidates {
  const isOwn = (rows: readonly NamedRow[], id: number) => rows.some((row) => row.id === id);
  return {
    ship: facts.featureReleases
      .filter(({ featureId }) => isOwn(facts.features, featureId))
      .map(({ featureId }) => slugOf(facts.features, featureId)),
    adopt: facts.adoptions
      .filter(({ featureId }) => isOwn(facts.features, featureId))
      .map(({ featureId, integrationId }) => ({
        feature: slugOf(facts.features, featureId),
        integration: slugOf(facts.integrations, integrationId),
      })),
    resolve: facts.blockerReports
      .filter(({ blockerId, state }) => state === "RESOLVED" && isOwn(facts.blockers, blockerId))
      .map(({ blockerId, work }) => ({
        blocker: slugOf(facts.blockers, blockerId),
        ...(work !== null && { work }),
      })),
    complete: facts.statusReports
      .filter(({ integrationId, status }) => status === "READY" && isOwn(facts.integrations, integrationId))
      .map(({ integrationId }) => slugOf(facts.integrations, integrationId)),
  };
}

function slugOf(rows: readonly NamedRow[], id: number): string {
  const slug = rows.find((row) => row.id === id)?.slug;
  if (slug === undefined) throw new RangeError(`${id} is not in the graph`);
  return slug;
}
