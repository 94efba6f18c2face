import pg from "pg";
import { readerRole } from "./reader-role.ts";

/** Most statements are done sooner than PostgreSQL compiles them, and the planner takes the larger ones for costly. */
const noCompiling = "set jit = off;";

/** Where the sessions of a pool lead, and how many there may be. */
export interface PoolOptions {
  readonly connection: pg.ClientConfig;
  readonly size: number;
}

/** A pool whose sessions run as the connecting user, and write. Whose turn comes late waits rather than being refused. */
export function openWritePool(options: PoolOptions): pg.Pool {
  const prepare = async (client: pg.ClientBase) => {
    await client.query(noCompiling);
  };
  return openPool(options, prepare, 10_000);
}

/** A pool that finds out who asks, as the connecting user: nobody waits there for those who read or write. */
export function openAuthPool(connection: pg.ClientConfig): pg.Pool {
  return openPool({ connection, size: 2 }, async (client) => {
    await client.query(`${noCompiling} set statement_timeout = '2s'`);
  });
}

/**
 * A pool whose sessions can only read: they run as the reader role if `isReader`, in read-only transactions, each
 * statement for at most `statementTimeout` milliseconds.
 */
export function openReadPool(
  options: PoolOptions & { readonly statementTimeout: number; readonly isReader: boolean },
): pg.Pool {
  return openPool(options, async (client) => {
    // A statement nobody waits for any more ends within a second, where the server's system can tell.
    await client.query("set client_connection_check_interval = '1s'").catch(() => {});
    await client.query(`
      -- As the connecting user sees it: "$user" is another schema for another role.
      select set_config('search_path', array_to_string(array(
        select quote_ident(name) from unnest(current_schemas(false)) with ordinality as path (name, place) order by place
      ), ', '), false);
      ${noCompiling}
      set statement_timeout = ${options.statementTimeout};
      set lock_timeout = '2s';
      set idle_in_transaction_session_timeout = '10s';
      set default_transaction_read_only = on;
      ${options.isReader ? `set role ${readerRole};` : ""}`);
  });
}

/** @param patience how long whoever asks for a session waits for one, in milliseconds */
function openPool(
  { connection, size }: PoolOptions,
  prepare: (client: pg.ClientBase) => Promise<void>,
  patience = 2_000,
): pg.Pool {
  const pool = new pg.Pool({
    application_name: "criugraph",
    ...connection,
    max: size,
    connectionTimeoutMillis: patience,
    idleTimeoutMillis: 60_000,
    onConnect: prepare,
  });
  // A session that dies, idle or lent out, is replaced by the next one. An 'error' event without a listener would
  // end the process instead.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}
