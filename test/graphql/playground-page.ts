import type { Locator, Page } from "playwright-core";

/** An editor of the playground, by its label. */
export type Editor = "Operation Editor" | "Variables" | "Headers";

/** The tab of that name, where one clicks it. */
export function tab(page: Page, name: string): Locator {
  return page.getByRole("tab").getByRole("button", { name, exact: true });
}

/** The names of the tabs from left to right, the open one with a star. */
export function readTabs(page: Page): Promise<string[]> {
  return page.getByRole("tab").evaluateAll((tabs) =>
    tabs.map((each) => {
      const isOpen = each.getAttribute("aria-selected") === "true";
      return `${each.querySelector("button")?.textContent}${isOpen ? "*" : ""}`;
    }),
  );
}

/** What an editor shows, from top to bottom: it has no more on the page than is in sight. */
export function readEditor(page: Page, label: Editor): Promise<string> {
  return page
    .locator(`[aria-label="${label}"] .view-lines`)
    .first()
    .evaluate((lines) => {
      const height = (line: Element) => line.getBoundingClientRect().top;
      const shown = [...lines.querySelectorAll(".view-line")].sort((a, b) => height(a) - height(b));
      return shown.map(({ textContent }) => textContent?.replaceAll("\u00a0", " ")).join("\n");
    });
}

/** Replaces what an editor holds, key by key. */
export async function writeEditor(page: Page, label: Editor, text: string): Promise<void> {
  // Not its lines, of which an empty one has none; an editor that is not shown is there too.
  await page.locator(`[aria-label="${label}"] .monaco-editor:visible`).first().click();
  await page.keyboard.press("ControlOrMeta+A");
  // What is selected would be put into the braces that are typed.
  await page.keyboard.press("Delete");
  await page.keyboard.type(text);
}

/** Clicks a tab with a mouse that moves a few pixels meanwhile. */
export async function shakeTab(page: Page, name: string): Promise<void> {
  const { x, y, height } = await boxOf(tab(page, name));
  await page.mouse.move(x + 20, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + 30, y + height / 2, { steps: 10 });
  await page.mouse.up();
}

/** Moves a finger `distance` pixels to the left over the row of tabs. */
export async function swipeTabs(page: Page, distance: number): Promise<void> {
  const { x, y, width, height } = await boxOf(page.getByRole("tablist"));
  const finger = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", moved?: number) => {
    const place = { x: x + width - 10 - (moved ?? 0), y: y + height / 2 };
    return finger.send("Input.dispatchTouchEvent", { type, touchPoints: moved === undefined ? [] : [place] });
  };
  await touch("touchStart", 0);
  for (let moved = 10; moved <= distance; moved += 10) await touch("touchMove", moved);
  await touch("touchEnd");
}

/** Waits until the row of tabs has come to rest after a swipe: a finger put on it before would only stop it. */
export async function waitForRest(page: Page): Promise<void> {
  await page.getByRole("tablist").evaluate(async (row) => {
    let place = Number.NaN;
    for (let frames = 0; frames < 20; frames = row.scrollLeft === place ? frames + 1 : 0) {
      place = row.scrollLeft;
      await new Promise(requestAnimationFrame);
    }
  });
}

async function boxOf(element: Locator) {
  const box = await element.boundingBox();
  if (!box) throw new Error(`${element} is not in sight`);
  return box;
}
