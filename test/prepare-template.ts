import { join } from "node:path";
import { loadSeeds } from "../src/data/load-seeds.ts";
import { readSeeds } from "../src/data/read-seeds.ts";
import type { Database } from "../src/db/open.ts";
import { packageRoot } from "../src/package-root.ts";

/** Puts into the template what every test database starts with: the seeds. */
export async function prepareTemplate(database: Database): Promise<void> {
  await loadSeeds(database.write, await readSeeds(join(packageRoot, "seeds")), { actor: "test" });
}
