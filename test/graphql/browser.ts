import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const path = "/usr/bin/chromium";

/** Why there is no browser to test with; undefined where there is one. */
export const noBrowser = existsSync(path)
  ? undefined
  : `there is no ${path}, which is Debian's package chromium`;

/** Starts the system's browser, without a window. */
export function openBrowser(): Promise<Browser> {
  const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
  return chromium.launch({ executablePath: path, args });
}
