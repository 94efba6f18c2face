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

const reverted = "record { __typename ... on Node { id } } changes { operation noun slug reason }";

/** Does something and returns the ids of the changes that made. */
async function changesOf(name: string, input: object): Promise<string[]> {
  const { changes } = await mutate(server, name, input, "changes { id }");
  return changes.map(({ id }: { id: string }) => id);
}

async function readIntegration(slug: string) {
  return (
    await server.ask("query ($slug: String!) { integration(slug: $slug) { slug name homepage } }", { slug })
  ).integration;
}

describe("revertChange", () => {
  it("takes back what was made, as a change of its own", async () => {
    const [id] = await changesOf("createFeature", { slug: "float", name: "float", kind: "RPC" });
    expect(await mutate(server, "revertChange", { id, reason: "A mistake." }, reverted)).toEqual({
      __typename: "RecordPayload",
      record: null,
      changes: [{ operation: "DELETE", noun: "FEATURE", slug: "float", reason: "A mistake." }],
    });
    expect(await mutate(server, "revertChange", { id })).toMatchObject({
      __typename: "ConflictError",
      message: expect.stringMatching(
        /^the feature "float" is gone already; ada changed it last, in revision \d+$/,
      ),
    });
  });

  it("brings back what was taken, with its slug and all it said", async () => {
    const report = idOf("BlockerReport", "jogger-pause/daemon/2020-06-01/mail-1");
    const before = (
      await server.ask(`{ node(id: "${report}") { ... on BlockerReport { note state work { slug } } } }`)
    ).node;
    const [id] = await changesOf("deleteBlockerReport", { id: report });
    expect(await mutate(server, "revertChange", { id }, reverted)).toMatchObject({
      record: { __typename: "BlockerReport", id: report },
      changes: [{ operation: "CREATE" }],
    });
    const after = (
      await server.ask(`{ node(id: "${report}") { ... on BlockerReport { note state work { slug } } } }`)
    ).node;
    expect(after).toEqual(before);
  });

  it("gives a field its former value, and leaves what changed elsewhere since", async () => {
    const [named] = await changesOf("updateIntegration", { id: "runner", expectedVersion: 1, name: "Racer" });
    await changesOf("updateIntegration", { id: "runner", expectedVersion: 2, homepage: null });
    await mutate(server, "revertChange", { id: named });
    expect(await readIntegration("runner")).toEqual({ slug: "runner", name: "Runner", homepage: null });
  });

  it("is refused where a later change stands on it, and says which", async () => {
    const [first] = await changesOf("updateFeature", { id: "poke", expectedVersion: 1, name: "prod" });
    await changesOf("updateFeature", { id: "poke", expectedVersion: 2, name: "nudge" });
    const { changes } = await server.ask("{ changes(last: 1) { nodes { revision } } }");
    expect(await mutate(server, "revertChange", { id: first })).toEqual({
      __typename: "ConflictError",
      message: `the feature "poke" has another name by now; ada changed it last, in revision ${changes.nodes[0].revision}`,
      noun: "FEATURE",
      slug: "poke",
      currentVersion: 3,
    });
  });

  it("is refused where other records refer to what would go", async () => {
    const [id] = await changesOf("createFeature", { slug: "sink", name: "sink", kind: "RPC" });
    await changesOf("adopt", { integration: "runner", feature: "sink", sources: [{ source: "mail-1" }] });
    expect(await mutate(server, "revertChange", { id })).toMatchObject({
      message: 'the feature "sink" cannot go while the adoption "jogger/sink" refers to it',
    });
  });

  it("of a rename gives the former slug back, and both lead there", async () => {
    const [id] = await changesOf("renameIntegration", { id: "walker", slug: "stroller" });
    await mutate(server, "revertChange", { id });
    expect((await readIntegration("walker")).slug).toBe("walker");
    expect((await readIntegration("stroller")).slug).toBe("walker");
  });

  it("undoes a revert", async () => {
    const [id] = await changesOf("updateIntegration", { id: "walker", expectedVersion: 3, name: "Hiker" });
    const [undone] = await changesOf("revertChange", { id });
    await mutate(server, "revertChange", { id: undone });
    expect((await readIntegration("walker")).name).toBe("Hiker");
  });

  it("names the change where what it took referred to is gone", async () => {
    const newSource = {
      slug: "leaf",
      kind: "MAIL",
      title: "A",
      url: "https://a.example",
      publishedOn: "2020-01-01",
    };
    const report = { integration: "walker", date: "2019-01-01", status: "STALLED", sources: [{ newSource }] };
    await mutate(server, "reportStatus", report);
    const [id] = await changesOf("deleteStatusReport", { id: "walker/2019-01-01/leaf" });
    await mutate(server, "deleteSource", { id: "leaf" });
    expect(await mutate(server, "revertChange", { id })).toMatchObject({
      missing: [{ path: ["id"], kind: "source", slug: "leaf" }],
    });
  });

  it("is of a change by its own id alone", async () => {
    for (const number of ["0x1", "1e2", "01", "1.0", "-1"]) {
      expect(await mutate(server, "revertChange", { id: idOf("Change", number) }), number).toMatchObject({
        problems: [{ path: ["id"] }],
      });
    }
  });

  it("is of a change that is there", async () => {
    expect(await mutate(server, "revertChange", { id: idOf("Change", "999999999") })).toMatchObject({
      missing: [{ path: ["id"], kind: "change" }],
    });
    expect(await mutate(server, "revertChange", { id: idOf("Feature", "hold") })).toMatchObject({
      problems: [{ path: ["id"], message: expect.stringContaining("is not the id of a change") }],
    });
  });
});
