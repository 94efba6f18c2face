import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readyOperations } from "../../src/graphql/operations.ts";
import { type Listener, listen } from "../../src/listen.ts";
import { giveToken } from "../auth/give-token.ts";
import { noBrowser, openBrowser } from "./browser.ts";
import {
  readEditor,
  readTabs,
  shakeTab,
  swipeTabs,
  tab,
  waitForRest,
  writeEditor,
} from "./playground-page.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

// The playground as a person has it: in a browser, with a mouse, a finger or the keyboard.

const names = readyOperations.map(({ name }) => name);
const [first = "", second = "", third = "", ...rest] = names;

let server: TestServer;
let listener: Listener;
let browser: Browser;
let context: BrowserContext;
let page: Page;

if (noBrowser) console.warn(`The playground is not tested: ${noBrowser}`);
const title = `the tabs of the playground${noBrowser ? ` (${noBrowser})` : ""}`;
describe.skipIf(noBrowser)(title, { timeout: 90_000 }, () => {
  beforeAll(async () => {
    server = await openTestServer();
    listener = await listen({ host: "127.0.0.1", port: 0 });
    listener.serve(server.server);
    browser = await openBrowser();
  });
  beforeEach(async () => {
    // A person who never was here, with room for all lines of an editor.
    context = await browser.newContext({ hasTouch: true, viewport: { width: 1280, height: 1600 } });
    page = await context.newPage();
  });
  afterEach(() => context.close());
  afterAll(async () => {
    await browser.close();
    await listener.close();
    await server.close();
  });

  it("are one for each ready query, the first of them open, from this server alone", async () => {
    const strangers: string[] = [];
    const faults: Error[] = [];
    page.on("pageerror", (fault) => faults.push(fault));
    page.on("request", (request) => {
      const { protocol, origin } = new URL(request.url());
      if (!["blob:", "data:"].includes(protocol) && origin !== listener.url) strangers.push(request.url());
    });
    await open();
    expect(await readTabs(page)).toEqual([`${first}*`, ...names.slice(1)]);
    expect([strangers, faults]).toEqual([[], []]);
  });

  it("show each its query, its variables, and its answer", async () => {
    await open();
    for (const { name, document, variables } of readyOperations) {
      await tab(page, name).click();
      await expect.poll(() => readEditor(page, "Operation Editor")).toContain(`query ${name}`);
      // GraphiQL reads the query a moment later, and then shows it in the address too.
      await page.waitForURL((url) => url.searchParams.get("query") === document);
      await expect.poll(() => readVariables()).toEqual(variables);
      const answering = page.waitForResponse((each) => bodyOf(each.request()).operationName === name);
      await page.getByRole("button", { name: /^Execute query/ }).click();
      const answer = await answering;
      expect(bodyOf(answer.request()).variables).toEqual(variables);
      const { data, errors } = (await answer.json()) as { data: object; errors?: object };
      expect([name, errors, Object.values(data).includes(null)]).toEqual([name, undefined, false]);
      const [field = ""] = Object.keys(data);
      await expect.poll(() => page.getByLabel("Result Window").innerText()).toContain(`"${field}"`);
    }
  });

  it("change with a mouse, also one that shakes, in a window of any width", async () => {
    await open();
    await shakeTab(page, second);
    await expect.poll(() => openTab()).toBe(second);
    expect(await readTabs(page)).toEqual([first, `${second}*`, third, ...rest]);
    for (const width of [1280, 700, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      for (const name of names.toReversed()) {
        await tab(page, name).click();
        await expect.poll(() => openTab()).toBe(name);
      }
    }
  });

  it("change with a finger, which also moves their row, and with the keyboard", async () => {
    await page.setViewportSize({ width: 400, height: 800 });
    await open();
    await swipeTabs(page, 150);
    await expect.poll(() => page.getByRole("tablist").evaluate((row) => row.scrollLeft)).toBeGreaterThan(50);
    expect(await readTabs(page)).toEqual([`${first}*`, ...names.slice(1)]);
    await waitForRest(page);
    await tab(page, third).tap();
    await expect.poll(() => openTab()).toBe(third);
    await tab(page, second).focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => openTab()).toBe(second);
  });

  it("are as they were left on the next visit: changed, made and closed ones", async () => {
    const mine = "query Mine { graphRevision }";
    await open();
    await tab(page, second).click();
    await page.getByRole("tab").nth(1).getByLabel("Close Tab").click();
    await tab(page, third).click();
    await expect.poll(() => openTab()).toBe(third);
    await writeEditor(page, "Variables", '{"at": null}');
    await page.getByLabel("New tab").click();
    await writeEditor(page, "Operation Editor", mine);
    const left = [first, third, ...rest, "Mine*"];
    await expect.poll(() => readTabs(page)).toEqual(left);
    // GraphiQL keeps what was typed a moment later.
    await expect.poll(() => page.evaluate(() => localStorage.getItem("graphiql:tabState"))).toContain(mine);
    for (const again of [() => open(), () => page.reload()]) {
      await again();
      await expect.poll(() => readTabs(page)).toEqual(left);
      await expect.poll(() => readEditor(page, "Operation Editor")).toBe(mine);
    }
    await tab(page, third).click();
    await expect.poll(() => readVariables()).toEqual({ at: null });
  });

  it("are there beside those that another GraphiQL left at this address", async () => {
    const query = "query Stranger { hello }";
    const headers = '{"authorization": "theirs"}';
    const theirs = { id: "1", title: "Stranger", operationName: "Stranger", query, headers };
    const tabs = [{ ...theirs, variables: null, response: null }];
    await page.goto(`${listener.url}/live`);
    await page.evaluate(
      (kept) => {
        for (const [key, value] of Object.entries(kept)) localStorage.setItem(`graphiql:${key}`, value);
      },
      { tabState: JSON.stringify({ activeTabIndex: 0, tabs }), query, headers },
    );
    await open();
    expect(await readTabs(page)).toEqual(["Stranger", `${first}*`, ...names.slice(1)]);
    await tab(page, "Stranger").click();
    await expect.poll(() => readEditor(page, "Operation Editor")).toBe(query);
  });

  it("send the token that stands under their headers, and keep it nowhere", async () => {
    const secret = await giveToken(server.database, { name: "Ada" });
    await open("{ viewer { name } }");
    await page.getByRole("button", { name: "Headers", exact: true }).click();
    await writeEditor(page, "Headers", `{"Authorization": "Bearer ${secret}"}`);
    await page.getByRole("button", { name: /^Execute query/ }).click();
    await expect.poll(() => page.getByLabel("Result Window").innerText()).toContain('"Ada"');
    // The schema is asked with it too, which a closed server would not tell otherwise.
    const asking = page.waitForRequest((each) => each.postData()?.includes("__schema") ?? false);
    await page.getByLabel(/^Re-fetch GraphQL schema/).click();
    expect((await asking).headers()).toMatchObject({ authorization: `Bearer ${secret}` });
    // What is typed is kept a moment later, headers not later than what was typed after them.
    await writeEditor(page, "Operation Editor", "{ viewer { scopes } }");
    const kept = () =>
      page.evaluate(() => JSON.stringify([{ ...localStorage }, document.cookie, location.href]));
    await expect.poll(kept).toContain("viewer { scopes }");
    expect(await kept()).not.toContain(secret);
  });

  it("hold what a link brings: a ready query with its variables, another in a tab of its own", async () => {
    const { document = "", variables } = readyOperations[2] ?? {};
    await open(document);
    expect(await readTabs(page)).toEqual([first, second, `${third}*`, ...rest]);
    await expect.poll(() => readVariables()).toEqual(variables);
    await open("query Linked { __typename }");
    expect(await readTabs(page)).toEqual([...names, "Linked*"]);
    expect(await readVariables()).toBeUndefined();
  });
});

async function open(query?: string): Promise<void> {
  await page.goto(`${listener.url}/graphql${query ? `?query=${encodeURIComponent(query)}` : ""}`);
  await expect.poll(() => readEditor(page, "Operation Editor")).not.toBe("");
}

async function openTab(): Promise<string | undefined> {
  return (await readTabs(page)).find((name) => name.endsWith("*"))?.slice(0, -1);
}

/** What the variables' editor holds; undefined while it is empty or half written. */
async function readVariables(): Promise<unknown> {
  try {
    return JSON.parse(await readEditor(page, "Variables"));
  } catch {
    return undefined;
  }
}

function bodyOf(request: { postData(): string | null }): { operationName?: string; variables?: object } {
  return JSON.parse(request.postData() ?? "{}");
}
