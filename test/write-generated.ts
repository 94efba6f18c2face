import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { seedSchemas } from "../src/data/seed-schema.ts";
import { configTable, envExample } from "../src/env-reference.ts";
import { packageRoot } from "../src/package-root.ts";
import { withSettings } from "./readme.ts";

// `npm run generate`, after `npm run sdl`: writes what else is generated and checked in. The tests prove it current.
const path = (...names: string[]) => join(packageRoot, ...names);

writeFileSync(path(".env.example"), envExample());
writeFileSync(path("README.md"), withSettings(readFileSync(path("README.md"), "utf8"), configTable()));
for (const [name, text] of seedSchemas()) writeFileSync(path("seeds", "schema", name), text);
