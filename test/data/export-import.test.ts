import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportGraph } from "../../src/data/export/export-graph.ts";
import { type DocumentFormat, documentFormats, renderDocument } from "../../src/data/graph-document.ts";
import { importGraph } from "../../src/data/import/import-graph.ts";
import type { Db } from "../../src/db/open.ts";
import { inChangeSet } from "../../src/domain/change-set.ts";
import type { AnyRecord, NounName } from "../../src/domain/noun.ts";
import { nouns } from "../../src/domain/noun-list.ts";
import { readRecords } from "../../src/domain/read-records.ts";
import { writeRecords } from "../../src/domain/write-records.ts";
import { writeCrowd } from "../crowd.ts";
import { type EmptyDatabase, openEmptyDatabase } from "../domain/empty-database.ts";
import { writeExamples } from "../domain/example-records.ts";
import { arbitraryGraph, type MadeGraph } from "./arbitrary-graph.ts";

let database: EmptyDatabase;
beforeAll(async () => {
  database = await openEmptyDatabase();
});
afterAll(() => database.close());

/** The documents of a graph, as text. */
async function exported(db: Db, format: DocumentFormat): Promise<string[]> {
  const texts: string[] = [];
  await exportGraph(db, (document) => {
    texts.push(renderDocument(format, document));
  });
  return texts;
}

async function* bytesOf(texts: readonly string[]): AsyncGenerator<Uint8Array> {
  yield Buffer.from(texts.join(""));
}

function importTexts(db: Db, format: DocumentFormat, texts: readonly string[]) {
  return importGraph(db, { name: "graph", format, bytes: bytesOf(texts) }, { actor: "test" });
}

async function allRecords(db: Db): Promise<Record<NounName, AnyRecord[]>> {
  const read = [];
  for (const noun of nouns) read.push([noun.name, await readRecords(db, noun)]);
  return Object.fromEntries(read);
}

/** Runs `use` on an empty graph, and leaves it empty. */
async function onEmptyGraph<Result>(use: (db: Db) => Promise<Result>): Promise<Result> {
  let result: { value: Result } | undefined;
  const undo = new Error("undo");
  await database.write
    .transaction(async (transaction) => {
      result = { value: await use(transaction) };
      throw undo;
    })
    .catch((error) => {
      if (error !== undo && error.cause !== undo) throw error;
    });
  if (!result) throw new Error("nothing was done");
  return result.value;
}

async function writeGraph(db: Db, graph: MadeGraph): Promise<void> {
  await inChangeSet(db, { actor: "test" }, async (change) => {
    for (const noun of nouns) await writeRecords(change, noun, graph[noun.name] ?? []);
  });
}

/** A graph as its records and as its export. */
async function read(db: Db, format: DocumentFormat) {
  return { records: await allRecords(db), texts: await exported(db, format) };
}

describe.each(documentFormats)("a graph that is exported as %s and imported", (format) => {
  it("is the same, and its next export is the same byte for byte", async () => {
    const [one, other] = await Promise.all([openEmptyDatabase(), openEmptyDatabase()]);
    try {
      await writeExamples(one.write);
      await writeCrowd(one.write, "crowd", 7);
      const first = await read(one.write, format);
      await importTexts(other.write, format, first.texts);
      const second = await read(other.write, format);
      expect(second.records).toStrictEqual(first.records);
      expect(second.texts.join("")).toBe(first.texts.join(""));
      for (const noun of nouns) expect(first.records[noun.name].length).toBeGreaterThan(6);
    } finally {
      await Promise.all([one.close(), other.close()]);
    }
  });

  it("is the same whatever it holds, in whatever order the documents come", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryGraph, fc.boolean(), async (graph, isReversed) => {
        const first = await onEmptyGraph(async (db) => {
          await writeGraph(db, graph);
          return read(db, format);
        });
        const texts = isReversed ? first.texts.toReversed() : first.texts;
        const second = await onEmptyGraph(async (db) => {
          await importTexts(db, format, texts);
          return read(db, format);
        });
        expect(second.records).toStrictEqual(first.records);
        expect(second.texts.join("")).toBe(first.texts.join(""));
      }),
      { numRuns: 40 },
    );
  }, 180_000);
});

describe("a thing of which much is said", () => {
  it("is exported in several documents that are whole by themselves", async () => {
    const days = Array.from({ length: 2_500 }, (_, n) =>
      new Date(Date.UTC(2010, 0, 1 + n)).toISOString().slice(0, 10),
    );
    const base = {
      sources: [
        {
          slug: "page",
          kind: "DOCUMENT",
          title: "Page",
          url: "https://example.org",
          publishedOn: "2010-01-01",
        },
      ],
    };
    const integration = {
      slug: "runner",
      name: "Runner",
      kind: "TOOLING",
      blockers: [
        {
          slug: "runner-pause",
          title: "It cannot pause",
          kind: "DEFECT",
          sources: ["page"],
          remedies: [{ needs: [{ work: "patch", description: "A patch." }], sources: ["page"] }],
          reports: days.map((date) => ({ date, work: "patch", state: "OPEN", sources: ["page"] })),
        },
      ],
    };
    const given = [base, { integration }].map((document) => `${JSON.stringify(document)}\n`);
    const first = await onEmptyGraph(async (db) => {
      await importTexts(db, "ndjson", given);
      return exported(db, "ndjson");
    });
    const parts = first.flatMap((text) => JSON.parse(text).integration ?? []);
    expect(parts.map(({ name, blockers: [{ title, reports }] }) => [name, title, reports.length])).toEqual([
      ["Runner", "It cannot pause", 998],
      ["Runner", "It cannot pause", 1000],
      ["Runner", "It cannot pause", 502],
    ]);
    const second = await onEmptyGraph(async (db) => {
      await importTexts(db, "ndjson", first.toReversed());
      return exported(db, "ndjson");
    });
    expect(second.join("")).toBe(first.join(""));
  });
});
