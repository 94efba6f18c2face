import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestServer, type TestServer } from "../../graphql/test-server.ts";
import { Dice } from "../dice.ts";
import { drawnDays, drawRecords, writeGraphs } from "../draw-records.ts";
import type { Claim } from "./claim.ts";
import { forgeClaims } from "./forged-claim.ts";
import { forgeFacts } from "./forged-facts.ts";
import { ProofChecker } from "./proof-checker.ts";
import { pickFacts, type RawFacts, readRawFacts } from "./raw-facts.ts";
import { type At, readBlockedIntegrations, readBlockingFeatures } from "./read-claims.ts";
import { expectNodes, listIntegrations, readNodes } from "./read-nodes.ts";

// A failure shows the seed; PROOF_SEED asks for the same graphs again, PROOF_GRAPHS for more of them.
const seed = Number(process.env.PROOF_SEED ?? Date.now() % 1_000_000_000);
const graphs = Number(process.env.PROOF_GRAPHS ?? 200);

/** A part of the graph that hangs together, with all of its nodes that can block and be blocked. */
interface Part {
  readonly facts: RawFacts;
  readonly features: readonly string[];
  readonly integrations: readonly string[];
}

let server: TestServer;
let facts: RawFacts;
let parts: readonly Part[];
let views: readonly At[];

beforeAll(
  async () => {
    server = await openTestServer();
    const drawn = Array.from({ length: graphs }, (_, index) =>
      drawRecords(new Dice(seed + index), `g${index}`),
    );
    await writeGraphs(
      server.database.write,
      drawn.map(({ records }) => records),
    );
    facts = await readRawFacts(server.database.writePool);
    parts = drawn.map(({ records }, index): Part => {
      const slugsOf = (rows: (typeof records)["feature"] = []) => rows.map(({ slug }) => slug as string);
      return {
        facts: pickFacts(facts, (slug) => slug.startsWith(`g${index}-`)),
        features: slugsOf(records.feature),
        integrations: slugsOf(records.integration),
      };
    });
    views = drawnDays.slice(1).map((asOf, view) => {
      const some = drawn.flatMap(({ sources }, index) => new Dice(seed + index + view).some(sources, 1, 4));
      return { asOf, sources: view % 2 === 0 ? some : null };
    });
  },
  120_000 + graphs * 500,
);
afterAll(() => server.close());

test("every proof of the seeded graph stands, and none of those that are forged", async () => {
  const list = async (table: string): Promise<string[]> => {
    const { rows } = await server.database.writePool.query(
      `select slug from ${table} where slug !~ '^g[0-9]+-' order by slug`,
    );
    return rows.map(({ slug }) => slug);
  };
  const [features, integrations, sources] = [
    await list("features"),
    await list("integrations"),
    await list("sources"),
  ];
  const part = { features, integrations, facts: pickFacts(facts, (slug) => !/^g\d+-/.test(slug)) };
  const tally = new Map<string, number>();
  for (const at of [
    ...["2026-11-23", "2016-08-30", "2015-01-01"].map((asOf) => ({ asOf, sources: null })),
    { asOf: "2016-08-30", sources: ["criu-wiki-integration-2016-08-30"] },
    ...[2, 3].map((step) => ({
      asOf: "2026-11-23",
      sources: sources.filter((_, index) => index % step === 0),
    })),
  ]) {
    await examine([part], at, tally);
    expect(await readNodes(server, part, at)).toEqual(expectNodes(makeChecker(part, at), part));
  }
  expect(tally.get("a proof")).toBeGreaterThan(10);
});

test(
  `every proof of ${graphs} random graphs stands, and none of those that are forged`,
  async () => {
    const tally = new Map<string, number>();
    for (const at of views) await examine(parts, at, tally);
    expect([...tally.keys()].sort()).toMatchInlineSnapshot(`
    [
      "a blocker nobody speaks of",
      "a blocker resolved since",
      "a blocker that nobody will fix",
      "a feature shipped and adopted since",
      "a lifted blocker",
      "a longer walk",
      "a missing edge",
      "a proof",
      "a shorter walk",
      "a source left out",
      "a source that does not cite the edge",
      "a source too many",
      "a wrong adopter",
      "a wrong depth",
      "a wrong edge",
      "a wrong kind of edge",
      "a wrong order",
      "a wrong reason",
      "an edge backwards",
      "an edge that does not exist",
      "an edge told twice",
      "another walk as long",
    ]
  `);
    const rare = [...tally].filter(([, times]) => times < graphs / 4);
    expect(rare).toEqual([]);
  },
  120_000 + graphs * 500,
);

