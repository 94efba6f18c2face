import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { runOn, withDatabase } from "../postgres.ts";

/** An empty database, or a user, of a test's own on the tests' server. */
export interface Scratch {
  readonly name: string;
  readonly url: string;
  run<Row extends Record<string, unknown>>(statement: string): Promise<Row[]>;
  drop(): Promise<void>;
}

function scratchName(): string {
  return `${inject("template")}_${randomBytes(6).toString("hex")}`;
}

/** Makes an empty database, with the given `create database` options. */
export async function makeScratchDatabase(options = ""): Promise<Scratch> {
  const server = inject("serverUrl");
  const name = scratchName();
  await runOn(server, `create database ${name} ${options}`);
  const url = withDatabase(server, name);
  return {
    name,
    url,
    run: (statement) => runOn(url, statement),
    drop: async () => {
      await runOn(server, `drop database ${name} with (force)`);
    },
  };
}

/** Makes a user without any right, who owns `database` from now on; its URL leads there as that user. */
export async function makeOwnerOf(database: Scratch): Promise<Scratch> {
  const server = inject("serverUrl");
  const name = scratchName();
  await runOn(server, `create role ${name} login password 'of-${name}'`);
  await runOn(server, `alter database ${database.name} owner to ${name}`);
  const url = new URL(database.url);
  url.username = name;
  url.password = `of-${name}`;
  return {
    name,
    url: url.href,
    run: (statement) => runOn(url.href, statement),
    drop: async () => {
      await database.drop();
      await runOn(server, `drop role ${name}`);
    },
  };
}
