import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { playground } from "../../src/plugins/playground.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

const tabs = (playground.defaultTabs ?? []).map(({ query }) => ({
  name: /^query (\w+)/m.exec(query ?? "")?.[1] ?? "without a name",
  query: query ?? "",
}));

let server: TestServer;
let html: string;
beforeAll(async () => {
  server = await openTestServer();
  const response = await server.server.fetch("http://localhost/graphql", {
    headers: { accept: "text/html" },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toMatch(/^text\/html/);
  html = await response.text();
});
afterAll(() => server.close());

describe("the playground", () => {
  it("is a page that loads nothing from elsewhere", () => {
    // Scripts hold markup of their own, which is none of the page.
    const page = html
      .replace(/(<script\b[^>]*>)[\s\S]*?<\/script>/g, "$1")
      .replace(/<style\b[\s\S]*?<\/style>/g, "");
    const tags = page.match(/<[a-z][^>]*>/gi) ?? [];
    expect(tags.length).toBeGreaterThan(3);
    const addresses = tags.flatMap((tag) => [...tag.matchAll(/\b(?:src|href|action|data)="([^"]{0,80})/gi)]);
    expect(addresses.map(([, address]) => address).filter((each) => !each?.startsWith("data:"))).toEqual([]);
    expect(/<title>(.*)<\/title>/.exec(page)?.[1]).toBe("criugraph");
    expect(html).not.toMatch(
      /\b(unpkg\.com|cdn\.jsdelivr\.net|cdnjs\.cloudflare\.com|esm\.sh|fonts\.googleapis\.com)\b/,
    );
    expect(html).not.toMatch(/@import\s+(url\()?["']?(https?:)?\/\//);
    expect(html).not.toMatch(/url\(["']?(https?:)?\/\//);
  });

  it("opens with a tab for each ready query", () => {
    expect(tabs.length).toBeGreaterThan(7);
    for (const { name } of tabs) expect(html).toContain(`query ${name}`);
  });

  it.each(tabs.map((tab) => [tab.name, tab] as const))(
    "has a tab %s that runs as it stands",
    async (_name, { query }) => {
      const { data, errors } = await server.send(query);
      expect(errors).toBeUndefined();
      expect(Object.values(data)).not.toContain(null);
      expect(query).toMatch(/^#/);
    },
  );

  it("is not what a program gets", async () => {
    const response = await server.server.fetch("http://localhost/graphql?query={__typename}", {
      headers: { accept: "application/json" },
    });
    expect(await response.json()).toMatchObject({ data: { __typename: "Query" } });
  });
});
