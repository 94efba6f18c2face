import { createReadStream, createWriteStream, statSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { renderDocument } from "../../src/data/graph-document.ts";
import { importGraph } from "../../src/data/import/import-graph.ts";
import { openEmbedded } from "../../src/db/embedded.ts";
import { openDatabase } from "../../src/db/open.ts";
import { readConfig } from "../../src/env.ts";
import { makeGraph } from "./made-graph.ts";

// How fast an import is: `npm run bench:import`, or `npm run bench:import -- 100000` for fewer facts. It makes a graph,
// imports it into an empty database, then has the server COPY the very rows that were written into another one, which
// has the nodes already. Indexes, checks and triggers are on in both; both are one transaction.

/** The tables of facts, in an order in which what a row refers to comes before it. */
const copied = [
  "facts",
  "blockers",
  "works",
  "remedies",
  "needs",
  "status_reports",
  "capability_reports",
  "blocker_reports",
  "blocker_reviews",
  "adoptions",
  "dependencies",
  "citations",
  "change_sets",
  "changes",
];
/** What they refer to, which is there before the clock starts. */
const there = ["contributors", "sources", "integrations", "features", "capabilities"];

const facts = Number(process.argv[2] ?? 1_000_000);
const parent = await mkdtemp(join(tmpdir(), "criugraph-bench-"));
// The server writes here too, as whichever user it runs.
const folder = join(parent, "rows");
await mkdir(folder);
await chmod(parent, 0o755);
await chmod(folder, 0o777);
const server = await openEmbedded(join(parent, "data"));
try {
  await compare();
} finally {
  await server.close();
  await rm(parent, { recursive: true });
}

async function compare(): Promise<void> {
  const file = join(parent, "made.ndjson");
  await pipeline(Readable.from(texts()), createWriteStream(file));
  console.log(`made ${facts} facts, ${megabytes(statSync(file).size)} of ndjson`);
  const imported = await timeImport(file);
  const rows = await copyOut();
  const copy = await timeCopy();
  console.log(
    `import  ${seconds(imported.time)}, ${seconds(imported.own)} of them its own; memory grew by ${megabytes(imported.growth)}`,
  );
  console.log(`COPY    ${seconds(copy)} for ${rows} rows of ${copied.length} tables`);
  console.log(`ratio   ${(copy / imported.time).toFixed(2)} (at least 0.3 is asked)`);
}

function* texts(): Generator<string> {
  for (const document of makeGraph({ facts })) yield renderDocument("ndjson", document);
}

async function timeImport(file: string): Promise<{ time: number; growth: number; own: number }> {
  const database = await openDatabase(readConfig({ DATABASE_URL: await makeDatabase("imported") }));
  const before = process.memoryUsage.rss();
  let highest = before;
  const watch = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage.rss());
  }, 50);
  const start = performance.now();
  const cpu = process.cpuUsage();
  let told = start;
  await importGraph(
    database.write,
    { name: "made.ndjson", format: "ndjson", bytes: createReadStream(file) },
    {
      actor: "bench",
      onWritten: (records, of) => {
        if (performance.now() - told < 10_000) return;
        told = performance.now();
        console.log(`        ${seconds(told - start)}: ${records} of ${of} records`);
      },
    },
  );
  const time = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  clearInterval(watch);
  await database.close();
  return { time, growth: highest - before, own: (user + system) / 1_000 };
}

/** The rows as files that the server reads. */
async function copyOut(): Promise<number> {
  let rows = 0;
  const client = await connect("imported");
  for (const table of [...there, ...copied]) {
    const columns = await columnsOf(client, table);
    const kept =
      table === "changes"
        ? "where noun = any(select replace(lower(unnest(enum_range(null::fact_kind))::text), '_', '-'))"
        : "";
    const { rowCount } = await client.query(
      `copy (select ${columns} from ${table} ${kept}) to '${join(folder, table)}'`,
    );
    if (copied.includes(table)) rows += rowCount ?? 0;
  }
  await client.end();
  return rows;
}

async function timeCopy(): Promise<number> {
  const url = await makeDatabase("copied");
  await openDatabase(readConfig({ DATABASE_URL: url })).then((database) => database.close());
  const client = await connect("copied");
  const copyIn = async (table: string) => {
    const columns = await columnsOf(client, table);
    await client.query(`copy ${table} (${columns}) from '${join(folder, table)}'`);
  };
  for (const table of there) await copyIn(table);
  const start = performance.now();
  await client.query("begin");
  for (const table of copied) await copyIn(table);
  await client.query("update change_sets set committed_at = clock_timestamp()");
  await client.query("commit");
  const time = performance.now() - start;
  await client.end();
  return time;
}

/** The columns a writer gives; a change set is numbered by the database. */
async function columnsOf(client: pg.Client, table: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(attname) as name from pg_attribute
      where attrelid = to_regclass($1) and attnum > 0 and not attisdropped and attgenerated = ''
        and not ($1::text = 'change_sets' and attname = 'revision') order by attnum`,
    [table],
  );
  return rows.map(({ name }) => name).join(", ");
}

function connectionTo(database: string): pg.ClientConfig {
  return { ...server.connection, database };
}

async function connect(database: string): Promise<pg.Client> {
  const client = new pg.Client(connectionTo(database));
  // What fails is told by the query that does.
  client.on("error", () => {});
  await client.connect();
  return client;
}

/** Makes an empty database, and returns its address. */
async function makeDatabase(name: string): Promise<string> {
  const client = await connect("postgres");
  await client.query(`create database ${name}`);
  await client.end();
  const { host = "", port, user = "", password = "" } = connectionTo(name);
  const url = new URL(`postgres://localhost:${port}/${name}`);
  url.username = user;
  url.password = String(password);
  url.searchParams.set("host", host);
  return url.href;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
