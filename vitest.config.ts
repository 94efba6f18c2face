import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    // Vitest would load a second copy of graphql beside the one Pothos loads, and graphql refuses to mix two.
    alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }],
  },
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["dist/**", "node_modules/**"],
    globalSetup: ["test/postgres-server.ts"],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 15_000 } },
  },
});
