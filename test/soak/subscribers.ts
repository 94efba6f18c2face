import { fork } from "node:child_process";
import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { subscriptionRequest } from "../graphql/event-reader.ts";
import { writeMails } from "../graphql/write-mails.ts";
import { openSoak } from "./open-soak.ts";

// Many who subscribe to one process, and how soon a change reaches the last of them, and what they cost.
// `npm run load:subscribers -- <subscribers> <changes>`; the clients are a process of their own.

const [subscribers = 1_000, changes = 20] = process.argv.slice(2).map(Number);

if (process.send) await beClients();
else await beServer();

async function beServer(): Promise<void> {
  const soak = await openSoak();
  const clients = fork(process.argv[1] as string, process.argv.slice(2), { execArgv: process.execArgv });
  const answered = async () => (await once(clients, "message"))[0] as string | number[];
  // What the first few bring with them is there once, however many come after.
  clients.send({ url: soak.url, count: 20 });
  await answered();
  await writeMails(soak.database.write, "warm");
  await answered();
  const before = await settledMemory();
  clients.send({ url: soak.url, count: subscribers });
  await answered();
  const idle = await settledMemory();
  await writeMails(soak.database.write, "first");
  await answered();
  const taken: number[] = [];
  for (let change = 0; change < changes; change++) {
    await writeMails(soak.database.write, `load-${change}`);
    const committed = Date.now();
    const [last = 0] = (await answered()) as number[];
    taken.push(Math.max(0, last - committed));
  }
  const after = await settledMemory();
  const each = (memory: Memory, kind: keyof Memory) =>
    `${Math.round((memory[kind] - before[kind]) / subscribers / 1024)} KB`;
  taken.sort((one, other) => one - other);
  console.log(`${subscribers} subscribers, ${changes} changes`);
  console.log(
    `from the commit to the last of them: median ${taken[taken.length >> 1]} ms, at most ${taken.at(-1)} ms`,
  );
  console.log(
    `memory for each: resident ${each(idle, "rss")} idle, ${each(after, "rss")} after the changes;`,
  );
  console.log(`  heap and buffers ${each(idle, "used")} idle, ${each(after, "used")} after the changes`);
  clients.kill();
  await soak.close();
  const most = (taken.at(-1) ?? 0) <= 1_000 && (after.rss - before.rss) / subscribers <= 100 * 1024;
  process.exitCode = most ? 0 : 1;
}

interface Memory {
  readonly rss: number;
  readonly used: number;
}

async function settledMemory(): Promise<Memory> {
  for (let count = 0; count < 5; count++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, used: heapUsed + external };
}

/** Opens as many subscriptions as it is told, says so, and then of every change when the last of them had it. */
async function beClients(): Promise<void> {
  const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });
  let [open, told] = [0, 0];
  const document = "subscription { changes { cursor operation noun slug actor } }";
  const { headers, body } = subscriptionRequest(document);
  process.on("message", async ({ url, count }: { url: string; count: number }) => {
    const more = count - open;
    const hear = (response: IncomingMessage) => {
      response.setEncoding("utf8").on("data", (text: string) => {
        told += text.split("event: next").length - 1;
        if (told < open) return;
        told -= open;
        process.send?.([Date.now()]);
      });
    };
    open = count;
    for (let group = 0; group < more; group += 100) {
      const opened = Array.from({ length: Math.min(100, more - group) }, async () => {
        const sent = request(url, { method: "POST", agent, headers: headers as Record<string, string> });
        sent.end(body);
        const [response] = (await once(sent, "response")) as [IncomingMessage];
        hear(response);
      });
      await Promise.all(opened);
    }
    process.send?.("open");
  });
  process.on("disconnect", () => process.exit());
  await new Promise(() => {});
}
