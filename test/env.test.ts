import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { describeSettings, readConfig } from "../src/env.ts";
import { configTable, envExample } from "../src/env-reference.ts";
import { ExpectedError } from "../src/expected-error.ts";
import { packageRoot } from "../src/package-root.ts";

function problemsOf(...args: Parameters<typeof readConfig>): string[] {
  try {
    readConfig(...args);
  } catch (error) {
    if (error instanceof ExpectedError) return error.message.split("\n");
    throw error;
  }
  return [];
}

describe("readConfig", () => {
  it("needs no setting at all", () => {
    expect(readConfig({})).toMatchObject({
      port: 4000,
      host: "127.0.0.1",
      dataDir: resolve(".criugraph"),
      statementTimeout: 5000,
    });
    expect(readConfig({}).databaseUrl).toBeUndefined();
  });

  it("takes a flag before a variable, and an empty variable as absent", () => {
    expect(readConfig({ PORT: "1", HOST: "" }, { port: "2" })).toMatchObject({ port: 2, host: "127.0.0.1" });
    expect(readConfig({ PORT: "1" }, { port: undefined })).toMatchObject({ port: 1 });
  });

  it.each([
    "postgres://me:secret@db.example:5433/graph",
    "postgresql://me@db.example/graph?sslmode=require",
    "postgres://me@/graph?host=/var/run/postgresql",
    "postgres:///graph",
  ])("takes %s", (DATABASE_URL) => {
    expect(readConfig({ DATABASE_URL }).databaseUrl).toBe(DATABASE_URL);
  });

  it("reports all problems together, one line each, by the name they were given under", () => {
    expect(
      problemsOf({ PORT: "http", LOG_LEVEL: "loud", READ_POOL_SIZE: "0" }, { statementTimeout: "" }),
    ).toEqual([
      'PORT is "http"; expected a whole number from 0 to 65535',
      'LOG_LEVEL is "loud"; expected fatal, error, warn, info, debug, trace or silent',
      'READ_POOL_SIZE is "0"; expected a whole number from 1 to 100',
      '--statement-timeout is ""; expected a whole number from 100 to 600000',
    ]);
  });

  it("does not show a wrong DATABASE_URL, which may hold a password", () => {
    expect(problemsOf({ DATABASE_URL: "mysql://me:secret@db.example/graph" })).toEqual([
      "DATABASE_URL is wrong; expected postgres://user:password@host:5432/database",
    ]);
  });
});

describe("the reference", () => {
  it("is .env.example, word for word", () => {
    expect(readFileSync(join(packageRoot, ".env.example"), "utf8")).toBe(envExample());
  });

  it("has every setting, with its description, in the table", () => {
    for (const { name, description } of describeSettings()) {
      expect(description).not.toBe("");
      expect(configTable()).toContain(`| \`${name}\` |`);
    }
  });
});
