import type { Assumptions, HeldAssumptions } from "../../../src/analysis/assumptions/assumptions.ts";
import type { FactsInView, NamedRow } from "../../../src/analysis/projection/facts-in-view.ts";

/** The facts as they would be if what is assumed had really been written, and what is withdrawn never had. */
export function assumeFacts(facts: FactsInView, assumptions: Assumptions): FactsInView {
  return writeFacts(hideFacts(facts, assumptions.withdraw ?? {}), assumptions);
}

/** Whether one fact is named both ways; adoption by all is that of each, withdrawn by all that of anyone. */
export function contradicts(facts: FactsInView, assumptions: Assumptions): boolean {
  const withdraw = assumptions.withdraw ?? {};
  const nameFacts = (held: HeldAssumptions, adopters: (feature: string) => readonly string[]): string[] => [
    ...(held.ship ?? []).map((feature) => `ship ${feature}`),
    ...(held.complete ?? []).map((integration) => `complete ${integration}`),
    ...(held.resolve ?? []).map(({ blocker, work }) => `resolve ${blocker} ${work ?? ""}`),
    ...(held.adopt ?? []).flatMap(({ feature, integration }) =>
      (integration == null ? [...adopters(feature), "everyone"] : [integration]).map(
        (adopter) => `adopt ${adopter} ${feature}`,
      ),
    ),
  ];
  const slugs = facts.integrations.map((row) => row.slug);
  const named = nameFacts(assumptions, (feature) => listNeeding(facts, feature));
  const withdrawn = new Set(nameFacts(withdraw, () => slugs));
  return named.some((name) => withdrawn.has(name));
}

function hideFacts(facts: FactsInView, withdraw: HeldAssumptions): FactsInView {
  const { ship = [], adopt = [], resolve = [], complete = [] } = withdraw;
  const slug = (rows: readonly NamedRow[], id: number): string | undefined =>
    rows.find((row) => row.id === id)?.slug;
  return {
    ...facts,
    featureReleases: facts.featureReleases.filter(
      (row) => row.change !== "ADDED" || !ship?.includes(slug(facts.features, row.featureId) as string),
    ),
    adoptions: facts.adoptions.filter(
      (row) =>
        !adopt?.some(
          (named) =>
            named.feature === slug(facts.features, row.featureId) &&
            (named.integration == null || named.integration === slug(facts.integrations, row.integrationId)),
        ),
    ),
    blockerReports: facts.blockerReports.filter(
      (row) =>
        row.state !== "RESOLVED" ||
        !resolve?.some(
          (named) =>
            named.blocker === slug(facts.blockers, row.blockerId) && (named.work ?? null) === row.work,
        ),
    ),
    statusReports: facts.statusReports.filter(
      (row) =>
        row.status !== "READY" || !complete?.includes(slug(facts.integrations, row.integrationId) as string),
    ),
  };
}

function writeFacts(facts: FactsInView, held: HeldAssumptions): FactsInView {
  const { ship = [], adopt = [], resolve = [], complete = [] } = held;
  const idOf = (rows: readonly NamedRow[], slug: string): number =>
    rows.find((row) => row.slug === slug)?.id as number;
  const said = { observedOn: facts.asOf, sourceRank: -1, source: "", series: "assumed" };
  const adopters = (adopt ?? []).flatMap(({ feature, integration }) =>
    (integration == null ? listNeeding(facts, feature) : [integration]).map((adopter) => ({
      id: 9000,
      integrationId: idOf(facts.integrations, adopter),
      featureId: idOf(facts.features, feature),
    })),
  );
  return {
    ...facts,
    featureReleases: [
      ...facts.featureReleases,
      ...(ship ?? []).map((slug) => ({
        id: 9000,
        featureId: idOf(facts.features, slug),
        releaseId: 9000,
        change: "ADDED" as const,
        releasedOn: facts.asOf,
      })),
    ],
    adoptions: [...facts.adoptions, ...adopters],
    blockerReports: [
      ...facts.blockerReports,
      ...(resolve ?? []).map(({ blocker, work }, index) => ({
        ...said,
        id: 9000 + index,
        blockerId: idOf(facts.blockers, blocker),
        work: work ?? null,
        state: "RESOLVED" as const,
      })),
    ],
    statusReports: [
      ...facts.statusReports,
      ...(complete ?? []).map((slug, index) => ({
        ...said,
        id: 9000 + index,
        integrationId: idOf(facts.integrations, slug),
        status: "READY" as const,
      })),
    ],
  };
}

/** The integrations with a FeatureNeed on a feature in view. */
function listNeeding(facts: FactsInView, feature: string): string[] {
  const featureId = facts.features.find((row) => row.slug === feature)?.id;
  const remedies = facts.needs
    .filter((need) => need.kind === "FEATURE" && need.featureId === featureId)
    .map((need) => facts.remedies.find((remedy) => remedy.id === need.remedyId)?.blockerId);
  const owners = facts.blockers.filter((row) => remedies.includes(row.id)).map((row) => row.integrationId);
  return facts.integrations.filter((row) => owners.includes(row.id)).map((row) => row.slug);
}
