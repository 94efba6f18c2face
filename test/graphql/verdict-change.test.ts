import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inChangeSet } from "../../src/domain/change-set.ts";
import { editRecord } from "../../src/domain/edit-record.ts";
import { nouns } from "../../src/domain/noun-list.ts";
import { removeRecords } from "../../src/domain/remove-records.ts";
import { writeAll } from "../domain/write-all.ts";
import { runOn, withDatabase } from "../postgres.ts";
import { EventReader, subscriptionRequest } from "./event-reader.ts";
import { openTestServer, type TestServer } from "./test-server.ts";
import { writeMails } from "./write-mails.ts";

// By the page of 2016 both systemd and a shell are blocked, because neither has adopted --restore-sibling.

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
  await writeMails(server.database.write, "proof", 3);
});
afterAll(() => server.close());

const document = `subscription ($of: NodeRef!, $at: ViewpointInput, $after: String) {
  verdictChanges(of: $of, at: $at, after: $after) {
    cursor
    node { slug }
    before { ...state }
    after { ...state }
    change { operation slug }
  }
}
fragment state on VerdictState { asOf verdict blockings { reason node { slug } } blockingCount }`;

const systemd = { integration: "systemd" };
const restoreSibling = { feature: "restore-sibling" };
const sources = ["proof-1"];
const resolved = { blocker: "systemd-adoption", date: "2026-11-01", state: "RESOLVED", sources };
const isResolved = "systemd-adoption/2026-11-01/proof-1";

async function watch(variables: object, lastEventId?: string): Promise<EventReader> {
  const request = subscriptionRequest(document, variables, lastEventId);
  const events = new EventReader(await server.server.fetch("http://localhost/graphql", request));
  // What is written from here on is told.
  if (!("after" in variables) && lastEventId === undefined) await events.progress();
  return events;
}

let marks = 0;
/** Waits until all that was written so far is looked at, and nothing is told of it. */
async function expectNothing(events: EventReader): Promise<void> {
  const before = (await server.ask("{ graphRevision }")).graphRevision;
  await writeMails(server.database.write, `mark-${++marks}`, 250);
  const revisionOf = (cursor: string) => JSON.parse(Buffer.from(cursor, "base64url").toString())[2];
  while (revisionOf(await events.progress()) <= before);
}

const write = (records: Parameters<typeof writeAll>[1]) => writeAll(server.database.write, records);

const author = { actor: "test" };
const nounOf = (name: string) => nouns.find((noun) => noun.name === name) as (typeof nouns)[number];
const remove = (noun: string, slug: string) =>
  inChangeSet(server.database.write, author, (change) => removeRecords(change, nounOf(noun), [slug]));

/** An event without what is long: its verdicts, what blocks, and the change. */
function inShort({
  verdictChanges: { node, before, after, change },
}: Awaited<ReturnType<EventReader["data"]>>) {
  const state = ({ verdict, blockings }: typeof after) => [
    verdict,
    ...blockings.map(
      (each: { reason: string; node: { slug: string } }) => `${each.node.slug} ${each.reason}`,
    ),
  ];
  return { node: node.slug, before: state(before), after: state(after), change: change?.slug ?? null };
}

