import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    // Vitest would load a second copy of graphql beside the one Pothos loads, and graphql refuses to mix two.
    alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }],
  },
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["dist/**", "**/node_modules/**"],
    globalSetup: ["test/postgres-server.ts"],
    // No file changes what it imports, so a worker imports each module once.
    isolate: false,
    // Most take milliseconds; a property takes longer, the longer the more often it is tried.
    testTimeout: 60 * Number(process.env.PROPERTY_RUNS ?? 1000),
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
  },
});
