import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

function findPackageRoot(from: string): string {
  let folder = from;
  while (!existsSync(join(folder, "package.json"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`no package.json above ${from}: criugraph is not installed whole`);
    folder = parent;
  }
  return folder;
}

/** The folder that holds package.json, schema/ and seeds/: the same from `src/` as from the compiled `dist/src/`. */
export const packageRoot = findPackageRoot(dirname(fileURLToPath(import.meta.url)));
