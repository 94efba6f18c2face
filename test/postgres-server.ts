import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { openEmbedded } from "../src/db/embedded.ts";
import { openDatabase } from "../src/db/open.ts";
import { readConfig } from "../src/env.ts";
import { runOn, withDatabase } from "./postgres.ts";
import { prepareTemplate } from "./prepare-template.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** A server on which tests may make databases. */
    serverUrl: string;
    /** The migrated and seeded database to copy; copies are called so, and a number. */
    template: string;
    /** The migrated database with nothing in it, to copy. */
    emptyTemplate: string;
  }
}

/** Vitest's global setup: one server and the template databases for all test files, removed at the end. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await findServer();
  const template = `criugraph_test_${process.pid}`;
  const emptyTemplate = `${template}_empty`;
  const removeAll = async () => {
    const names = `select datname as name from pg_database where datname like '${template}%'`;
    for (const { name } of await runOn<{ name: string }>(server.url, names)) {
      await runOn(server.url, `drop database ${name} with (force)`);
    }
    await server.close();
  };
  try {
    await runOn(server.url, `create database ${emptyTemplate}`);
    const open = (name: string) => openDatabase(readConfig({ DATABASE_URL: withDatabase(server.url, name) }));
    await open(emptyTemplate).then((empty) => empty.close());
    await runOn(server.url, `create database ${template} template ${emptyTemplate}`);
    const database = await open(template);
    await prepareTemplate(database);
    await database.close();
  } catch (error) {
    await removeAll();
    throw error;
  }
  project.provide("serverUrl", server.url);
  project.provide("template", template);
  project.provide("emptyTemplate", emptyTemplate);
  return removeAll;
}

/** The server of TEST_DATABASE_URL, whose user may make databases and roles; else one of our own. */
async function findServer(): Promise<{ url: string; close(): Promise<void> }> {
  const { TEST_DATABASE_URL: given } = process.env;
  if (given) return { url: given, close: async () => {} };
  const folder = mkdtempSync(join(tmpdir(), "criugraph-test-"));
  const server = await openEmbedded(folder);
  const { host = "", port, user = "", password = "" } = server.connection;
  const url = new URL(`postgres://localhost:${port}/postgres`);
  url.username = user;
  url.password = String(password);
  url.searchParams.set("host", host);
  // Nobody needs the tests' data after a power cut.
  for (const setting of ["fsync", "synchronous_commit", "full_page_writes"]) {
    await runOn(url.href, `alter system set ${setting} = off`);
  }
  await runOn(url.href, "select pg_reload_conf()");
  const close = async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  };
  return { url: url.href, close };
}
