import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { StoredGraph } from "./stored-graph.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

// What is easily got wrong about days and sources, each in a graph as small as it can be, asked as a client asks.

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const day = "2016-06-01";

/** A page, a mail and a commit, all of the first day. */
const told = () =>
  new StoredGraph().source("mail", "MAIL", "2016-01-01").source("commit", "COMMIT", "2016-01-01");

describe("a remedy whose sources are out of view", () => {
  const document = `query ($slug: String!, $at: ViewpointInput) { blocker(slug: $slug) {
    remedies(at: $at) { holds(at: $at) needs { ... on FeatureNeed { feature { slug } } } } } }`;

  test("is hidden whole, with all its needs, also those that another remedy has too", async () => {
    const graph = await told()
      .blocker("waits", "shell", ["pipe"])
      .remedy("waits", ["pipe", "socket"], { by: "mail" })
      .write(server);
    const needs = async (...sources: string[]) => {
      const asked = { slug: graph.slug("waits"), at: graph.at(day, ...sources) };
      const { remedies } = (await graph.ask(document, asked)).blocker;
      return remedies.map((remedy: { needs: { feature: { slug: string } }[] }) =>
        remedy.needs.map((need) => need.feature.slug),
      );
    };
    expect(await needs()).toEqual([["pipe"], ["pipe", "socket"]]);
    expect(await needs("page")).toEqual([["pipe"]]);
    const blocking = async (...sources: string[]) => (await graph.look("shell", day, ...sources)).blocking;
    expect(await blocking()).toEqual([
      "pipe 1 MISSING NECESSARY: shell > waits > pipe",
      "socket 1 MISSING ALTERNATIVE: shell > waits > socket",
    ]);
    expect(await blocking("page")).toEqual(["pipe 1 MISSING NECESSARY: shell > waits > pipe"]);
  });

  test("lifts nothing, though all it needs is in view", async () => {
    const graph = await told()
      .blocker("waits", "shell")
      .remedy("waits", ["pipe"], { by: "mail" })
      .released("pipe")
      .adopts("shell", "pipe")
      .write(server);
    expect((await graph.look("shell", day)).blockers).toEqual(["waits OPEN, lifted"]);
    expect(await graph.look("shell", day, "page")).toMatchObject({ blockers: ["waits OPEN"], blocking: [] });
  });
});

describe("a need on what is out of view does not hold, and the walk ends there", () => {
  test("where it is a blocker that the viewpoint does not know yet, or not from these sources", async () => {
    const graph = await told()
      .source("news", "DOCUMENT", "2016-07-01")
      .blocker("waits", "shell", [{ blocker: "late" }, "socket"])
      .blocker("late", "libc", ["pipe"])
      .known("late", { by: "news" })
      .write(server);
    const early = ["socket 1 MISSING ALTERNATIVE: shell > waits > socket"];
    expect((await graph.look("shell", day)).blocking).toEqual(early);
    expect((await graph.look("shell", "2016-07-01", "page")).blocking).toEqual(early);
    expect((await graph.look("shell", "2016-07-01")).blocking).toEqual([
      "socket 1 MISSING NECESSARY: shell > waits > socket",
      "pipe 2 MISSING NECESSARY: shell > waits > late > pipe",
    ]);
  });

  test("where it is an integration without a status: not READY, and its blockers stand in the way", async () => {
    const graph = await told()
      .status("libc", "READY", { by: "mail" })
      .blocker("waits", "shell", [{ integration: "libc" }])
      .blocker("old", "libc", ["pipe"])
      .write(server);
    expect((await graph.look("shell", day)).blockers).toEqual(["waits OPEN, lifted"]);
    expect(await graph.look("libc", day, "page")).toMatchObject({ status: null, verdict: null });
    expect(await graph.look("shell", day, "page")).toMatchObject({
      blockers: ["waits OPEN"],
      blocking: ["pipe 2 MISSING NECESSARY: shell > waits > libc > old > pipe"],
    });
  });
});

test("a withdrawn adoption holds up to the day it ends, and not on it", async () => {
  const graph = await told()
    .released("pipe")
    .released("socket", "2016-07-01")
    .blocker("waits", "shell", ["pipe"])
    .blocker("also", "tmux", ["pipe"])
    .adopts("shell", "pipe", { from: "2016-02-01", to: "2016-06-02" })
    .adopts("tmux", "pipe", { to: "criu-2016-07-01" })
    .write(server);
  expect((await graph.look("shell", "2016-01-31")).blockers).toEqual(["waits OPEN"]);
  expect((await graph.look("shell", "2016-02-01")).blockers).toEqual(["waits OPEN, lifted"]);
  expect((await graph.look("shell", "2016-06-01")).blockers).toEqual(["waits OPEN, lifted"]);
  expect((await graph.look("shell", "2016-06-02")).blocking).toEqual([
    "pipe 1 NOT_ADOPTED NECESSARY: shell > waits > pipe",
  ]);
  expect((await graph.look("tmux", "2016-06-30")).blockers).toEqual(["also OPEN, lifted"]);
  expect((await graph.look("tmux", "2016-07-01")).blockers).toEqual(["also OPEN"]);
});

