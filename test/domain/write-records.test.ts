import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { adoption } from "../../src/domain/adoption.ts";
import { blocker } from "../../src/domain/blocker.ts";
import { blockerReport } from "../../src/domain/blocker-report.ts";
import { capability } from "../../src/domain/capability.ts";
import { type ChangeSet, inChangeSet } from "../../src/domain/change-set.ts";
import { contribution } from "../../src/domain/contribution.ts";
import { contributor } from "../../src/domain/contributor.ts";
import { editRecord } from "../../src/domain/edit-record.ts";
import { ConflictError, NotFoundError, ValidationError } from "../../src/domain/error.ts";
import { feature } from "../../src/domain/feature.ts";
import { integration } from "../../src/domain/integration.ts";
import type { AnyRecord, Noun } from "../../src/domain/noun.ts";
import { readRecords } from "../../src/domain/read-records.ts";
import { release } from "../../src/domain/release.ts";
import { remedy } from "../../src/domain/remedy.ts";
import { source } from "../../src/domain/source.ts";
import { statusReport } from "../../src/domain/status-report.ts";
import { writeRecords } from "../../src/domain/write-records.ts";
import { type EmptyDatabase, openEmptyDatabase } from "./empty-database.ts";
import { writeExamples } from "./example-records.ts";

let database: EmptyDatabase;
beforeAll(async () => {
  database = await openEmptyDatabase();
  await writeExamples(database.write);
});
afterAll(() => database.close());

const sources = ["mail-1"];

function change<Result>(write: (change: ChangeSet) => Promise<Result>) {
  return inChangeSet(database.write, { actor: "test" }, write);
}

function write<R extends AnyRecord>(noun: Noun<R>, ...records: unknown[]) {
  return change((set) => writeRecords(set, noun, records));
}

async function failureOf<R extends AnyRecord>(noun: Noun<R>, ...records: unknown[]): Promise<unknown> {
  return write(noun, ...records).then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe("writeRecords", () => {
  it("takes slugs of the past and of the present for what a record refers to", async () => {
    const { result } = await write(
      adoption,
      { integration: "sprinter", feature: "poke", sources: ["commit-0"] },
      { integration: "walker", feature: "poke", sources: ["commit-1"], to: "runner-1.0-rc1" },
    );
    expect(result.map(({ record }) => record)).toStrictEqual([
      { slug: "jogger/poke", integration: "jogger", feature: "poke", sources: ["commit-0"] },
      {
        slug: "walker/poke",
        integration: "walker",
        feature: "poke",
        to: "runner-1.0",
        sources: ["commit-0"],
      },
    ]);
  });

  it("updates what it finds by slug, counts the version, and keeps before and after", async () => {
    const record = { slug: "poke", name: "poke", kind: "RPC", aliases: ["prod"] };
    const { result } = await write(feature, record);
    expect(result).toMatchObject([{ slug: "poke", operation: "UPDATE" }]);
    const [row] = await database.read.execute(
      sql`select features.version, operation, before, after from features, changes
        where features.slug = 'poke' and changes.slug = 'poke' and noun = 'feature' order by changes.id desc limit 1`,
      "objects",
    );
    const before = { slug: "poke", name: "poke", kind: "RPC" };
    expect(row).toEqual({ version: 2, operation: "UPDATE", before, after: record });
  });

  it("keeps a fact's slug when its sources change, and looks at them for the day it holds from", async () => {
    const slug = "walker/keep";
    await write(adoption, { slug, integration: "walker", feature: "keep", sources: ["commit-1"] });
    const rows = await database.read.execute(
      sql`select version, holds_from from facts where slug = ${slug}`,
      "objects",
    );
    expect(rows).toEqual([{ version: 2, holds_from: "2020-02-29" }]);
    await write(adoption, { slug, integration: "walker", feature: "keep", sources: ["commit-1", "mail-1"] });
    const [again] = await database.read.execute(
      sql`select holds_from from facts where slug = ${slug}`,
      "objects",
    );
    expect(again).toEqual({ holds_from: "2020-01-01" });
  });

  it("makes a fact's slug of its first source, and tells siblings apart by key", async () => {
    const report = { integration: "walker", date: "2021-01-01", status: "READY" };
    const { result } = await write(
      statusReport,
      { ...report, sources: ["mail-1", "commit-1"] },
      { ...report, sources: ["mail-1"], key: "second" },
    );
    expect(result.map(({ slug }) => slug)).toEqual([
      "walker/2021-01-01/mail-1",
      "walker/2021-01-01/mail-1/second",
    ]);
  });

  it("marks as lasting what an end closes", async () => {
    const rows = await database.read.execute<{ slug: string }>(
      sql`select slug from facts where lasting and kind = 'CONTRIBUTION'`,
      "objects",
    );
    expect(rows).toEqual([{ slug: "countess/jogger/maintains/2019-01-01" }]);
    const kinds = await database.read.execute<{ kind: string }>(
      sql`select kind from facts group by kind having bool_and(lasting) order by kind::text`,
      "objects",
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(["ADOPTION", "DEPENDENCY", "REMEDY"]);
  });

  it("needs as many statements for one record as for a hundred", async () => {
    const people = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ slug: `many-${count}-${index}`, name: `No. ${index}` }));
    const one = await database.countWriteStatements(() => write(contributor, ...people(1)));
    expect(await database.countWriteStatements(() => write(contributor, ...people(100)))).toBe(one);
    const again = await database.countWriteStatements(() => write(contributor, ...people(100)));
    expect(again).toBeLessThan(one);
  });
});

