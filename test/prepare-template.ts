import { join } from "node:path";
import { loadSeeds } from "../src/data/load-seeds.ts";
import { readSeeds } from "../src/data/read-seeds.ts";
import type { Database } from "../src/db/open.ts";
import { packageRoot } from "../src/package-root.ts";

/** Seed files of what the wiki's page said in 2016: small, and the same however far the facts in `seeds/` have come. */
export const pageOf2016Folder = join(packageRoot, "test", "page-of-2016");

/** Puts into the template what every test database starts with. */
export async function prepareTemplate(database: Database): Promise<void> {
  await loadSeeds(database.write, await readSeeds(pageOf2016Folder), { actor: "test" });
}
