import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { inChangeSet } from "../../src/domain/change-set.ts";
import { nouns } from "../../src/domain/noun-list.ts";
import { source } from "../../src/domain/source.ts";
import { writeRecords } from "../../src/domain/write-records.ts";
import { address, openKettleServer, readKettle } from "./kettle.ts";
import type { TestServer } from "./test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openKettleServer();
});
afterAll(() => server.close());

describe("what is written meanwhile", () => {
  it("counts at once where rows are answered with an analysis, or a viewpoint names it", async () => {
    const clock = vi.spyOn(performance, "now").mockReturnValue(1e9);
    const verdict = async () =>
      (await readKettle(server, "readiness(at: $at) { verdict }", { asOf: "2021-01-01" })).readiness.verdict;
    try {
      await server.graph.refresh();
      expect(await verdict()).toBe("READY_WITH_GAPS");
      await inChangeSet(server.database.write, { actor: "test" }, async (change) => {
        await writeRecords(change, source, [
          { slug: "mail-2020", kind: "MAIL", publishedOn: "2020-01-01", ...address("last") },
        ]);
        const report = nouns.find((noun) => noun.name === "blocker-report");
        if (!report) throw new Error("there are no blocker reports");
        await writeRecords(change, report, [
          { blocker: "kettle-cold", date: "2020-01-01", state: "RESOLVED", sources: ["mail-2020"] },
        ]);
      });
      // The clock stands still: nothing but the rows themselves can have told of the write.
      expect(await verdict()).toBe("READY");
      await inChangeSet(server.database.write, { actor: "test" }, (change) =>
        writeRecords(change, source, [
          { slug: "mail-2021", kind: "MAIL", publishedOn: "2021-01-01", ...address("very-last") },
        ]),
      );
      expect(
        await readKettle(server, "status(at: $at)", { asOf: "2021-01-01", sources: ["mail-2021"] }),
      ).toEqual({ status: null });
    } finally {
      clock.mockRestore();
    }
  });

  it("moves the number that every answer carries", async () => {
    const clock = vi.spyOn(performance, "now").mockReturnValue(2e9);
    const revision = async () => {
      const { data, extensions } = await server.send("{ graphRevision }");
      expect(extensions).toEqual({ graphRevision: data.graphRevision });
      return data.graphRevision;
    };
    try {
      const before = await revision();
      const { revision: written } = await inChangeSet(server.database.write, { actor: "test" }, (change) =>
        writeRecords(change, source, [
          { slug: "mail-2022", kind: "MAIL", publishedOn: "2022-01-01", ...address("mail-2022") },
        ]),
      );
      expect(written).toBe(before + 1);
      expect(await revision()).toBe(before);
      clock.mockReturnValue(2e9 + 1001);
      expect(await revision()).toBe(written);
    } finally {
      clock.mockRestore();
    }
  });
});
