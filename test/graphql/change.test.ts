import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inChangeSet } from "../../src/domain/change-set.ts";
import { editRecord, renameNode } from "../../src/domain/edit-record.ts";
import { integration } from "../../src/domain/integration.ts";
import { nouns } from "../../src/domain/noun-list.ts";
import { referencesOf } from "../../src/domain/record.ts";
import { removeRecords } from "../../src/domain/remove-records.ts";
import { statusReport } from "../../src/domain/status-report.ts";
import { exampleRecords, writeExamples } from "../domain/example-records.ts";
import { writeAll } from "../domain/write-all.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

// The examples, then: walker is renamed, its status comes and goes.

let server: TestServer;
const report = "walker/2021-01-01/mail-1";
beforeAll(async () => {
  server = await openTestServer();
  const { write } = server.database;
  await writeExamples(write);
  const author = { actor: "ada", reason: "to see", requestId: "r-1" };
  await inChangeSet(write, author, (change) => renameNode(change, integration, "walker", "stroller"));
  await writeAll(write, {
    "status-report": [{ integration: "stroller", date: "2021-01-01", status: "READY", sources: ["mail-1"] }],
  });
  await inChangeSet(write, author, (change) =>
    editRecord(change, statusReport, report, (record) => ({ ...record, status: "STALLED", note: "Alas." })),
  );
  await inChangeSet(write, author, (change) => removeRecords(change, statusReport, [report]));
});
afterAll(() => server.close());

const fields =
  "operation noun slug actor reason requestId before after differences { field before after } about { __typename ... on NamedNode { slug } }";

describe("the changes of a node", () => {
  it("are its own and those of the facts about it, also of one that is gone", async () => {
    const { integration: node } = await server.ask(
      `{ integration(slug: "stroller") { changes(last: 4) { nodes { ${fields} } } } }`,
    );
    const [renamed, created, updated, deleted] = node.changes.nodes;
    const author = { actor: "ada", reason: "to see", requestId: "r-1" };
    expect(renamed).toEqual({
      ...author,
      operation: "UPDATE",
      noun: "INTEGRATION",
      slug: "walker",
      before: { slug: "walker", name: "Walker", kind: "SHELL" },
      after: { slug: "stroller", formerly: ["walker"], name: "Walker", kind: "SHELL" },
      differences: [
        { field: "slug", before: "walker", after: "stroller" },
        { field: "formerly", before: null, after: ["walker"] },
      ],
      about: { __typename: "Integration", slug: "stroller" },
    });
    expect(created).toMatchObject({ operation: "CREATE", noun: "STATUS_REPORT", before: null, about: null });
    expect(created.differences).toContainEqual({ field: "status", before: null, after: "READY" });
    expect(updated.differences).toEqual([
      { field: "status", before: "READY", after: "STALLED" },
      { field: "note", before: null, after: "Alas." },
    ]);
    expect(deleted).toMatchObject({ operation: "DELETE", after: null, before: { status: "STALLED" } });
  });

  it("are, of an integration, those of its blockers too", async () => {
    const { integration: node } = await server.ask(
      '{ integration(slug: "runner") { changes(first: 100, filter: { noun: { in: [BLOCKER_REPORT, REMEDY] } }) { nodes { slug } } } }',
    );
    expect(node.changes.nodes.map(({ slug }: { slug: string }) => slug).toSorted()).toEqual(
      [...exampleRecords.remedy, ...exampleRecords["blocker-report"]].map(({ slug }) => slug).toSorted(),
    );
  });

  it("of each kind are found by every record that names it", async () => {
    const rows = await server.database.read.execute<{ noun: string; slug: string; subjects: string[] }>(
      sql`select noun, slug, subjects from changes join change_sets s on s.id = change_set_id where s.actor = 'examples'`,
      "objects",
    );
    expect(rows).toHaveLength(Object.values(exampleRecords).flat().length);
    const firstSlugs = new Map<string, string>(
      Object.entries(exampleRecords).flatMap(([noun, records]) =>
        records.flatMap(({ slug, formerly }) => {
          const [first = slug] = (formerly ?? []) as string[];
          return [slug, first].map((each) => [`${noun} ${each}`, `${noun.toUpperCase()} ${first}`] as const);
        }),
      ),
    );
    for (const noun of nouns) {
      for (const record of exampleRecords[noun.name]) {
        const named = referencesOf(noun, record).filter(({ target }) => target !== "capability");
        const own = noun.node ? [`${noun.name} ${record.slug}`] : [];
        const expected = [...own, ...named.map(({ target, slug }) => `${target} ${slug}`)].map((name) =>
          firstSlugs.get(name),
        );
        const key = noun.node ? firstSlugs.get(`${noun.name} ${record.slug}`)?.split(" ")[1] : record.slug;
        const row = rows.find((each) => {
          const isOwn = each.slug === key || each.slug === `${expected[0]?.split(" ")[1]}/${key}`;
          return each.noun === noun.name && isOwn;
        });
        expect(row?.subjects, `${noun.name} ${key}`).toEqual([...new Set(expected)].sort());
      }
    }
  });
});

