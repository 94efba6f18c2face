import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeExamples } from "../../domain/example-records.ts";
import { openTestServer, type TestServer } from "../test-server.ts";
import { idOf, mutate } from "./mutate.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
  await writeExamples(server.database.write);
});
afterAll(() => server.close());

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const sources = [{ source: "mail-1" }];
const stalled = { integration: "walker", status: "STALLED", sources };

describe("writers of one record", () => {
  it("lose nothing that another one wrote, 16 at once", async () => {
    const fact = idOf("Adoption", "walker/keep");
    const results = await Promise.all(
      times(16, (index) => {
        const newSource = {
          slug: `said-by-${index}`,
          kind: "MAIL",
          title: `Mail ${index}`,
          url: `https://example.org/${index}`,
          publishedOn: "2021-01-01",
        };
        return mutate(server, "cite", { fact, sources: [{ newSource }] });
      }),
    );
    expect(new Set(results.map(({ __typename }) => __typename))).toEqual(new Set(["FactPayload"]));
    const { node } = await server.ask(
      "query ($fact: ID!) { node(id: $fact) { ... on Fact { recordVersion citations { totalCount } } } }",
      { fact },
    );
    expect(node).toEqual({ recordVersion: 17, citations: { totalCount: 17 } });
  });

  it("each get in, one version after the other, when those who come too late look again", async () => {
    const count = async (): Promise<void> => {
      for (;;) {
        const { integration } = await server.ask('{ integration(slug: "walker") { name recordVersion } }');
        const { name, recordVersion: expectedVersion } = integration;
        const next = { id: "walker", expectedVersion, name: `${(Number(name) || 0) + 1}` };
        const result = await mutate(server, "updateIntegration", next);
        if (result.__typename === "IntegrationPayload") return;
        expect(result.currentVersion).toBeGreaterThan(expectedVersion);
      }
    };
    await Promise.all(times(6, count));
    const { integration } = await server.ask('{ integration(slug: "walker") { name recordVersion } }');
    expect(integration).toEqual({ name: "6", recordVersion: 7 });
  });

  it("merge two people into each other once, and are told what happened", async () => {
    for (const slug of ["tick", "tock"]) await mutate(server, "createContributor", { slug, name: slug });
    const pairs = times(6, (index) => (index % 2 ? ["tick", "tock"] : ["tock", "tick"]));
    const results = await Promise.all(
      pairs.map(([from, into]) => mutate(server, "mergeContributors", { from, into })),
    );
    const names = results.map(({ __typename }) => __typename);
    expect(names.filter((name) => name === "ContributorPayload")).toHaveLength(1);
    for (const { __typename, message } of results) {
      if (__typename === "ConflictError")
        expect(message).toMatch(/"t[io]ck" was merged into another one, or deleted/);
      else expect(["ContributorPayload", "ValidationError"]).toContain(__typename);
    }
  });

  it("make one record, and are told which is there", async () => {
    const one = { slug: "hoop", name: "Hoop", kind: "RPC" };
    const adoption = { integration: "walker", feature: "poke", sources };
    for (const [mutation, input, noun, slug] of [
      ["createFeature", one, "FEATURE", "hoop"],
      ["adopt", adoption, "ADOPTION", "walker/poke"],
    ] as const) {
      const results = await Promise.all(times(4, () => mutate(server, mutation, input)));
      const late = results.filter(({ __typename }) => __typename === "ConflictError");
      expect(late).toHaveLength(3);
      for (const each of late)
        expect(each).toMatchObject({ noun, slug, message: expect.stringMatching(/is there already$/) });
    }
  });

  it("rename what another one just reports on without waiting in a circle", async () => {
    const deadlocks = await countDeadlocks();
    const holder = await server.database.writePool.connect();
    await holder.query("begin; select from integrations where first_slug = 'walker' for no key update");
    const rename = mutate(server, "renameIntegration", { id: "walker", slug: "rambler" });
    await expect.poll(countWaiting).toBe(1);
    // It refers to the integration already when it waits for those who report on it.
    const report = mutate(server, "reportStatus", { ...stalled, date: "2010-01-01" });
    await expect.poll(countWaiting).toBe(2);
    await holder.query("commit");
    holder.release();
    expect(await rename).toHaveProperty("changes");
    expect(await report).toHaveProperty("changes");
    // A session that found out of one waited for so long before that it tells at once.
    expect(await countDeadlocks()).toBe(deadlocks);
  });

  it("who stand in each other's way are none the wiser", async () => {
    const before = await countDeadlocks();
    // Each holds one record and waits for the other one's: whoever finds that out tries again.
    const pair = (first: string, second: string, index: number) => [
      { renameFeature: { id: first, slug: `${first}-${index}` } },
      { renameFeature: { id: second, slug: `${second}-${index}` } },
    ];
    const holder = await server.database.writePool.connect();
    await holder.query("begin; select from features where first_slug in ('keep', 'poke') for update");
    const both = [
      mutate(server, "applyChanges", { changes: pair("keep", "poke", 1) }),
      mutate(server, "applyChanges", { changes: pair("poke", "keep", 2) }),
    ];
    await expect.poll(countWaiting).toBe(2);
    await holder.query("commit");
    holder.release();
    const results = await Promise.all(both);
    expect(results.map(({ __typename }) => __typename)).toEqual([
      "ApplyChangesPayload",
      "ApplyChangesPayload",
    ]);
    await expect.poll(countDeadlocks).toBeGreaterThan(before);
  });
});

