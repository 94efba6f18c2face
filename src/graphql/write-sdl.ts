import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { printSchema } from "graphql";
import { packageRoot } from "../package-root.ts";
import { schema } from "./schema.ts";

// `npm run sdl`: writes the schema, as it is served, where reviewers look for it.
writeFileSync(join(packageRoot, "schema", "schema.graphql"), `${printSchema(schema)}\n`);