describe("verdictChanges", () => {
  it("tells once that the answer about an integration turned, and the change that did it", async () => {
    const events = await watch({ of: systemd });
    await expectNothing(events);
    for (let count = 1; count <= 30; count++) await writeMails(server.database.write, `alone-${count}`);
    await write({ "blocker-report": [resolved] });
    const told = (await events.data()).verdictChanges;
    const day = "2026-11-23";
    expect(told).toEqual({
      cursor: expect.any(String),
      node: { slug: "systemd" },
      before: {
        asOf: day,
        verdict: "BLOCKED",
        blockings: [{ reason: "NOT_ADOPTED", node: { slug: "restore-sibling" } }],
        blockingCount: 1,
      },
      after: { asOf: day, verdict: "CLEAR", blockings: [], blockingCount: 0 },
      change: { operation: "CREATE", slug: isResolved },
    });
    await write({ "blocker-report": [{ ...resolved, date: "2026-11-02" }] });
    await remove("blocker-report", "systemd-adoption/2026-11-02/proof-1");
    await remove("blocker-report", isResolved);
    expect(inShort(await events.data())).toEqual({
      node: "systemd",
      before: ["CLEAR"],
      after: ["BLOCKED", "restore-sibling NOT_ADOPTED"],
      change: isResolved,
    });
    await events.cancel();
  });

  it("tells what a feature blocks, change by change however quickly they follow each other", async () => {
    const events = await watch({ of: restoreSibling });
    const adopt = (integration: string) =>
      write({ adoption: [{ integration, feature: "restore-sibling", from: "2026-11-01", sources }] });
    // Nobody waits for the events: most changes are looked at after later ones have undone them.
    for (let round = 0; round < 3; round++) {
      await adopt("systemd");
      await remove("adoption", "systemd/restore-sibling");
    }
    await Promise.all([adopt("systemd"), adopt("shell")]);
    const ended = { integration: "systemd", date: "2026-11-01", status: "DISCONTINUED", sources };
    await remove("adoption", "systemd/restore-sibling");
    await write({ "status-report": [ended] });
    await remove("status-report", "systemd/2026-11-01/proof-1");
    await remove("adoption", "shell/restore-sibling");
    const next = async () => {
      const { before, after, change } = inShort(await events.data());
      const blocked = (state: unknown[]) =>
        state
          .slice(1)
          .map((each) => String(each).split(" ")[0])
          .toSorted()
          .join();
      return `${change}: ${blocked(before)} → ${blocked(after)}`;
    };
    for (let round = 0; round < 3; round++) {
      expect(await next()).toBe("systemd/restore-sibling: shell,systemd → shell");
      expect(await next()).toBe("systemd/restore-sibling: shell → shell,systemd");
    }
    // These two were written at once, in whichever order.
    const [first, second] = [await next(), await next()];
    const [one, other] = first.startsWith("systemd") ? ["systemd", "shell"] : ["shell", "systemd"];
    expect([first, second]).toEqual([
      `${one}/restore-sibling: shell,systemd → ${other}`,
      `${other}/restore-sibling: ${other} → `,
    ]);
    expect(await next()).toBe("systemd/restore-sibling:  → systemd");
    expect(await next()).toBe("systemd/2026-11-01/proof-1: systemd → ");
    expect(await next()).toBe("systemd/2026-11-01/proof-1:  → systemd");
    expect(await next()).toBe("shell/restore-sibling: systemd → shell,systemd");
    await expectNothing(events);
    await events.cancel();
  });

  it("tells a client that was away what it missed, change by change", async () => {
    const events = await watch({ of: systemd });
    await write({ "blocker-report": [resolved] });
    const { cursor } = (await events.data()).verdictChanges;
    await events.cancel();
    await writeMails(server.database.write, "meanwhile", 3);
    const nothing = await watch({ of: systemd, after: cursor });
    await nothing.progress();
    await nothing.cancel();
    await remove("blocker-report", isResolved);
    await write({ "blocker-report": [resolved] });
    await remove("blocker-report", isResolved);
    for (const back of [await watch({ of: systemd, after: cursor }), await watch({ of: systemd }, cursor)]) {
      for (const verdict of ["BLOCKED", "CLEAR", "BLOCKED"]) {
        const { change, after } = inShort(await back.data());
        expect([after[0], change]).toEqual([verdict, isResolved]);
      }
      await back.cancel();
    }
  });

  it("tells a client that was away for long what is different in one", async () => {
    const events = await watch({ of: systemd });
    await write({ "blocker-report": [resolved] });
    const { cursor } = (await events.data()).verdictChanges;
    await events.cancel();
    await inChangeSet(server.database.write, author, async (change) => {
      for (let time = 0; time < 101; time++) {
        const edit = (record: object) => ({ ...record, description: `For the ${time}th time.` });
        await editRecord(change, nounOf("integration"), "systemd", edit);
      }
    });
    const same = await watch({ of: systemd, after: cursor });
    await same.progress();
    await same.cancel();
    await remove("blocker-report", isResolved);
    const back = await watch({ of: systemd, after: cursor });
    expect(inShort(await back.data())).toEqual({
      node: "systemd",
      before: ["CLEAR"],
      after: ["BLOCKED", "restore-sibling NOT_ADOPTED"],
      change: isResolved,
    });
    await back.cancel();
  });

  it("tells what a new day brings, which no change did", async () => {
    const [before, morning] = [server.now, new Date("2026-11-24T00:00:00Z")];
    const fixed = await watch({ of: systemd, at: { asOf: "2026-11-23" } });
    const events = await watch({ of: systemd });
    await write({ "blocker-report": [{ ...resolved, date: "2026-11-24" }] });
    server.now = morning;
    const { verdictChanges } = await events.data();
    expect([verdictChanges.before.asOf, verdictChanges.after.asOf]).toEqual(["2026-11-23", "2026-11-24"]);
    expect(inShort({ verdictChanges })).toMatchObject({
      before: ["BLOCKED", expect.anything()],
      after: ["CLEAR"],
      change: null,
    });
    await remove("blocker-report", "systemd-adoption/2026-11-24/proof-1");
    expect(inShort(await events.data())).toMatchObject({ after: ["BLOCKED", expect.anything()] });
    server.now = before;
    await write({ "blocker-report": [{ ...resolved, date: "2026-11-22" }] });
    expect(inShort(await fixed.data())).toMatchObject({
      after: ["CLEAR"],
      change: "systemd-adoption/2026-11-22/proof-1",
    });
    await remove("blocker-report", "systemd-adoption/2026-11-22/proof-1");
    await Promise.all([events.cancel(), fixed.cancel()]);
  });

  it("answers from the viewpoint that was asked for, whatever it leaves out or assumes", async () => {
    const wiki = "criu-wiki-integration-2016-08-30";
    const page = await watch({ of: systemd, at: { sources: [wiki, "proof-2"] } });
    const assumed = await watch({
      of: systemd,
      at: { assume: { resolve: [{ blocker: "systemd-adoption" }] } },
    });
    await write({ "blocker-report": [resolved] });
    await write({ "blocker-report": [{ ...resolved, sources: ["proof-2"] }] });
    await write({
      "status-report": [{ integration: "systemd", date: "2026-11-01", status: "READY", sources }],
    });
    expect(inShort(await page.data())).toMatchObject({
      after: ["CLEAR"],
      change: "systemd-adoption/2026-11-01/proof-2",
    });
    expect(inShort(await assumed.data())).toMatchObject({
      before: ["CLEAR"],
      after: ["READY"],
      change: "systemd/2026-11-01/proof-1",
    });
    await remove("status-report", "systemd/2026-11-01/proof-1");
    await remove("blocker-report", "systemd-adoption/2026-11-01/proof-2");
    await remove("blocker-report", isResolved);
    await Promise.all([page.cancel(), assumed.cancel()]);
  });

  it("notices that a source came to have another day, and survives a cut of the connections", async () => {
    await write({ "blocker-report": [resolved] });
    const events = await watch({ of: systemd, at: { asOf: "2026-11-23" } });
    const name = new URL(server.database.url).pathname.slice(1);
    const cut = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`;
    await runOn(withDatabase(server.database.url, "postgres"), cut);
    const edit = (): Promise<unknown> =>
      inChangeSet(server.database.write, author, (change) =>
        editRecord(change, nounOf("blocker-report"), isResolved, (record) => ({ ...record, state: "OPEN" })),
      ).catch(edit);
    await edit();
    expect(inShort(await events.data())).toMatchObject({ before: ["CLEAR"], change: isResolved });
    await remove("blocker-report", isResolved);
    await events.cancel();
  });

  it("refuses other nodes, cursors of other questions, and viewpoints that are none", async () => {
    const events = await watch({ of: systemd });
    await write({ "blocker-report": [resolved] });
    const { cursor } = (await events.data()).verdictChanges;
    await events.cancel();
    await remove("blocker-report", isResolved);
    const wrong = [
      [
        { of: { source: "proof-1" } },
        "verdictChanges: of names a source, expected an integration or a feature",
      ],
      [{ of: { integration: "nobody" } }, 'verdictChanges: of: there is no integration "nobody"'],
      [
        { of: restoreSibling, after: cursor },
        "verdictChanges: after is of a subscription to another node or viewpoint",
      ],
      [{ of: systemd, after: "x" }, "verdictChanges: after is not a cursor of this API"],
      [{ of: systemd, at: { sources: ["unknown"] } }, 'at.sources: there is no source "unknown"'],
    ] as const;
    for (const [variables, message] of wrong) {
      const response = await server.server.fetch(
        "http://localhost/graphql",
        subscriptionRequest(document, variables),
      );
      const refused = (await new EventReader(response).next())?.data.errors;
      expect(refused).toEqual([expect.objectContaining({ message, extensions: { code: "BAD_USER_INPUT" } })]);
      expect(response.status).toBe(400);
    }
  });
});
