import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { StoredGraph } from "./stored-graph.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

// Shapes of graphs that are easily got wrong, each as small as it can be, asked as a client asks.

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const day = "2016-06-01";

test("either-or: each feature is an alternative, and one of them is enough", async () => {
  const graph = await new StoredGraph()
    .status("shell", "STALLED")
    .blocker("waits", "shell", ["pipe"], ["socket"])
    .released("socket", "2016-07-01")
    .adopts("shell", "socket", { from: "2016-08-01" })
    .write(server);
  expect(await graph.look("shell", day)).toEqual({
    status: "STALLED",
    verdict: "BLOCKED",
    blockers: ["waits OPEN"],
    blocking: [
      "pipe 1 MISSING ALTERNATIVE: shell > waits > pipe",
      "socket 1 MISSING ALTERNATIVE: shell > waits > socket",
    ],
  });
  expect((await graph.look("shell", "2016-07-31")).blocking).toEqual([
    "pipe 1 MISSING ALTERNATIVE: shell > waits > pipe",
    "socket 1 NOT_ADOPTED ALTERNATIVE: shell > waits > socket",
  ]);
  expect(await graph.look("shell", "2016-08-01")).toEqual({
    status: "STALLED",
    verdict: "CLEAR",
    blockers: ["waits OPEN, lifted"],
    blocking: [],
  });
});

describe("a cycle that must not satisfy itself", () => {
  test("of blockers: all are unlifted until one is resolved", async () => {
    const graph = await new StoredGraph()
      .blocker("egg", "farm", [{ blocker: "hen" }])
      .blocker("hen", "farm", [{ blocker: "egg" }])
      .report("hen", "RESOLVED", { on: "2016-07-01" })
      .write(server);
    expect((await graph.look("farm", day)).blockers).toEqual(["egg OPEN", "hen OPEN"]);
    const later = await graph.look("farm", "2016-07-01");
    expect(later.blockers).toEqual(["egg OPEN, lifted", "hen RESOLVED, lifted"]);
  });

  test("of integrations: neither is READY by the other", async () => {
    const graph = await new StoredGraph()
      .status("ssh", "IN_PROGRESS")
      .status("tmux", "IN_PROGRESS")
      .blocker("ssh-waits", "ssh", [{ integration: "tmux" }, "pty"])
      .blocker("tmux-waits", "tmux", [{ integration: "ssh" }])
      .write(server);
    expect((await graph.look("ssh", day)).blocking).toEqual([
      "pty 1 MISSING ALTERNATIVE: ssh > ssh-waits > pty",
    ]);
    expect((await graph.look("tmux", day)).blocking).toEqual([
      "pty 2 MISSING ALTERNATIVE: tmux > tmux-waits > ssh > ssh-waits > pty",
    ]);
  });

  test("of features: what requires itself is never usable, and nothing is missing", async () => {
    const graph = await new StoredGraph()
      .released("lock")
      .released("key")
      .requires("lock", "key")
      .requires("key", "lock")
      .adopts("door", "lock")
      .blocker("shut", "door", ["lock"])
      .write(server);
    expect(await graph.look("door", day)).toMatchObject({ blockers: ["shut OPEN"], blocking: [] });
  });
});

describe("a diamond whose second edge must not be lost", () => {
  const diamond = () =>
    new StoredGraph()
      .blocker("top", "shell", [{ blocker: "left" }, { blocker: "right" }])
      .blocker("left", "libc", ["pipe"])
      .blocker("right", "kernel", ["pipe"]);

  test("the walk takes the smaller slug, and the other side once that is lifted", async () => {
    const graph = await diamond().report("left", "RESOLVED", { on: "2016-07-01" }).write(server);
    expect((await graph.look("shell", day)).blocking).toEqual([
      "pipe 2 MISSING NECESSARY: shell > top > left > pipe",
    ]);
    expect((await graph.look("shell", "2016-07-01")).blocking).toEqual([
      "pipe 2 MISSING NECESSARY: shell > top > right > pipe",
    ]);
  });

  test("one edge that two remedies make has the sources of both", async () => {
    const graph = await diamond()
      .source("mail", "MAIL", "2015-01-01")
      .remedy("left", ["pipe", "socket"], { by: "mail" })
      .write(server);
    const document = `query ($slug: String!, $at: ViewpointInput) { integration(slug: $slug) {
      blockingFeatures(at: $at) { edges { node { slug } explanation { sources { slug } } } } } }`;
    const asked = { slug: graph.slug("libc"), at: graph.at(day) };
    const { edges } = (await graph.ask(document, asked)).integration.blockingFeatures;
    expect(edges[0]).toEqual({
      node: { slug: "pipe" },
      explanation: [{ sources: [{ slug: "page" }] }, { sources: [{ slug: "mail" }, { slug: "page" }] }],
    });
  });
});

