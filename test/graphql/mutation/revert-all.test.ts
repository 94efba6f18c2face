import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nouns } from "../../../src/domain/noun-list.ts";
import { readRecords } from "../../../src/domain/read-records.ts";
import { writeExamples } from "../../domain/example-records.ts";
import { openTestServer, type TestServer } from "../test-server.ts";
import { mutate } from "./mutate.ts";

// Whatever was done, undoing it from the last change to the first leads back to what was said before.

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
  await writeExamples(server.database.write);
});
afterAll(() => server.close());

const sources = [{ source: "mail-1" }];
const day = fc.integer({ min: 1, max: 28 }).map((date) => `2021-02-${String(date).padStart(2, "0")}`);
const integration = fc.constantFrom("runner", "walker", "systemd");
const feature = fc.constantFrom("hold", "poke", "restore-sibling");
const word = fc.constantFrom("a", "b", "c");

const change = fc.oneof(
  fc.record({
    reportStatus: fc.record({
      integration,
      date: day,
      status: fc.constantFrom("READY", "STALLED"),
      note: word,
    }),
  }),
  fc.record({ adopt: fc.record({ integration, feature, from: day }) }),
  fc.record({ reviewBlockers: fc.record({ integration, date: day }) }),
  fc.record({
    reportBlocker: fc.record({
      blocker: fc.constantFrom("runner-pause", "walker-legs"),
      date: day,
      state: fc.constantFrom("OPEN", "RESOLVED"),
    }),
  }),
  fc.record({
    link: fc.record({ kind: fc.constantFrom("CALLS", "PART_OF"), from: integration, to: integration }),
  }),
  fc.record({ unlink: fc.record({ kind: fc.constantFrom("ADOPTS"), from: integration, to: feature }) }),
  fc.record({
    deleteBlockerReport: fc.record({
      id: fc.constantFrom("jogger-pause/2020-06-01/mail-1", "jogger-pause/daemon/2020-06-01/mail-1"),
    }),
  }),
  fc.record({ createFeature: fc.record({ slug: word, name: word, kind: fc.constant("RPC") }) }),
  fc.record({ deleteFeature: fc.record({ id: word }) }),
  fc.record({
    updateFeature: fc.record({ id: fc.oneof(feature, word), name: word, aliases: fc.uniqueArray(word) }),
  }),
  fc.record({ renameFeature: fc.record({ id: feature, slug: fc.constantFrom("grab", "keep", "prod") }) }),
);
const cited = new Set(["reportStatus", "adopt", "reviewBlockers", "reportBlocker", "link"]);

async function readAll(): Promise<unknown> {
  const all = [];
  for (const noun of nouns) {
    const records = await readRecords(server.database.read, noun);
    // Slugs that led to a node once go on doing so.
    all.push(records.map(({ formerly, ...says }) => says));
  }
  return all;
}

/** Does one drawn thing, if it can be done now, and returns the ids of the changes that made. */
async function attempt(drawn: object): Promise<string[]> {
  const [[name, own] = ["", {}]] = Object.entries(drawn);
  const input = { ...own, ...(cited.has(name) && { sources }) };
  const isUpdate = name.startsWith("update");
  for (let expectedVersion = 1; ; ) {
    const result = await mutate(
      server,
      name,
      { ...input, ...(isUpdate && { expectedVersion }) },
      "changes { id }",
    );
    const { changes = [], currentVersion } = result;
    if (!isUpdate || currentVersion == null) return changes.map(({ id }: { id: string }) => id);
    expectedVersion = currentVersion;
  }
}

describe("changes that are all undone, the last one first", () => {
  it("leave what was said before", async () => {
    let done = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 4, maxLength: 12 }), async (drawn) => {
        const before = await readAll();
        const made: string[] = [];
        for (const each of drawn) made.push(...(await attempt(each)));
        done += made.length;
        for (const id of made.reverse()) {
          const result = await mutate(server, "revertChange", { id });
          expect(result, JSON.stringify(drawn)).toMatchObject({ __typename: "RecordPayload" });
        }
        expect(await readAll()).toEqual(before);
      }),
      { numRuns: 6, endOnFailure: true },
    );
    expect(done).toBeGreaterThan(5);
  });
});
