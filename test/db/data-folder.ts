import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { isServerOf, readPostmaster } from "../../src/db/embedded-postmaster.ts";

/** A folder for DATA_DIR, with a look at the server in it. */
export interface DataFolder {
  readonly path: string;
  /** The process of the running server. */
  serverPid(): number | undefined;
  /** How often a server was started. */
  starts(): number;
  names(): string[];
  /** Runs a statement as the server's own user. */
  run(statement: string): Promise<pg.QueryResultRow[]>;
  remove(): Promise<void>;
}

/** Makes an empty one; `below` is the folder it is made in. */
export function makeDataFolder(below = tmpdir()): DataFolder {
  const path = mkdtempSync(join(below, "criugraph-test-"));
  const data = join(path, "postgres");
  const serverPid = () => {
    const pid = readPostmaster(data)?.pid;
    return pid !== undefined && isServerOf(pid, data) ? pid : undefined;
  };
  return {
    path,
    serverPid,
    names: () => readdirSync(path).sort(),
    starts: () => readFileSync(join(path, "postgres.log"), "utf8").split("starting PostgreSQL").length - 1,
    run: async (statement) => {
      const client = new pg.Client({ host: data, user: "criugraph", database: "criugraph" });
      await client.connect();
      try {
        return (await client.query(statement)).rows;
      } finally {
        await client.end();
      }
    },
    remove: async () => {
      const pid = serverPid();
      if (pid !== undefined) {
        process.kill(pid, "SIGQUIT");
        await until(() => !isServerOf(pid, data));
      }
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Looks until `condition` holds, for at most half a minute. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`never came true: ${condition}`);
    await pause(5);
  }
}