describe("a feature required only through another", () => {
  test("blocks though nobody needs it by name, and the other does not once it is adopted", async () => {
    const graph = await new StoredGraph()
      .blocker("waits", "shell", ["pipe"])
      .requires("pipe", "buffer")
      .released("pipe")
      .adopts("shell", "pipe", { from: "2016-07-01" })
      .released("buffer", "2016-08-01")
      .write(server);
    expect((await graph.look("shell", day)).blocking).toEqual([
      "buffer 1 MISSING NECESSARY: shell > waits > pipe > buffer",
      "pipe 1 NOT_ADOPTED NECESSARY: shell > waits > pipe",
    ]);
    expect((await graph.look("shell", "2016-07-01")).blocking).toEqual([
      "buffer 1 MISSING NECESSARY: shell > waits > pipe > buffer",
    ]);
    expect((await graph.look("shell", "2016-08-01")).blockers).toEqual(["waits OPEN, lifted"]);
  });
});

describe("a blocker of one capability", () => {
  const engine = () =>
    new StoredGraph()
      .status("engine", "READY")
      .blocker("no-restore", "engine/restore", ["pipe"])
      .blocker("whole", "shell", [{ integration: "engine" }])
      .blocker("part", "tmux", [{ integration: "engine", capability: "restore" }]);

  test("leaves the integration READY, with a gap, and in the way of that capability alone", async () => {
    const graph = await engine().write(server);
    expect((await graph.look("engine", day)).verdict).toBe("READY_WITH_GAPS");
    expect((await graph.look("shell", day)).blockers).toEqual(["whole OPEN, lifted"]);
    expect((await graph.look("tmux", day)).blocking).toEqual([
      "pipe 2 MISSING NECESSARY: tmux > part > engine > no-restore > pipe",
    ]);
  });

  test("is in the way of all while the integration is not READY, with all its other blockers", async () => {
    const graph = await engine()
      .status("engine", "STALLED", { on: "2016-02-01" })
      .blocker("no-dump", "engine/dump", ["socket"])
      .write(server);
    const both = [
      "pipe 2 MISSING NECESSARY: tmux > part > engine > no-restore > pipe",
      "socket 2 MISSING NECESSARY: tmux > part > engine > no-dump > socket",
    ];
    expect((await graph.look("tmux", day)).blocking).toEqual(both);
    const whole = both.map((line) => line.replace("tmux > part", "shell > whole"));
    expect((await graph.look("shell", day)).blocking).toEqual(whole);
  });

  test("is in the way of nothing once the integration has ended, though what needs it is not lifted", async () => {
    const graph = await engine().status("engine", "REMOVED", { on: "2016-02-01" }).write(server);
    expect(await graph.look("tmux", day)).toMatchObject({ blockers: ["part OPEN"], blocking: [] });
    expect((await graph.look("engine", day)).blocking).toEqual([
      "pipe 1 MISSING NECESSARY: engine > no-restore > pipe",
    ]);
  });
});

test("WONT_FIX above a remedy that holds: it is not lifted, and nothing under it blocks", async () => {
  const graph = await new StoredGraph()
    .status("shell", "IN_PROGRESS")
    .released("pipe")
    .adopts("shell", "pipe")
    .blocker("waits", "shell", ["pipe"], ["socket"])
    .blocker("above", "tmux", [{ blocker: "waits" }])
    .report("waits", "WONT_FIX", { on: "2016-07-01" })
    .write(server);
  expect(await graph.look("shell", day)).toMatchObject({
    verdict: "CLEAR",
    blockers: ["waits OPEN, lifted"],
  });
  expect(await graph.look("shell", "2016-07-01")).toMatchObject({
    verdict: "BLOCKED",
    blockers: ["waits WONT_FIX"],
    blocking: [],
  });
  expect(await graph.look("tmux", "2016-07-01")).toMatchObject({ blockers: ["above OPEN"], blocking: [] });
});
