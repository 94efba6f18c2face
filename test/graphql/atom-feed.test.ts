import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inChangeSet } from "../../src/domain/change-set.ts";
import { renameNode } from "../../src/domain/edit-record.ts";
import { integration } from "../../src/domain/integration.ts";
import { writeAll } from "../domain/write-all.ts";
import { openTestServer, type TestServer } from "./test-server.ts";
import { writeMails } from "./write-mails.ts";
import { childrenOf, type Element, parseXml, textOf } from "./xml.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const all = "/feeds/changes.atom";
const systemd = "/feeds/integrations/systemd.atom";

function get(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Response> {
  return Promise.resolve(server.server.fetch(`http://localhost${path}`, { method, headers }));
}

async function read(path: string): Promise<Element> {
  const response = await get(path);
  expect([response.status, response.headers.get("content-type")]).toEqual([
    200,
    "application/atom+xml; charset=utf-8",
  ]);
  return parseXml(await response.text());
}

const titlesOf = (feed: Element) => childrenOf(feed, "entry").map((entry) => textOf(entry, "title"));

describe.each([all, systemd])("%s", (path) => {
  it("is Atom: what must be there is, once, and every id is one of its kind", async () => {
    const feed = await read(path);
    expect(feed).toMatchObject({ name: "feed", attributes: { xmlns: "http://www.w3.org/2005/Atom" } });
    const entries = childrenOf(feed, "entry");
    expect(entries.length).toBeGreaterThan(5);
    for (const part of [feed, ...entries]) {
      expect(textOf(part, "id")).toMatch(/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(textOf(part, "title")).not.toBe("");
      expect(textOf(part, "updated")).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    }
    expect(new Set([feed, ...entries].map((part) => textOf(part, "id"))).size).toBe(entries.length + 1);
    const updated = entries.map((entry) => textOf(entry, "updated"));
    expect([textOf(feed, "updated"), ...updated]).toEqual([updated[0], ...updated.toSorted().toReversed()]);
    for (const entry of entries) {
      expect(childrenOf(entry, "author").map((author) => textOf(author, "name"))).not.toEqual([""]);
      expect(childrenOf(entry, "content")).toMatchObject([{ attributes: { type: "text" } }]);
    }
    const links = childrenOf(feed, "link").map(({ attributes }) => attributes);
    expect(links).toEqual([
      { rel: "self", type: "application/atom+xml", href: `http://localhost${path}` },
      {
        rel: "alternate",
        type: "text/html",
        href: expect.stringMatching(/^http:\/\/localhost\/graphql\?query=/),
      },
    ]);
  });

  it("is sent again only when something has changed", async () => {
    const first = await get(path);
    const [etag = "", modified = ""] = ["etag", "last-modified"].map(
      (name) => first.headers.get(name) ?? undefined,
    );
    const known = [
      { "if-none-match": etag },
      { "if-none-match": `"other", W/${etag}` },
      { "if-modified-since": modified },
      { "if-none-match": etag, "if-modified-since": "Thu, 01 Jan 1970 00:00:00 GMT" },
    ];
    for (const headers of known) {
      const again = await get(path, headers);
      expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", etag]);
    }
    expect((await get(path, { "if-none-match": '"other"', "if-modified-since": modified })).status).toBe(200);
    const sources = await writeMails(server.database.write, `news-${path.length}`);
    const note = path;
    await writeAll(server.database.write, {
      "status-report": [{ integration: "systemd", date: "2026-01-01", status: "STALLED", note, sources }],
    });
    const changed = await get(path, { "if-none-match": etag });
    expect([changed.status, changed.headers.get("etag") === etag]).toEqual([200, false]);
    const head = await get(path, {}, "HEAD");
    const body = await changed.text();
    expect([head.status, await head.text(), head.headers.get("etag")]).toEqual([
      200,
      "",
      changed.headers.get("etag"),
    ]);
    expect(Number(head.headers.get("content-length"))).toBe(Buffer.byteLength(body));
  });
});

describe("the feed of an integration", () => {
  it("has what is about it and its blockers, says how it stands, and moves with it", async () => {
    const [source = ""] = await writeMails(server.database.write, "mail");
    const report = { blocker: "systemd-adoption", date: "2026-01-02", state: "RESOLVED", sources: [source] };
    await writeAll(server.database.write, { "blocker-report": [report] });
    const feed = await read(systemd);
    expect(titlesOf(feed)[0]).toBe(`Blocker report systemd-adoption/2026-01-02/${source} was added`);
    expect(titlesOf(feed).join()).not.toContain("shell");
    expect(textOf(feed, "subtitle")).toMatch(/^systemd is clear: /);
    const [entry] = childrenOf(feed, "entry");
    expect(textOf(entry as Element, "content").split("\n")).toContain("state: RESOLVED");

    const rename = (from: string, to: string) =>
      inChangeSet(server.database.write, { actor: "ada", reason: "A new name" }, (change) =>
        renameNode(change, integration, from, to),
      );
    await rename("systemd", "system-d");
    const moved = await get(systemd);
    expect([moved.status, moved.headers.get("location")]).toEqual([301, "/feeds/integrations/system-d.atom"]);
    const renamed = await read("/feeds/integrations/system-d.atom");
    expect(textOf(renamed, "id")).toBe(textOf(feed, "id"));
    expect(textOf(childrenOf(renamed, "entry")[0] as Element, "summary")).toBe("A new name");
    await rename("system-d", "systemd");
  });
});

describe("a feed", () => {
  it("holds whatever people write", async () => {
    const note = `<script>alert("&amp;")</script> ]]> 'x' \u{1f600} ${"long ".repeat(700)}`;
    await writeMails(server.database.write, "odd", 60, note);
    const feed = await read(all);
    expect(titlesOf(feed)).toHaveLength(50);
    const [content = ""] = childrenOf(feed, "entry").map((entry) => textOf(entry, "content"));
    expect(content).toContain(note.slice(0, 50));
  });

  it("that nobody knows is not there, and none can be written to", async () => {
    const paths = [
      "/feeds/",
      "/feeds/other.atom",
      "/feeds/integrations/nobody.atom",
      "/feeds/integrations/%E0.atom",
    ];
    for (const path of paths) expect([path, (await get(path)).status]).toEqual([path, 404]);
    const posted = await get(all, { "content-type": "application/json" }, "POST");
    expect([posted.status, posted.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
  });

  it("is found from the playground's page", async () => {
    const page = await get("/graphql", { accept: "text/html" });
    expect(await page.text()).toContain(
      '<link rel="alternate" type="application/atom+xml" title="Changes" href="/feeds/changes.atom">',
    );
  });
});
