import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../package-root.ts";

/** A ready query: the documents the command line sends and the playground opens with. */
export interface ReadyOperation {
  readonly name: string;
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The wiki page alone, on the day of its revision. */
export const pageOf2016 = { asOf: "2016-08-30", sources: ["criu-wiki-integration-2016-08-30"] };

/** Every ready query, with variables that have an answer. */
export const readyOperations: readonly ReadyOperation[] = [
  ready("FeatureImpact", { slug: "restore-sibling", at: pageOf2016 }),
  ready("WhatBlocks", { slug: "systemd", at: pageOf2016 }),
  ready("Board", { at: pageOf2016 }),
  ready("TopBlockingFeatures", { at: pageOf2016 }),
  ready("BlockingMatrix", { at: pageOf2016 }),
  ready("WhatIf", { assume: { adopt: [{ feature: "restore-sibling" }] }, at: pageOf2016 }),
  ready("UnblockPlan", { targets: [{ integration: "systemd" }, { integration: "shell" }], at: pageOf2016 }),
  ready("Path", {
    from: { contributor: "adrian-reber" },
    to: { feature: "restore-sibling" },
    at: pageOf2016,
  }),
  ready("Findings", { at: { asOf: "2016-08-30" } }),
  ready("BlockingCycles", { at: { asOf: "2016-08-30" } }),
  ready("Coverage", { at: pageOf2016 }),
  ready("Neighborhood", { of: { integration: "systemd" }, at: pageOf2016 }),
  ready("Person", { slug: "adrian-reber", at: pageOf2016 }),
  ready("Search", { query: "restore sibling" }),
  ready("History", { slug: "systemd" }),
  ready("Refetch", { ids: [Buffer.from("Integration:systemd").toString("base64url")] }),
];

/** The document of that name. @throws when there is none: a mistake in the caller. */
export function operation(name: string): string {
  const found = readyOperations.find((o) => o.name === name);
  if (!found) throw new Error(`there is no operation ${name}`);
  return found.document;
}

function ready(name: string, variables: Record<string, unknown>): ReadyOperation {
  const file = join(packageRoot, "src", "graphql", "operations", `${name}.graphql`);
  return { name, document: readFileSync(file, "utf8"), variables };
}
