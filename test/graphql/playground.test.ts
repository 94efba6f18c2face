import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packageRoot } from "../../src/package-root.ts";
import { playground } from "../../src/plugins/playground.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

const tabs = (playground.defaultTabs ?? []).map(({ query, variables }) => ({
  name: /^query (\w+)/m.exec(query ?? "")?.[1] ?? "without a name",
  query: query ?? "",
  variables: JSON.parse(variables ?? "{}"),
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
    // What a page names beside itself, such as a feed, is not loaded with it.
    const tags = (page.match(/<[a-z][^>]*>/gi) ?? []).filter((tag) => !tag.includes('rel="alternate"'));
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

  it("has a tab for each document that the command line and clients send", () => {
    const documents = readdirSync(join(packageRoot, "src", "graphql", "operations"));
    expect(tabs.map(({ name }) => `${name}.graphql`).sort()).toEqual(documents.sort());
    for (const { name } of tabs) expect(html).toContain(`query ${name}`);
  });

  it.each(tabs.map((tab) => [tab.name, tab] as const))(
    "has a tab %s that is answered with its variables",
    async (_name, { query, variables }) => {
      const { data, errors } = await server.send(query, variables);
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