test(
  "what the API says of every node is what the facts say",
  async () => {
    const nodes = {
      features: parts.flatMap(({ features }) => features),
      integrations: parts.flatMap(({ integrations }) => integrations),
    };
    for (const at of views) {
      const said = await readNodes(server, nodes, at);
      const listed = await listIntegrations(server, at);
      for (const [index, part] of parts.entries()) {
        for (const [node, expected] of expectNodes(makeChecker(part, at), part)) {
          expect({ seed, index, at, is: said.get(node) }).toEqual({ seed, index, at, is: expected });
        }
        const { facts: seen } = makeChecker(part, at);
        const reported = part.integrations.filter((slug) => seen.status(slug) !== null);
        expect(part.integrations.filter((slug) => listed.includes(slug))).toEqual(reported);
      }
    }
  },
  120_000 + graphs * 500,
);

/** Asks for every proof there is from one viewpoint, from both of its ends, and examines each part. */
async function examine(parts: readonly Part[], at: At, tally: Map<string, number>): Promise<void> {
  const slugs = (end: "features" | "integrations"): string[] => parts.flatMap((part) => part[end]);
  const claims = await readBlockedIntegrations(server, slugs("features"), at);
  const fromTheOther = await readBlockingFeatures(server, slugs("integrations"), at);
  const [given, again] = [claims, fromTheOther].map(
    (all) => new Map(all.map((claim) => [`${claim.integration} ${claim.feature}`, claim])),
  ) as [Map<string, Claim>, Map<string, Claim>];
  expect(again).toEqual(given);
  for (const [index, part] of parts.entries()) examinePart(part, given, at, index, tally);
}

function makeChecker({ facts: own }: Part, { asOf, sources }: At): ProofChecker {
  return new ProofChecker(own, asOf, sources);
}

/** A proof is given if and only if there is one, it stands, and what is forged after it, now and then, does not. */
function examinePart(
  part: Part,
  given: ReadonlyMap<string, Claim>,
  at: At,
  index: number,
  tally: Map<string, number>,
): void {
  const count = (what: string) => tally.set(what, (tally.get(what) ?? 0) + 1);
  const fail = (what: string, details: object): never =>
    expect.fail(`${what}, of graph ${index} of seed ${seed}: ${JSON.stringify({ at, ...details }, null, 1)}`);
  const checker = makeChecker(part, at);
  const desk = { checker, nodes: listNodes(part), dice: new Dice(seed + index) };
  for (const integration of part.integrations) {
    for (const feature of part.features) {
      const claim = given.get(`${integration} ${feature}`);
      const walk = checker.findWalk(integration, feature);
      if (claim === undefined) {
        if (walk !== null) fail("no proof is given", { walk });
        continue;
      }
      const problems = checker.check(claim);
      if (problems.length > 0) fail("a proof does not stand", { problems, claim });
      count("a proof");
      if (!desk.dice.chance(40)) continue;
      const forged = [
        ...forgeClaims(claim, desk).map((forgery) => ({ ...forgery, checker })),
        ...forgeFacts(claim, part.facts, at).map((forgery) => {
          const { asOf, sources } = forgery.at;
          return { ...forgery, claim, checker: new ProofChecker(forgery.facts, asOf, sources) };
        }),
      ];
      for (const { kind, objection, claim: forgery, checker: judge } of forged) {
        const objections = judge.check(forgery);
        if (!objections.some((each) => objection.test(each))) fail(kind, { objections, claim, forgery });
        count(kind);
      }
    }
  }
}

function listNodes({ facts, features, integrations }: Part): string[] {
  return [
    ...integrations.map((slug) => `Integration ${slug}`),
    ...features.map((slug) => `Feature ${slug}`),
    ...facts.blockers.map(({ slug }) => `Blocker ${slug}`),
  ];
}