describe("a fact and a capability", () => {
  it("have their own changes, and an id", async () => {
    const ids = ["StatusReport:walker/2020-01-01/mail-1", "Capability:jogger/pause"].map((id) =>
      Buffer.from(id).toString("base64url"),
    );
    const { nodes } = await server.ask(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { id
        ... on Fact { changes { nodes { operation slug about { ... on Fact { id } } } } }
        ... on Capability { name changes { nodes { operation slug about { ... on Node { id } } } } } } }`,
      { ids },
    );
    expect(nodes).toMatchObject([
      {
        id: ids[0],
        changes: {
          nodes: [{ operation: "CREATE", slug: "walker/2020-01-01/mail-1", about: { id: ids[0] } }],
        },
      },
      {
        id: ids[1],
        name: "Pause",
        changes: { nodes: [{ operation: "CREATE", slug: "jogger/pause", about: { id: ids[1] } }] },
      },
    ]);
  });
});

describe("all changes", () => {
  it("follow each other by revision, and a cursor is a place among them", async () => {
    const page = "nodes { id cursor revision committedAt slug } edges { cursor } pageInfo { hasNextPage }";
    const { changes } = await server.ask(`{ changes(last: 30) { ${page} } }`);
    const revisions = changes.nodes.map(({ revision }: { revision: number }) => revision);
    expect(revisions).toEqual(revisions.toSorted((a: number, b: number) => a - b));
    expect(changes.edges.map(({ cursor }: { cursor: string }) => cursor)).toEqual(
      changes.nodes.map(({ cursor }: { cursor: string }) => cursor),
    );
    expect(changes.nodes[0].committedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    const after = changes.nodes[9].cursor;
    const rest = await server.ask(
      `query ($after: String) { changes(first: 100, after: $after) { ${page} } }`,
      {
        after,
      },
    );
    expect(rest.changes.nodes).toEqual(changes.nodes.slice(10));
  });

  it("can be fetched again by id", async () => {
    const { changes } = await server.ask("{ changes(last: 1) { nodes { id slug } } }");
    const [{ id, slug }] = changes.nodes;
    expect(await server.ask("query ($id: ID!) { node(id: $id) { ... on Change { slug } } }", { id })).toEqual(
      {
        node: { slug },
      },
    );
    const gone = Buffer.from("Change:x").toString("base64url");
    expect(await server.ask("query ($id: ID!) { node(id: $id) { id } }", { id: gone })).toEqual({
      node: null,
    });
  });

  it("are narrowed by what they did, to what, and by whom", async () => {
    const count = async (filter: string) =>
      (await server.ask(`{ changes(filter: { ${filter} }) { totalCount } }`)).changes.totalCount;
    expect(await count('actor: { eq: "ada" }')).toBe(3);
    expect(await count('actor: { eq: "ada" }, operation: { in: [DELETE] }')).toBe(1);
    expect(await count('actor: { eq: "ada" }, noun: { eq: STATUS_REPORT }')).toBe(2);
    expect(await count(`slug: { eq: "${report}" }`)).toBe(3);
  });

  it("refuse a cursor that is none", async () => {
    const { errors } = await server.send('{ changes(after: "x") { totalCount } }');
    expect(errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
  });
});

describe("the history", () => {
  it.each(["changes", "change_sets"])("is only added to: %s", async (table) => {
    const { write, read } = server.database;
    for (const statement of [`delete from ${table}`, `truncate ${table} cascade`]) {
      await expect(write.execute(sql.raw(statement))).rejects.toMatchObject({
        cause: { constraint: "changes_are_append_only" },
      });
    }
    const column = table === "changes" ? "slug" : "actor";
    await expect(write.execute(sql.raw(`update ${table} set ${column} = 'x'`))).rejects.toMatchObject({
      cause: { constraint: "changes_are_append_only" },
    });
    await expect(read.execute(sql.raw(`update ${table} set ${column} = 'x'`))).rejects.toMatchObject({
      cause: { code: "25006" },
    });
  });
});
