import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** A document of sources. */
export const source = {
  sources: [
    { slug: "page", kind: "DOCUMENT", title: "Page", url: "https://example.org", publishedOn: "2020-01-01" },
  ],
};
/** A document of an integration that calls the walker. */
export const runner = {
  integration: {
    slug: "runner",
    name: "Runner",
    kind: "TOOLING",
    status: [{ date: "2020-01-01", status: "READY", sources: ["page"] }],
    dependencies: [{ on: "walker", kind: "CALLS", sources: ["page"] }],
  },
};
/** A document of the walker. */
export const walker = { integration: { slug: "walker", name: "Walker", kind: "SHELL" } };

/** Writes a file of these lines below a folder, and returns its path. */
export function writeLines(folder: string, name: string, lines: readonly (string | object)[]): string {
  const path = join(folder, name);
  writeFileSync(
    path,
    lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join(""),
  );
  return path;
}
