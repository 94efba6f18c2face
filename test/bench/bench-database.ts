import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { from } from "pg-copy-streams";
import { type Database, openDatabase } from "../../src/db/open.ts";
import { readConfig } from "../../src/env.ts";
import type { DrawnGraph } from "./draw-graph.ts";
import { listTables, type TableRows } from "./graph-rows.ts";

/** A database of the bench's own, on a server of its own. */
export interface BenchDatabase {
  readonly database: Database;
  /** What another process opens it by, as DATA_DIR. */
  readonly folder: string;
  close(): Promise<void>;
}

/** Starts a PostgreSQL in a fresh folder, which goes when it is closed. */
export async function openBenchDatabase(): Promise<BenchDatabase> {
  const folder = mkdtempSync(join(tmpdir(), "criugraph-bench-"));
  const database = await openDatabase(readConfig({ DATA_DIR: folder, STATEMENT_TIMEOUT: "600000" }));
  return {
    database,
    folder,
    close: async () => {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Writes a graph into an empty database, past triggers and references: what these would keep is drawn so that it
 * holds. Then gathers the statistics that statements are planned by.
 */
export async function writeGraph(
  { writePool }: Database,
  graph: DrawnGraph,
  report: (table: string, rows: number) => void,
): Promise<void> {
  const client = await writePool.connect();
  try {
    await client.query("set session_replication_role = replica");
    for (const { table, columns, rows } of listTables(graph)) {
      const stream = client.query(from(`copy ${table} (${columns}) from stdin`));
      const lines = Readable.from(joinLines(rows), { objectMode: false });
      await pipeline(lines, stream);
      report(table, stream.rowCount);
      await moveSequence(client, table);
    }
    await client.query("update graph_revision set revision = revision + 1");
    await client.query("set session_replication_role = default");
    await client.query("vacuum (analyze)");
  } finally {
    client.release(true);
  }
}

/** Ids that are given are not taken from the sequence. */
async function moveSequence(
  client: { query(sql: string): Promise<unknown> },
  table: TableRows["table"],
): Promise<void> {
  await client.query(`do $$ begin
    if pg_get_serial_sequence('${table}', 'id') is not null then
      perform setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}));
    end if;
  exception when undefined_column then end $$`);
}

/** Lines in pieces of a size that is worth sending. */
function* joinLines(rows: Iterable<string>): Generator<string> {
  let lines: string[] = [];
  for (const row of rows) {
    lines.push(row);
    if (lines.length < 5_000) continue;
    yield `${lines.join("\n")}\n`;
    lines = [];
  }
  if (lines.length > 0) yield `${lines.join("\n")}\n`;
}