describe("a write that breaks a rule", () => {
  it("names every problem of every record, and writes nothing", async () => {
    const error = await failureOf(
      statusReport,
      { integration: "walker", date: "2021-02-29", status: "REDY", sources },
      { integration: "Walker", date: "2021-02-02", status: "READY", sources: [], extra: 1 },
      { integration: "walker", date: "2021-02-02", status: "READY" },
    );
    expect(error).toBeInstanceOf(ValidationError);
    expect((error as ValidationError).problems).toEqual([
      { path: [0, "date"], message: 'is "2021-02-29"; expected a day of the calendar: YYYY-MM-DD' },
      {
        path: [0, "status"],
        message: 'is "REDY"; expected one of READY, IN_PROGRESS, STALLED, NOT_STARTED, REMOVED, DISCONTINUED',
      },
      {
        path: [1, "integration"],
        message: "expected a slug: small letters and digits, joined by single dots or dashes",
      },
      { path: [1, "sources"], message: "no source cited; a fact needs at least one" },
      {
        path: [1],
        message: "unknown key extra; expected slug, integration, date, status, note, key, sources",
      },
      { path: [2, "sources"], message: "no source cited; a fact needs at least one" },
    ]);
    expect(await readRecords(database.read, statusReport, { keys: ["walker/2021-02-02/mail-1"] })).toEqual(
      [],
    );
  });

  it.each([
    ["a NUL byte", "a\0b"],
    ["half a surrogate pair", "a\ud800b"],
    ["an escape sequence", "a\u001b[31mb"],
    ["nothing but blanks", " \n "],
  ])("refuses %s in text", async (_, name) => {
    expect(await failureOf(contributor, { slug: "odd", name })).toBeInstanceOf(ValidationError);
  });

  it("trims text and composes its letters", async () => {
    const { result } = await write(contributor, { slug: "zoe", name: "  Zoe\u0308 " });
    expect(result[0]?.record).toEqual({ slug: "zoe", name: "Zo\u00eb" });
  });

  it.each([
    ["an address of another sort", { url: "javascript:alert(1)" }, "url"],
    ["an address that is none", { url: "criu.org/Integration" }, "url"],
    ["no place", {}, "url"],
    ["half a place", { repository: "https://example.org/r", path: "a.c" }, "repository"],
    ["a short commit", { repository: "https://example.org/r", path: "a.c", commit: "abc123" }, "commit"],
  ])("refuses a source with %s", async (_, place, field) => {
    const error = await failureOf(source, {
      slug: "bad",
      kind: "COMMIT",
      title: "Bad",
      publishedOn: "2020-01-01",
      ...place,
    });
    expect((error as ValidationError).problems.map(({ path }) => path)).toEqual([[0, field]]);
  });

  it("names slugs that lead nowhere, with the likeliest one that does", async () => {
    const error = await failureOf(
      adoption,
      { integration: "wallker", feature: "keep", sources: ["mail-1", { source: "mail-9", note: "There." }] },
      { integration: "walker", feature: "zzz", sources, to: "criu-9.9" },
    );
    expect(error).toBeInstanceOf(NotFoundError);
    expect((error as NotFoundError).missing).toEqual([
      { noun: "integration", slug: "wallker", path: [0, "integration"], suggestion: "walker" },
      { noun: "source", slug: "mail-9", path: [0, "sources", 1, "source"], suggestion: "mail-1" },
      { noun: "feature", slug: "zzz", path: [1, "feature"] },
      { noun: "release", slug: "criu-9.9", path: [1, "to"], suggestion: "criu-1.10" },
    ]);
    expect(String((error as Error).message).split("\n")[0]).toBe(
      'integration: no integration "wallker"; did you mean "walker"?',
    );
  });

  it("refuses a capability or work of another owner", async () => {
    const wrong = { title: "T", kind: "POLICY", integration: "walker", capability: "pauses", sources };
    const error = await failureOf(blocker, { slug: "wrong", ...wrong });
    expect((error as NotFoundError).missing).toEqual([
      { noun: "capability", slug: "walker/pauses", path: [0, "capability"], suggestion: "pause" },
    ]);
    const report = { blocker: "walker-legs", work: "daemon", date: "2020-01-01", state: "OPEN", sources };
    expect((await failureOf(blockerReport, report)) as NotFoundError).toMatchObject({
      missing: [{ noun: "work", slug: "walker-legs/daemon", path: [0, "work"] }],
    });
  });

  it.each([
    [
      "an end before the start",
      adoption,
      { integration: "walker", feature: "hold", from: "2020-02-02", to: "2020-02-01" },
    ],
    [
      "a contribution to two things",
      contribution,
      { contributor: "bob", integration: "walker", feature: "hold", role: "AUTHORED", state: "DONE" },
    ],
    ["a contribution to nothing", contribution, { contributor: "bob", role: "AUTHORED", state: "DONE" }],
    [
      "a report that one work is WONT_FIX",
      blockerReport,
      { blocker: "runner-pause", work: "daemon", date: "2020-01-01", state: "WONT_FIX" },
    ],
    ["a remedy without needs", remedy, { blocker: "walker-legs", needs: [] }],
    [
      "a need of two things",
      remedy,
      { blocker: "walker-legs", needs: [{ feature: "hold", work: "w", description: "d" }] },
    ],
    ["work without a description", remedy, { blocker: "walker-legs", needs: [{ work: "w" }] }],
    [
      "eleven needs",
      remedy,
      { blocker: "walker-legs", needs: Array.from({ length: 11 }, () => ({ feature: "hold" })) },
    ],
  ])("refuses %s", async (_, noun, record) => {
    expect(await failureOf(noun as unknown as Noun, { ...record, sources })).toBeInstanceOf(ValidationError);
  });

  it("refuses one record twice, in one write", async () => {
    const record = { integration: "walker", feature: "hold", sources };
    expect(await failureOf(adoption, record, record)).toMatchObject({
      problems: [
        { path: [1], message: 'the adoption "walker/keep" is there twice; tell them apart with key' },
      ],
    });
  });

  it("refuses more than 20 aliases, 30 capabilities and 10 remedies", async () => {
    const aliases = Array.from({ length: 21 }, (_, index) => `a${index}`);
    expect(await failureOf(contributor, { slug: "bob", name: "Bob", aliases })).toBeInstanceOf(
      ValidationError,
    );
    const capabilities = Array.from({ length: 30 }, (_, index) => ({
      integration: "walker",
      slug: `c${index}`,
      name: "C",
    }));
    expect(await failureOf(capability, ...capabilities)).toMatchObject({
      problems: expect.arrayContaining([
        { path: [0], message: 'the integration "walker" would have 31 of capability; expected at most 30' },
      ]),
    });
    const remedies = Array.from({ length: 11 }, (_, index) => ({
      blocker: "walker-legs",
      key: `k${index}`,
      needs: [{ feature: "hold" }],
      sources,
    }));
    expect(await failureOf(remedy, ...remedies)).toBeInstanceOf(ValidationError);
    expect(await readRecords(database.read, remedy, { keys: ["walker-legs/k0"] })).toEqual([]);
  });

  it("refuses a slug that leads to another node, in use or redirected", async () => {
    await write(feature, { slug: "grip", name: "grip", kind: "RPC" });
    const taken = { slug: "grip", formerly: ["keep"], name: "--hold", kind: "CLI_OPTION" };
    expect(await failureOf(feature, taken)).toBeInstanceOf(ConflictError);
    const redirected = { slug: "keep", formerly: ["grip"], name: "grip", kind: "RPC" };
    expect(await failureOf(feature, redirected)).toMatchObject({
      message: 'the slug "keep" leads to another feature, "keep"',
    });
  });

  it("does not rename a node by a slug it once had, unless told to", async () => {
    const sprinter = { slug: "sprinter", name: "Sprinter", kind: "TOOLING" };
    expect(await failureOf(integration, sprinter)).toMatchObject({
      message: 'the slug "sprinter" leads to the integration "runner"; formerly: [runner] would rename it',
    });
  });

  it("only creates, or only updates, where told so", async () => {
    const bob = { slug: "bob", name: "Bob" };
    const create = change((set) => writeRecords(set, contributor, [bob], { only: "create" }));
    await expect(create).rejects.toMatchObject({ message: 'the contributor "bob" is there already' });
    const update = change((set) =>
      writeRecords(set, contributor, [{ ...bob, slug: "rob" }], { only: "update" }),
    );
    await expect(update).rejects.toBeInstanceOf(NotFoundError);
  });

  it("refuses a second release of one product and version", async () => {
    const record = {
      slug: "criu-one-ten",
      product: "criu",
      version: "1.10",
      releasedOn: "2019-01-01",
      source: "mail-1",
    };
    expect(await failureOf(release, record)).toBeInstanceOf(ConflictError);
  });

  it("guards an update by the version it expects", async () => {
    const attempt = change((set) =>
      editRecord(set, contributor, "bob", (record) => ({ ...record, name: "Bob" }), { expectedVersion: 7 }),
    );
    await expect(attempt).rejects.toMatchObject({ noun: "contributor", slug: "bob", currentVersion: 1 });
    const { result } = await change((set) =>
      editRecord(set, contributor, "bob", (record) => ({ ...record, name: "Bob" }), { expectedVersion: 1 }),
    );
    expect(result).toMatchObject({ operation: "UPDATE", record: { name: "Bob" } });
  });
});
