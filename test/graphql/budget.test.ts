import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openTestServer, type TestServer } from "./test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const repeat = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => part(index)).join(" ");

/** Facts of sources of facts …: each level asks for eleven types of facts. */
const citationsWithin = (levels: number): string =>
  levels === 0 ? "id" : `sources { citations { nodes { fact { ${citationsWithin(levels - 1)} } } } }`;

/** A feature that requires a feature that requires … */
const requirementsWithin = (levels: number): string =>
  levels === 0 ? "slug" : `requirements { nodes { requiredFeature { ${requirementsWithin(levels - 1)} } } }`;

const day = (index: number) => new Date(Date.UTC(2016, 0, 1 + index)).toISOString().slice(0, 10);

const tooMuch: [string, string, RegExp][] = [
  [
    "facts within facts, which multiply",
    `{ source(slug: "none") { citations { nodes { fact { ${citationsWithin(6)} } } } } }`,
    /more than 1000 shapes of rows/,
  ],
  [
    "1,700 fields of one object",
    `{ integration(slug: "systemd") { ${repeat(1700, (i) => `a${i}: blockers(first: ${i % 100}, after: null) { totalCount } b${i}: capabilities(at: { asOf: "2016-08-30" }) { slug }`)} ${repeat(1700, (i) => `c${i}: releases(filter: { slug: { eq: "x${i}" } }) { totalCount }`)} } }`,
    /fields of one object, expected at most 1000/,
  ],
  [
    "600 levels of rows",
    `{ feature(slug: "restore-sibling") { ${requirementsWithin(600)} } }`,
    /more than 32 levels deep/,
  ],
  [
    "1,000 viewpoints",
    `{ integration(slug: "systemd") { ${repeat(1000, (i) => `a${i}: status(at: { asOf: "${day(i)}" })`)} } }`,
    /more than 20 viewpoints/,
  ],
];

describe("a document that asks for too much is refused before any SQL is made:", () => {
  it.each(tooMuch)("%s", async (_what, document, message) => {
    await server.ask("{ graphRevision }");
    const { result, statements } = await server.database.readStatements(() => server.send(document));
    expect(result.errors?.[0]).toMatchObject({ extensions: { code: "BAD_USER_INPUT" } });
    expect(result.errors?.[0]?.message).toMatch(message);
    expect(statements.filter((sql) => !sql.includes("graph_revision"))).toEqual([]);
  });
});

describe("just inside the bounds there is an answer:", () => {
  it("20 viewpoints", async () => {
    const { data, errors } = await server.send(
      `{ integration(slug: "systemd") { ${repeat(20, (i) => `a${i}: status(at: { asOf: "${day(i)}" })`)} } }`,
    );
    expect(errors).toBeUndefined();
    expect(Object.keys(data.integration)).toHaveLength(20);
  });

  it("facts within facts, two levels", async () => {
    const { data, errors } = await server.send(
      `{ source(slug: "criu-wiki-integration-2016-08-30") { citations(first: 2) { nodes { fact { ${citationsWithin(1)} } } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.source.citations.nodes).toHaveLength(2);
  });
});

it("what another session writes meanwhile is in the rows and in what is worked out of them, or in neither", async () => {
  const clock = vi.spyOn(performance, "now").mockReturnValue(1e9);
  try {
    const document = `{ integrations(first: 100, at: { asOf: "2030-01-01" }) { totalCount
      nodes { slug readiness(at: { asOf: "2030-01-01" }) { verdict summary } } } }`;
    await server.graph.refresh();
    const { integrations: before } = await server.ask(document);
    await server.database.writePool.query(`
      with new as (insert into integrations (slug, first_slug, name, kind) values ('late', 'late', 'Late', 'SHELL') returning id),
        fact as (insert into facts (kind, slug, date) values ('STATUS_REPORT', 'late/2020', '2020-01-01') returning id),
        report as (insert into status_reports (id, integration_id, status) select fact.id, new.id, 'STALLED' from fact, new),
        citation as (insert into citations (fact_id, source_id) select fact.id, (select min(id) from sources) from fact)
      update graph_revision set revision = revision + 1`);
    const { integrations: after } = await server.ask(document);
    expect(after.totalCount).toBe(before.totalCount + 1);
    expect(after.nodes.find(({ slug }: { slug: string }) => slug === "late")?.readiness.verdict).toBe(
      "UNEXPLAINED",
    );
  } finally {
    clock.mockRestore();
  }
});

it("what another session writes meanwhile is in records beside the analysis, even where no row is asked for", async () => {
  const clock = vi.spyOn(performance, "now").mockReturnValue(2e9);
  try {
    const findings = "{ findings(filter: { rule: { eq: PERSON_TWICE } }) { totalCount } }";
    const around =
      '{ neighborhood(of: { contributor: "jerome" }) { truncated nodes { slug } edges { kind } } }';
    await server.graph.refresh();
    const [{ findings: before }, { neighborhood }] = [await server.ask(findings), await server.ask(around)];
    await server.database.writePool.query(`
      with fact as (insert into facts (kind, slug, date) values ('CONTRIBUTION', 'late', '2020-01-01') returning id),
        work as (insert into contributions (id, contributor_id, feature_id, role, state)
          select fact.id, c.id, f.id, 'AUTHORED', 'DONE' from fact, contributors c, features f
          where c.slug = 'jerome' and f.slug = 'restore-sibling'),
        twin as (insert into contributors (slug, first_slug, name) values ('jerome-2', 'jerome-2', 'Jerome')),
        citation as (insert into citations (fact_id, source_id) select fact.id, (select min(id) from sources) from fact)
      update graph_revision set revision = revision + 1`);
    expect((await server.ask(findings)).findings.totalCount).toBe(before.totalCount + 1);
    const { edges } = (await server.ask(around)).neighborhood;
    expect(edges).toHaveLength(neighborhood.edges.length + 1);
  } finally {
    clock.mockRestore();
  }
});

it("a page size is refused below a list that is empty, too", async () => {
  const { errors } = await server.send(
    '{ integrations(filter: { slug: { eq: "none" } }) { nodes { blockers(filter: { lifted: { eq: false } }, first: 1000) { totalCount } } } }',
  );
  expect(errors?.[0]?.message).toContain("expected 0 to 100");
});
