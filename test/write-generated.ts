import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { printSchema } from "graphql";
import { seedSchemas } from "../src/data/seed-schema.ts";
import { configTable, envExample } from "../src/env-reference.ts";
import { schema } from "../src/graphql/schema.ts";
import { packageRoot } from "../src/package-root.ts";
import { withSettings } from "./readme.ts";

// `npm run generate`: writes what is generated and checked in, but for the migrations. The tests prove it current.
const readme = readFileSync(join(packageRoot, "README.md"), "utf8");
const files: readonly (readonly [path: string, text: string])[] = [
  [join("schema", "schema.graphql"), `${printSchema(schema)}\n`],
  ...[...seedSchemas()].map(([name, text]) => [join("seeds", "schema", name), text] as const),
  [".env.example", envExample()],
  ["README.md", withSettings(readme, configTable())],
];
for (const [path, text] of files) writeFileSync(join(packageRoot, path), text);
