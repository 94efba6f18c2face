import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeAll } from "../domain/write-all.ts";
import { runOn, withDatabase } from "../postgres.ts";
import { EventReader, subscriptionRequest } from "./event-reader.ts";
import { openTestServer, type TestServer } from "./test-server.ts";
import { writeMails } from "./write-mails.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const document = `subscription ($after: String, $filter: ChangeFilter, $about: NodeRef) {
  changes(after: $after, filter: $filter, about: $about) { cursor slug }
}`;

function send(variables?: object, lastEventId?: string): Promise<Response> {
  const request = subscriptionRequest(document, variables, lastEventId);
  return Promise.resolve(server.server.fetch("http://localhost/graphql", request));
}

async function subscribe(variables?: object, lastEventId?: string): Promise<EventReader> {
  const response = await send(variables, lastEventId);
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  return new EventReader(response);
}

async function readSlugs(events: EventReader, count: number): Promise<string[]> {
  const slugs: string[] = [];
  while (slugs.length < count) slugs.push((await events.data()).changes.slug);
  return slugs;
}

const write = (name: string, count?: number) => writeMails(server.database.write, name, count);

describe("changes", () => {
  it("tells what is written from now on, each with a cursor that is the event's id", async () => {
    await write("before");
    const events = await subscribe();
    const slugs = await write("now", 2);
    const told = [await events.next(), await events.next()];
    expect(told.map((event) => event?.data.data.changes.slug)).toEqual(slugs);
    for (const event of told) {
      expect(event?.id).toBe(event?.data.data.changes.cursor);
      expect(event?.data.extensions).toEqual({ cursor: event?.id, graphRevision: expect.any(Number) });
    }
    await events.cancel();
  });

  it("goes on after a cursor, in the middle of a change set too, and after the header that browsers send", async () => {
    const first = await subscribe();
    const slugs = await write("after", 3);
    const { id } = (await first.next()) ?? {};
    await first.cancel();
    const resumed = [await subscribe({ after: id }), await subscribe({ after: "nonsense" }, id)];
    for (const events of resumed) {
      expect(await readSlugs(events, 2)).toEqual(slugs.slice(1));
      await events.cancel();
    }
  });

  it("goes on from where a list of changes ended, through all that was ever written", async () => {
    const { changes } = await server.ask("{ changes(first: 7) { edges { cursor } totalCount } }");
    const events = await subscribe({ after: changes.edges.at(-1).cursor });
    const { changes: all } = await server.ask("{ changes(first: 100) { nodes { slug } } }");
    expect(changes.totalCount).toBeGreaterThan(20);
    const expected = all.nodes.slice(7).map(({ slug }: { slug: string }) => slug);
    expect(await readSlugs(events, expected.length)).toEqual(expected);
    await events.cancel();
  });

  it("tells a client without events how far it has come, before the first one too", async () => {
    const filter = { noun: { eq: "FEATURE" } };
    const events = await subscribe({ filter });
    const start = await events.progress();
    await write("unheard", 450);
    const [, later] = [await events.progress(), await events.progress()];
    const left = await subscribe({ after: start });
    expect(await readSlugs(left, 1)).toEqual(["unheard-1"]);
    const late = await subscribe({ after: later });
    expect(await readSlugs(late, 1)).toEqual(["unheard-401"]);
    await Promise.all([left.cancel(), late.cancel()]);
    await writeAll(server.database.write, { feature: [{ slug: "wave", name: "wave", kind: "RPC" }] });
    expect(await readSlugs(events, 1)).toEqual(["wave"]);
    await events.cancel();
  });

  it("tells what is about a node, of an integration what is about its blockers too", async () => {
    const [source = ""] = await write("evidence");
    const sources = [source];
    const about = { integration: "systemd" };
    const events = await subscribe({ about });
    const report = { blocker: "systemd-adoption", date: "2026-01-01", state: "RESOLVED", sources };
    await writeAll(server.database.write, {
      blocker: [
        { slug: "shell-new", title: "Another one", kind: "POLICY", integration: "shell", sources },
        { slug: "systemd-new", title: "A new one", kind: "POLICY", integration: "systemd", sources },
      ],
      "blocker-report": [report, { ...report, blocker: "systemd-new" }, { ...report, blocker: "shell-new" }],
    });
    expect(await readSlugs(events, 3)).toEqual([
      "systemd-new",
      `systemd-adoption/2026-01-01/${source}`,
      `systemd-new/2026-01-01/${source}`,
    ]);
    await events.cancel();
  });

  it("refuses what is no cursor, one of a graph that went further, and a node nobody knows", async () => {
    const wrong = ["x", Buffer.from('["REVISION:ASC",999999,1]').toString("base64url")];
    for (const after of wrong) {
      const response = await send({ after });
      expect([response.status, (await new EventReader(response).next())?.data.errors]).toEqual([
        400,
        [expect.objectContaining({ extensions: { code: "BAD_USER_INPUT" } })],
      ]);
    }
    const response = await send({ about: { feature: "unknown" } });
    expect((await new EventReader(response).next())?.data.errors[0].message).toBe(
      'changes: about: there is no feature "unknown"',
    );
  });

  it("tells everything once and in order through cuts of the database's connections", async () => {
    const events = await subscribe();
    const maintenance = withDatabase(server.database.url, "postgres");
    const name = new URL(server.database.url).pathname.slice(1);
    const cut = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`;
    const reading = readSlugs(events, 300);
    const written: string[] = [];
    for (let set = 0; set < 60; set++) {
      if (set % 20 === 10) await runOn(maintenance, cut);
      // Each session that was cut ends the first write it is lent to, before anything of that is there.
      const attempt = (): Promise<string[]> => write(`cut-${set}`, 5).catch(attempt);
      written.push(...(await attempt()));
    }
    expect(await reading).toEqual(written);
    await events.cancel();
  });
});
