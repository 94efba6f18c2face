import pg from "pg";
import { ExpectedError } from "../expected-error.ts";
import { connectionTo } from "./embedded-connection.ts";
import type { Place } from "./embedded-place.ts";
import { readPostmaster } from "./embedded-postmaster.ts";

/** One program's part in a server that several may use: a session that holds a shared lock as long as it lives. */
export interface Lease {
  readonly pid: number;
  readonly host: string;
  readonly port: number;
  /** Settles when the session ends, by whatever cause. */
  readonly lost: Promise<void>;
  /** Makes a database unless it is there. */
  ensureDatabase(name: string): Promise<void>;
  /** Gives the part back; true if nobody else has one. Until the session ends nobody can get one then. */
  giveBack(): Promise<boolean>;
  end(): Promise<void>;
}

// "criu", and a number of our own.
const key = "1668442485, 1";

/** What a server answers, or its socket, that is not there, not yet or not any more. */
const absent = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "ENOTSOCK",
  "EPIPE",
  "57P01",
  "57P02",
  "57P03",
]);

/**
 * Takes part in the running server, whoever started it; undefined while none answers. Postgres lets the lock go
 * when the session ends, so a program that was killed holds nothing.
 */
export async function takeLease(place: Place): Promise<Lease | undefined> {
  const postmaster = readPostmaster(place.data);
  if (!postmaster?.isReady) return undefined;
  // A clone that was moved has its socket where it is now, not where the server says.
  for (const host of new Set([postmaster.host, place.socketFolder])) {
    const lease = await connect(place, postmaster.pid, host, postmaster.port);
    if (lease) return lease;
  }
  return undefined;
}

/** What `pg` has and its types leave out. */
type UnrefClient = pg.Client & { ref?(): void; unref?(): void };

async function connect(place: Place, pid: number, host: string, port: number): Promise<Lease | undefined> {
  const client: UnrefClient = new pg.Client({
    ...connectionTo(place, host, port, "postgres"),
    application_name: "criugraph lease",
    connectionTimeoutMillis: 2_000,
  });
  const lost = new Promise<void>((resolve) => client.once("end", () => resolve()));
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query(`select pg_advisory_lock_shared(${key})`);
  } catch (error) {
    await client.end().catch(() => {});
    if (isAbsent(error)) return undefined;
    const { message } = error as Error;
    throw new ExpectedError(`criugraph's PostgreSQL in ${place.home} refuses a session: ${message}.`, {
      cause: error,
    });
  }
  // Between its statements it does not keep a program alive that forgot to close.
  client.unref?.();
  const ask = async <Row extends pg.QueryResultRow>(statement: string) => {
    client.ref?.();
    try {
      return await client.query<Row>(statement);
    } finally {
      client.unref?.();
    }
  };
  return {
    pid,
    host,
    port,
    lost,
    ensureDatabase: async (name) => {
      const { rowCount } = await ask(`select from pg_database where datname = '${name}'`);
      if (rowCount) return;
      await ask(`create database ${name}`).catch((error: pg.DatabaseError) => {
        // Another program was faster.
        if (error.code !== "42P04" && error.code !== "23505") throw error;
      });
    },
    giveBack: async () => {
      // In this order: two programs that end at once would else each see the other's part.
      await ask(`select pg_advisory_unlock_shared(${key})`);
      const { rows } = await ask<{ last: boolean }>(`select pg_try_advisory_lock(${key}) as last`);
      return rows[0]?.last ?? false;
    },
    end: async () => {
      client.ref?.();
      await client.end();
    },
  };
}

function isAbsent(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code !== undefined && absent.has(code)) || /Connection terminated|timeout expired/.test(message);
}
