import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { revokeToken } from "../../src/auth/token.ts";
import { giveToken } from "../auth/give-token.ts";
import { EventReader, subscriptionRequest } from "./event-reader.ts";
import { openTestServer, type TestServer } from "./test-server.ts";
import { writeMails } from "./write-mails.ts";

let server: TestServer;
let http: HttpServer;
let url: string;
beforeAll(async () => {
  server = await openTestServer({ mostSubscriptions: 3, patience: { pingEvery: 20, stall: 300 } });
  http = createServer(server.server);
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/graphql`;
});
afterAll(async () => {
  http.closeAllConnections();
  http.close();
  await server.close();
});

const subscribe = (document: string, variables?: object) =>
  fetch(url, subscriptionRequest(document, variables));

/** So many kilobytes an event that the buffers on the way are full after some of them. */
const heavy = `subscription ($after: String) { changes(after: $after) {
  slug ${Array.from({ length: 50 }, (_, index) => `a${index}: after`).join(" ")}
} }`;

describe("subscriptions", () => {
  it("drop who does not read, with a cursor after which nothing is missing, and hold up nobody", async () => {
    const slow = new EventReader(await subscribe(heavy));
    const quick = new EventReader(await subscribe("subscription { changes { slug } }"));
    const slugs = await writeMails(server.database.write, "heavy", 200, "x".repeat(4000));
    for (const slug of slugs) expect((await quick.data()).changes.slug).toBe(slug);
    // While it is not read, there is nothing to see but that it is gone.
    await expect.poll(() => server.feed.followers, { interval: 20 }).toBe(1);
    const told: string[] = [];
    let last = await slow.next();
    for (; last?.data?.data; last = await slow.next()) told.push(last.data.data.changes.slug);
    const [error] = last?.data.errors ?? [];
    expect(error.extensions).toEqual({ code: "SLOW_SUBSCRIBER", cursor: expect.any(String) });
    expect([(await slow.next())?.event, await slow.next()]).toEqual(["complete", null]);
    expect(told.length).toBeLessThan(slugs.length);
    const resumed = new EventReader(
      await subscribe("subscription ($after: String) { changes(after: $after) { slug } }", {
        after: error.extensions.cursor,
      }),
    );
    while (told.length < slugs.length) told.push((await resumed.data()).changes.slug);
    expect(told).toEqual(slugs);
    await Promise.all([quick.cancel(), resumed.cancel()]);
  });

  it("are so many and no more, and one that is left makes room", async () => {
    await expect.poll(() => server.feed.followers, { interval: 20 }).toBe(0);
    const document = "subscription { changes { slug } }";
    const open = await Promise.all([1, 2, 3].map(async () => new EventReader(await subscribe(document))));
    const refused = await subscribe(document);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "5"]);
    expect((await new EventReader(refused).next())?.data.errors).toEqual([
      {
        message: "3 subscriptions are open, as many as this server holds; try again later",
        extensions: { code: "TOO_MANY_SUBSCRIPTIONS" },
      },
    ]);
    await open.pop()?.cancel();
    const retry = async () => {
      const response = await subscribe(document);
      await response.body?.cancel();
      return response.status;
    };
    await expect.poll(retry, { interval: 20 }).toBe(200);
    await Promise.all(open.map((events) => events.cancel()));
  });

  it("end within a second after their token was revoked", async () => {
    const secret = await giveToken(server.database, { name: "listener", scope: "read" });
    const request = subscriptionRequest("subscription { changes { slug } }");
    const headers = { ...request.headers, authorization: `Bearer ${secret}` };
    const events = new EventReader(await fetch(url, { ...request, headers }));
    await events.progress();
    const revoked = performance.now();
    await revokeToken(server.database.auth, "listener");
    const last = await events.next();
    expect(performance.now() - revoked).toBeLessThan(1_500);
    expect(last?.data.errors).toEqual([
      { message: expect.stringContaining('"listener" was revoked'), extensions: { code: "UNAUTHENTICATED" } },
    ]);
    expect([(await events.next())?.event, await events.next()]).toEqual(["complete", null]);
  });

  it("are streams of events and nothing else", async () => {
    const { headers, ...request } = subscriptionRequest("subscription { changes { slug } }");
    const accept = "application/json";
    await expect.poll(() => server.feed.followers, { interval: 20 }).toBe(0);
    expect((await fetch(url, { ...request, headers: { ...headers, accept } })).status).toBe(406);
    expect(server.feed.followers).toBe(0);
  });

  it("end in order with the server", async () => {
    const events = new EventReader(await subscribe("subscription { changes { slug } }"));
    server.feed.close();
    expect([(await events.next())?.event, await events.next()]).toEqual(["complete", null]);
  });
});
