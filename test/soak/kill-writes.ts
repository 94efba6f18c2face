import { readFileSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCriugraph, type Serving, startServe } from "../cli/criugraph.ts";

// Whether a write that was acknowledged is there, and no other one in part: `npm run soak:kill`, after `npm run build`.
// A server on a PostgreSQL of its own is sent writes of three records each, and killed in the middle of them, every
// other time together with its database; then it is started again, and its history is read on from where it was left.

const rounds = Number(process.argv[2] ?? 20);
const writesOfRound = Number(process.argv[3] ?? 1000);
const atOnce = 8;

interface Change {
  readonly revision: number;
  readonly noun: string;
  readonly slug: string;
  readonly cursor: string;
}

const parent = await mkdtemp(join(tmpdir(), "criugraph-soak-"));
await chmod(parent, 0o755);
const dataDir = join(parent, "data");
const env = { DATA_DIR: dataDir };
/** Revisions by what the writes are called, as they were acknowledged. */
const acknowledged = new Map<string, number>();
/** What the history says of the writes that are there. */
const found = new Map<string, Change[]>();
let attempted = 0;
let place: string | null = null;

const token = await makeToken();
let serving = await startServe([], { env });
try {
  place = await findEnd();
  await write(["setup"], () => true);
  const begun = performance.now();
  for (let round = 1; round <= rounds; round++) {
    const names = Array.from({ length: writesOfRound }, (_, index) => `soak-${round}-${index}`);
    const enough = Math.ceil(writesOfRound * (0.1 + 0.8 * Math.random()));
    let done = 0;
    const killed = write(names, () => {
      done += 1;
      if (done === enough) kill(round % 2 === 0);
      return done < enough;
    });
    await killed;
    await serving.ended;
    serving = await startServe([], { env });
    await readHistory();
    check();
    process.stdout.write(
      `round ${round}: killed after ${done} of ${writesOfRound}; ${found.size} writes are there\n`,
    );
  }
  const seconds = (performance.now() - begun) / 1000;
  process.stdout.write(
    `${attempted} writes sent, ${acknowledged.size} acknowledged, ${found.size} there, none in part, in ${seconds.toFixed(0)} s\n`,
  );
} finally {
  await serving.stop();
  await rm(parent, { recursive: true, force: true });
}

async function makeToken(): Promise<string> {
  const { code, stdout, stderr } = await runCriugraph(["token", "create", "soak", "--scope", "write"], {
    env,
  });
  const [made] = /cg_\w+/.exec(stdout) ?? [];
  if (code !== 0 || made === undefined) throw new Error(`no token: ${stderr}`);
  return made;
}

/** Ends the server as nothing can be prepared for; with its database, if that is to go too. */
function kill(withDatabase: boolean): void {
  if (withDatabase) {
    const [pid] = readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n");
    process.kill(Number(pid), "SIGKILL");
  }
  serving.child.kill("SIGKILL");
}

/** Sends writes, some at once, until `goOn` says otherwise or the server is gone. */
async function write(names: readonly string[], goOn: () => boolean): Promise<void> {
  const left = names[Symbol.iterator]();
  let isOver = false;
  const send = async () => {
    for (const name of left) {
      if (isOver) return;
      attempted += 1;
      try {
        const revision = await writeOne(serving, name);
        acknowledged.set(name, revision);
        if (!goOn()) isOver = true;
      } catch {
        // Nobody told us whether it was written.
        isOver = true;
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, send));
}

async function writeOne(server: Serving, name: string): Promise<number> {
  const source = `{ slug: "${name}", kind: MAIL, title: "${name}", url: "https://example.org/${name}", publishedOn: "2020-01-01" }`;
  const { data } = (await server.ask(
    `mutation { applyChanges(input: { changes: [
      { createFeature: { slug: "${name}", name: "${name}", kind: RPC } }
      { adopt: { integration: "systemd", feature: "${name}", sources: [{ newSource: ${source} }] } }
    ] }) { ... on ApplyChangesPayload { graphRevision } ... on Error { message } } }`,
    token,
  )) as { data: { applyChanges: { graphRevision: number; message?: string } } };
  const { graphRevision, message } = data.applyChanges;
  if (message !== undefined) throw new Error(message);
  return graphRevision;
}

async function findEnd(): Promise<string | null> {
  const { data } = (await serving.ask("{ changes(last: 1) { nodes { cursor } } }")) as {
    data: { changes: { nodes: { cursor: string }[] } };
  };
  return data.changes.nodes[0]?.cursor ?? null;
}

/** Reads what was written since the history was read last. */
async function readHistory(): Promise<void> {
  for (;;) {
    const { data } = (await serving.ask(
      `{ changes(first: 100, after: ${JSON.stringify(place)}) { nodes { revision noun slug cursor } } }`,
    )) as { data: { changes: { nodes: Change[] } } };
    for (const change of data.changes.nodes) {
      const name = change.slug.replace("systemd/", "");
      found.set(name, [...(found.get(name) ?? []), change]);
      place = change.cursor;
    }
    if (data.changes.nodes.length < 100) return;
  }
}

/** @throws where an acknowledged write is not there, or any is there in part */
function check(): void {
  for (const [name, revision] of acknowledged) {
    const [change] = found.get(name) ?? [];
    if (change?.revision !== revision) {
      throw new Error(
        `${name} was acknowledged as ${revision} and is ${change ? `there as ${change.revision}` : "gone"}`,
      );
    }
  }
  for (const [name, changes] of found) {
    const nouns = changes.map(({ noun }) => noun).sort();
    const revisions = new Set(changes.map(({ revision }) => revision));
    if (nouns.join() !== "ADOPTION,FEATURE,SOURCE" || revisions.size !== 1) {
      throw new Error(`${name} is there in part: ${nouns.join()}`);
    }
  }
}
