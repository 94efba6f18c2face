import { join } from "node:path";
import { packageRoot } from "../../src/package-root.ts";
import { runProgram, startServe } from "../cli/criugraph.ts";
import { type DataFolder, makeDataFolder } from "../db/data-folder.ts";

// What becomes of writes when the server is killed in the middle of them: `npm run soak:kill`. Kills it twenty times,
// every second time with its PostgreSQL, while eight clients write a thousand times together. Then looks whether all
// that was acknowledged is there, nothing is there by half, and what was in doubt can be sent again. Takes some minutes.

const [kills, writes, clients] = [20, 1_000, 8];
const program = join(packageRoot, "dist", "src", "main.js");

/** A write is an integration and a report on it, in one list of changes. */
const document = `mutation ($input: ApplyChangesInput!) {
  applyChanges(input: $input) { __typename ... on Error { message } ... on ApplyChangesPayload { graphRevision } }
}`;
const page = "criu-wiki-integration-2016-08-30";
const inputOf = (n: number) => ({
  idempotencyKey: `write ${n}`,
  changes: [
    { createIntegration: { slug: `soak-${n}`, name: `Soak ${n}`, kind: "TOOLING" } },
    {
      reportStatus: {
        integration: `soak-${n}`,
        status: "IN_PROGRESS",
        date: "2020-01-01",
        sources: [{ source: page }],
      },
    },
  ],
});

/** What clients know of their writes. */
const acknowledged = new Map<number, number>();
let doubtful = 0;
let next = 0;

const folder = makeDataFolder();
try {
  await run(folder);
} finally {
  await folder.remove();
}

async function run({ path, serverPid }: DataFolder): Promise<void> {
  const env = { DATA_DIR: path };
  const made = await runProgram(process.execPath, [program, "token", "create", "soak", "--scope", "write"], {
    env,
  });
  const token = made.stdout.trim();
  const longest = { start: 0 };
  for (let round = 1; round <= kills; round++) {
    const begun = performance.now();
    const serving = await startServe([], { env });
    longest.start = Math.max(longest.start, performance.now() - begun);
    const until = Math.round((writes * round) / kills);
    const working = Array.from({ length: clients }, () => write(serving.url, token, until));
    // Somewhere in the second half of what this round writes, with writes of all clients under way.
    const from = acknowledged.size;
    while (acknowledged.size < from + (until - from) * (0.5 + Math.random() / 2) && next < until) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    const postmaster = round % 2 === 0 ? serverPid() : undefined;
    serving.child.kill("SIGKILL");
    if (postmaster !== undefined) process.kill(postmaster, "SIGKILL");
    await Promise.all(working);
    await serving.ended;
    console.log(`kill ${round}: ${acknowledged.size} acknowledged of ${next} sent`);
  }
  const serving = await startServe([], { env });
  await compare(serving.url, token);
  console.log(`the slowest start took ${Math.round(longest.start)} ms`);
  await serving.stop();
}

/** Writes until the server is gone, or `until` writes were sent. */
async function write(url: string, token: string, until: number): Promise<void> {
  while (next < until) {
    const n = next++;
    const revision = await send(url, token, n).catch(() => undefined);
    if (revision === undefined) {
      doubtful += 1;
      return;
    }
    acknowledged.set(n, revision);
  }
}

async function ask<Data>(url: string, token: string, query: string, variables: object): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

async function send(url: string, token: string, n: number): Promise<number> {
  type Answer = { applyChanges: { __typename: string; message: string; graphRevision: number } };
  const { applyChanges } = await ask<Answer>(url, token, document, { input: inputOf(n) });
  if (applyChanges.__typename !== "ApplyChangesPayload") throw new Error(applyChanges.message);
  return applyChanges.graphRevision;
}

async function compare(url: string, token: string): Promise<void> {
  const look = async () => {
    const found = new Map<number, { status: string | null; revision: number; changes: number }>();
    for (let n = 0; n < next; n++) {
      type Answer = {
        integration: { status: string | null; changes: { nodes: { revision: number }[] } } | null;
      };
      const { integration } = await ask<Answer>(
        url,
        token,
        `query ($slug: String!) { integration(slug: $slug) { status changes(first: 9) { nodes { revision } } } }`,
        { slug: `soak-${n}` },
      );
      if (integration === null) continue;
      const revisions = integration.changes.nodes.map((each: { revision: number }) => each.revision);
      found.set(n, { status: integration.status, revision: revisions[0] ?? 0, changes: revisions.length });
    }
    return found;
  };
  const found = await look();
  const lost = [...acknowledged].filter(([n, revision]) => found.get(n)?.revision !== revision);
  const halves = [...found].filter(([, { status, changes }]) => status !== "IN_PROGRESS" || changes !== 2);
  const inDoubt = Array.from({ length: next }, (_, n) => n).filter((n) => !acknowledged.has(n));
  const wereThere = inDoubt.filter((n) => found.has(n)).length;
  for (const n of inDoubt) await send(url, token, n);
  const after = await look();
  const missing = Array.from({ length: next }, (_, n) => n).filter((n) => after.get(n)?.changes !== 2);
  console.log(
    `${next} writes sent, ${acknowledged.size} acknowledged, ${doubtful} in doubt of which ${wereThere} had been written`,
  );
  console.log(
    `lost: ${lost.length}; by half: ${halves.length}; not whole after being sent again: ${missing.length}`,
  );
  if (lost.length + halves.length + missing.length > 0) process.exitCode = 1;
}