describe("the same status reported twice by one series", () => {
  const page = () =>
    new StoredGraph()
      .source("page-1", "WIKI_REVISION", "2016-01-01", "wiki")
      .source("page-2", "WIKI_REVISION", "2016-03-01", "wiki")
      .source("page-3", "WIKI_REVISION", "2016-05-01", "wiki")
      .source("commit", "COMMIT", "2016-02-01");

  test("only confirms, and displaces nothing said in between", async () => {
    const graph = await page()
      .status("shell", "STALLED", { on: "2016-01-01", by: "page-1" })
      .status("shell", "READY", { on: "2016-02-01", by: "commit" })
      .status("shell", "STALLED", { on: "2016-03-01", by: "page-2" })
      .status("shell", "IN_PROGRESS", { on: "2016-05-01", by: "page-3" })
      .write(server);
    const status = async (asOf: string, ...sources: string[]) =>
      (await graph.look("shell", asOf, ...sources)).status;
    expect(await status("2016-01-31")).toBe("STALLED");
    expect(await status("2016-03-01")).toBe("READY");
    expect(await status("2016-05-01")).toBe("IN_PROGRESS");
    expect(await status("2016-03-01", "page-1", "page-2")).toBe("STALLED");
    // Without its first report the second is news.
    expect(await status("2016-03-01", "page-2", "commit")).toBe("STALLED");
  });

  test("is news again after it said something else", async () => {
    const graph = await page()
      .status("shell", "STALLED", { on: "2016-01-01", by: "page-1" })
      .status("shell", "IN_PROGRESS", { on: "2016-03-01", by: "page-2" })
      .status("shell", "READY", { on: "2016-04-01", by: "commit" })
      .status("shell", "STALLED", { on: "2016-05-01", by: "page-3" })
      .write(server);
    expect((await graph.look("shell", day)).status).toBe("STALLED");
  });

  test("is so by the best of its sources in view", async () => {
    const graph = await page()
      .status("shell", "STALLED", { on: "2016-01-01", by: "page-1" })
      .status("shell", "READY", { on: "2016-02-01", by: "commit" })
      .status("shell", "STALLED", { on: "2016-03-01", by: ["page-2", "commit"] })
      .write(server);
    expect((await graph.look("shell", day)).status).toBe("STALLED");
    expect((await graph.look("shell", day, "page-1", "page-2", "commit")).status).toBe("STALLED");
    expect((await graph.look("shell", day, "page-1", "page-2")).status).toBe("STALLED");
  });
});

describe("two sources on one day", () => {
  test("a commit or a release note goes before a mail, and that before the page", async () => {
    const graph = await told()
      .source("note", "RELEASE_NOTE", "2016-01-01")
      .status("shell", "STALLED", { by: "page" })
      .status("shell", "IN_PROGRESS", { by: "mail" })
      .status("shell", "READY", { by: "note" })
      .status("shell", "NOT_STARTED", { by: "commit" })
      .write(server);
    const status = async (...sources: string[]) => (await graph.look("shell", day, ...sources)).status;
    expect(await status("page")).toBe("STALLED");
    expect(await status("page", "mail")).toBe("IN_PROGRESS");
    expect(await status("page", "mail", "note")).toBe("READY");
    // Of equals the lower slug.
    expect(await status("page", "mail", "note", "commit")).toBe("NOT_STARTED");
  });

  test("decide on a blocker and on its work, each on its own", async () => {
    const graph = await told()
      .blocker("waits", "shell", [{ work: "patch" }])
      .report("waits", "RESOLVED", { by: "mail", work: "patch" })
      .report("waits", "OPEN", { by: "commit", work: "patch" })
      .report("waits", "WONT_FIX", { by: "page" })
      .report("waits", "OPEN", { by: "mail" })
      .write(server);
    expect((await graph.look("shell", day)).blockers).toEqual(["waits OPEN"]);
    expect((await graph.look("shell", day, "page", "mail")).blockers).toEqual(["waits OPEN, lifted"]);
    expect((await graph.look("shell", day, "page")).blockers).toEqual(["waits WONT_FIX"]);
  });
});