describe("many who write, and ask at the same time", () => {
  it("all get an answer of one moment", async () => {
    const standing = "integration { status readiness { verdict } blockers { totalCount } }";
    const write = async (writer: number) => {
      for (const day of [10, 11, 12]) {
        const report = {
          integration: "runner",
          date: `2021-06-${day}`,
          key: `w${writer}`,
          status: "READY",
          sources,
        };
        const result = await mutate(server, "reportStatus", report, `statusReport { ${standing} }`);
        expect(result.statusReport.integration.status).toBe("READY");
      }
    };
    let isOver = false;
    const ask = async () => {
      for (; !isOver; ) {
        const { integration } = await server.ask(
          `{ ${standing.replace("integration", 'integration(slug: "runner")')} }`,
        );
        expect(integration.readiness.verdict).toMatch(/^READY|BLOCKED$/);
      }
    };
    const asking = times(4, ask);
    await Promise.all(times(16, write));
    isOver = true;
    await Promise.all(asking);
  });
});

describe("many who add to one integration", () => {
  it("get no further than its bound, between them", async () => {
    const results = await Promise.all(
      times(32, (index) =>
        mutate(server, "createCapability", { integration: "walker", slug: `c${index}`, name: `${index}` }),
      ),
    );
    const made = results.filter(({ __typename }) => __typename === "CapabilityPayload");
    // One was there.
    expect(made).toHaveLength(29);
    const [refused] = results.filter(({ __typename }) => __typename === "ValidationError");
    expect(refused.message).toBe('the integration "walker" would have 31 of capability; expected at most 30');
  });
});

async function countDeadlocks(): Promise<number> {
  const [row] = await server.database.read.execute<{ count: number }>(
    sql`select deadlocks::int as count from pg_stat_database where datname = current_database()`,
    "objects",
  );
  return row?.count ?? 0;
}

async function countWaiting(): Promise<number> {
  const [row] = await server.database.write.execute<{ count: number }>(
    sql`select count(*)::int as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`,
    "objects",
  );
  return row?.count ?? 0;
}

describe("an idempotency key", () => {
  const report = { integration: "walker", date: "2021-01-01", status: "READY", sources };
  const answer = "statusReport { id slug } changes { id } graphRevision";

  it("gives 50 who come at once the answer of the first, and one row", async () => {
    const before = (await server.ask("{ changes { totalCount } }")).changes.totalCount;
    const results = await Promise.all(
      times(50, () => mutate(server, "reportStatus", { ...report, idempotencyKey: "once" }, answer)),
    );
    expect(results[0]).toMatchObject({ statusReport: { slug: "walker/2021-01-01/mail-1" }, changes: [{}] });
    for (const result of results) expect(result).toEqual(results[0]);
    expect((await server.ask("{ changes { totalCount } }")).changes.totalCount).toBe(before + 1);
  });

  it("gives the first answer later too, also where nothing is left of it", async () => {
    const first = await mutate(server, "reportStatus", { ...report, idempotencyKey: "once" }, answer);
    await mutate(server, "deleteStatusReport", { id: first.statusReport.id });
    const again = await mutate(server, "reportStatus", { ...report, idempotencyKey: "once" }, answer);
    expect(again).toEqual({ ...first, statusReport: null });
  });

  it("is refused for another input, and is each writer's own", async () => {
    const other = { ...report, status: "STALLED", idempotencyKey: "once" };
    expect(await mutate(server, "reportStatus", other)).toEqual({
      __typename: "ConflictError",
      message: 'the idempotency key "once" was used for another input',
      noun: null,
      slug: null,
      currentVersion: null,
    });
    const bob = { name: "bob", scopes: new Set(["write"] as const) };
    expect(await mutate(server, "reportStatus", other, answer, bob)).toMatchObject({
      __typename: "StatusReportPayload",
    });
  });

  it("is free again after a write that failed, and after a day", async () => {
    const wrong = { ...report, integration: "nobody", idempotencyKey: "twice" };
    expect((await mutate(server, "reportStatus", wrong)).__typename).toBe("NotFoundError");
    const right = { ...report, date: "2022-01-01", idempotencyKey: "twice" };
    expect((await mutate(server, "reportStatus", right)).__typename).toBe("StatusReportPayload");
    await server.database.write.execute(
      sql`update idempotency_keys set used_at = now() - interval '25 hours'`,
    );
    const another = { ...report, date: "2023-01-01", idempotencyKey: "twice" };
    expect((await mutate(server, "reportStatus", another)).__typename).toBe("StatusReportPayload");
    const rows = await server.database.write.execute(
      sql`select caller, key from idempotency_keys`,
      "objects",
    );
    expect(rows).toEqual([{ caller: "ada", key: "twice" }]);
  });

  it("is a line of at most 200 characters", async () => {
    const long = { ...report, reason: "\u0000", idempotencyKey: "x".repeat(201) };
    expect((await mutate(server, "reportStatus", long)).problems).toMatchObject([
      { path: ["reason"] },
      { path: ["idempotencyKey"] },
    ]);
  });
});
