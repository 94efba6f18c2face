import type { Claim } from "./claim.ts";
import type { RawFact, RawFacts, RawSource } from "./raw-facts.ts";
import type { At } from "./read-claims.ts";

/** Facts by which a proof that stood no longer does, and what one of the objections has to begin with. */
export interface ForgedFacts {
  readonly kind: string;
  readonly objection: RegExp;
  readonly facts: RawFacts;
  readonly at: At;
}

/** Changes the facts under a proof that stands, in every way that it allows, and leaves the proof as it is. */
export function forgeFacts(claim: Claim, facts: RawFacts, { asOf, sources }: At): ForgedFacts[] {
  const { feature, edges } = claim;
  // Goes before whatever else is said on the day.
  const source: RawSource = { slug: "0", kind: "COMMIT", series: "0", publishedOn: asOf };
  const said: RawFact = { id: 0, slug: source.slug, date: asOf, end: null, sources: [source] };
  const at: At = { asOf, sources: sources && [...sources, source.slug] };
  const [first = ""] = edges.map(({ to }) => to.split(" ")[1] as string);
  const report = (word: string): RawFacts => ({
    ...facts,
    reports: [...facts.reports, { ...said, blocker: first, work: null, word }],
  });
  const need = { feature, blocker: null, integration: null, capability: null, work: null };
  const integrations = [...new Set(facts.blockers.map(({ integration }) => integration))];
  return [
    { kind: "a blocker resolved since", objection: /^lifted/, facts: report("RESOLVED"), at },
    {
      kind: "a blocker that nobody will fix",
      objection: /^(longer|not first|no walk)/,
      facts: report("WONT_FIX"),
      at,
    },
    {
      kind: "a blocker nobody speaks of",
      objection: /^no such edge/,
      facts: { ...facts, blockers: facts.blockers.filter(({ slug }) => slug !== first) },
      at,
    },
    {
      kind: "a feature shipped and adopted since",
      objection: /^no walk/,
      facts: {
        ...facts,
        releases: [...facts.releases, { feature, change: "ADDED", releasedOn: asOf }],
        adoptions: [
          ...facts.adoptions,
          ...integrations.map((integration) => ({ ...said, integration, feature })),
        ],
      },
      at,
    },
    ...(claim.depth > 1 && claim.reason === "MISSING"
      ? [
          {
            kind: "a shorter walk",
            objection: /^longer/,
            facts: { ...facts, remedies: [...facts.remedies, { ...said, blocker: first, needs: [need] }] },
            at,
          },
        ]
      : []),
  ];
}
