import { pino } from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Courier } from "../../src/feed/webhook/courier.ts";
import { showKey } from "../../src/feed/webhook/signature.ts";
import { isPublic } from "../../src/feed/webhook/target.ts";
import { addWebhook, listWebhooks, removeWebhook } from "../../src/feed/webhook/webhook.ts";
import { runInProcess } from "../cli/in-process.ts";
import { writeMails } from "../graphql/write-mails.ts";
import { openTestDatabase, type TestDatabase } from "../postgres.ts";
import { openReceiver, type Received, type Receiver } from "./receiver.ts";

let database: TestDatabase;
let receiver: Receiver;
const couriers: Courier[] = [];
const logged: string[] = [];
const log = pino({}, { write: (line: string) => logged.push(line) });
let names = 0;
let name: string;

beforeAll(async () => {
  database = await openTestDatabase();
  receiver = await openReceiver();
});
afterEach(async () => {
  for (const courier of couriers.splice(0)) await courier.close();
  receiver.answer = undefined;
  receiver.taken.length = 0;
  await removeWebhook(database.authPool, name);
});
afterAll(async () => {
  await receiver.close();
  await database.close();
});

async function add(url = receiver.url): Promise<void> {
  name = `hook-${++names}`;
  receiver.key = showKey(await addWebhook(database.authPool, name, new URL(url)));
}

function start(options: { pauses?: number[]; allowsPrivate?: boolean; patience?: number } = {}): void {
  const { authPool, readPool } = database;
  const courier = new Courier({ authPool, readPool, allowsPrivate: true, log, ...options });
  couriers.push(courier);
  courier.start();
}

const write = (name: string, count?: number) => writeMails(database.write, name, count);
const slugsIn = (deliveries: readonly Received[]) =>
  deliveries.flatMap(({ body }) => body.changes.map(({ slug }: { slug: string }) => slug));
const slugsTaken = () => slugsIn(receiver.taken);
/** Without what came again. */
const slugsOnce = () => slugsIn([...new Map(receiver.taken.map((each) => [each.id, each])).values()]);
const state = async () => (await listWebhooks(database.authPool))[0];
const env = (targets = "any") => ({ DATABASE_URL: database.url, WEBHOOK_TARGETS: targets });
const run = (args: string[], targets?: string) => runInProcess(["webhook", ...args], env(targets));
const poll = { interval: 10 };

describe("a webhook", () => {
  it("gets what is written from now on, signed, in order, and large change sets in parts", async () => {
    await write("early");
    await add();
    start();
    const slugs = [...(await write("one")), ...(await write("many", 150)), ...(await write("last"))];
    await expect.poll(slugsTaken, poll).toEqual(slugs);
    const [first, ...others] = receiver.taken;
    expect(first?.body).toEqual({
      type: "changes",
      revision: expect.any(Number),
      committedAt: expect.stringMatching(/Z$/),
      actor: "post",
      reason: null,
      requestId: null,
      changes: [
        {
          number: expect.any(Number),
          operation: "CREATE",
          noun: "SOURCE",
          slug: "one-1",
          before: null,
          after: expect.objectContaining({ slug: "one-1", kind: "MAIL" }),
        },
      ],
    });
    expect(others.map(({ body }) => body.changes.length)).toEqual([100, 50, 1]);
    expect(new Set(receiver.taken.map(({ id }) => id)).size).toBe(4);
    await expect.poll(state, poll).toMatchObject({ behind: 0, attempts: 0, lastError: null, deadLetters: 0 });
  });

  it("would be told if somebody else had signed", async () => {
    await add();
    receiver.key = showKey(Buffer.alloc(32));
    expect((await run(["test", name])).stderr).toMatch(/did not take it: /);
  });

  it("gets again under the same id what it did not take, and nothing before that", async () => {
    await add();
    const refused: string[] = [];
    receiver.answer = (response, { id }) => {
      refused.push(id);
      if (refused.length === 3) receiver.answer = undefined;
      response.writeHead(500).end("no");
    };
    start({ pauses: [1, 1, 1, 1] });
    const slugs = [...(await write("again-1")), ...(await write("again-2"))];
    await expect.poll(slugsTaken, poll).toEqual(slugs);
    expect(new Set(refused)).toEqual(new Set([receiver.taken[0]?.id]));
    expect(logged.join("")).toContain('"why":"the answer was 500"');
    expect(logged.join("")).not.toContain(receiver.key.slice(6));
  });

  it("is given up on after many attempts, and can have that sent again", async () => {
    await add();
    const refuse = "bad-1-1";
    const ids: string[] = [];
    receiver.answer = (response, received) => {
      if (received.body.changes?.[0].slug === refuse) {
        ids.push(received.id);
        response.writeHead(400).end();
      } else {
        receiver.taken.push(received);
        response.writeHead(200).end("thanks");
      }
    };
    start({ pauses: [1, 1] });
    await write("bad-1");
    const [next] = await write("good");
    await expect.poll(slugsTaken, poll).toEqual([next]);
    expect(ids).toHaveLength(3);
    await expect.poll(state, poll).toMatchObject({ behind: 0, deadLetters: 1 });
    const dead = await run(["dead", name]);
    expect(dead.stdout).toMatch(new RegExp(`^${name}\t\\d+\t\\S+Z\t3\tthe answer was 400\n$`));
    expect(await run(["retry", name])).toEqual({
      code: 1,
      stdout: `${name} took 0 deliveries.\n`,
      stderr: `${name} did not take the next one: the answer was 400.\n`,
    });
    receiver.answer = undefined;
    expect(await run(["retry", name])).toMatchObject({ code: 0, stdout: `${name} took 1 delivery.\n` });
    expect(receiver.taken.at(-1)?.id).toBe(ids[0]);
    expect((await run(["dead"])).stdout).toBe("");
  });

  it("is left where it answers too late, leads elsewhere, or talks without end", async () => {
    await add();
    const slugs = await write("late");
    const elsewhere = await openReceiver();
    const failures = [
      "there was no answer within 1.5 seconds",
      "the answer was 307, and redirects are not followed",
      "the answer was 503",
    ];
    let attempts = 0;
    receiver.answer = (response) => {
      attempts += 1;
      if (attempts === 2) response.writeHead(307, { location: elsewhere.url }).end();
      if (attempts !== 3) return;
      receiver.answer = undefined;
      response.writeHead(503);
      const talk = () => response.destroyed || response.write("x".repeat(8_192), talk);
      talk();
    };
    logged.length = 0;
    start({ pauses: [1, 1, 1, 1], patience: 1_500 });
    await expect.poll(slugsTaken, poll).toEqual(slugs);
    expect(logged.map((line) => JSON.parse(line).why)).toEqual(failures);
    expect(elsewhere.connections).toBe(0);
    await elsewhere.close();
  });

  it("has one process at a time, and another one when that ends", async () => {
    await add();
    start();
    start();
    const slugs: string[] = [];
    for (let count = 0; count < 20; count++) slugs.push(...(await write(`both-${count}`)));
    await expect.poll(slugsTaken, poll).toEqual(slugs);
    await couriers.shift()?.close();
    const [last] = await write("other");
    // The one that ended may not have heard any more that its last delivery was taken.
    await expect.poll(slugsOnce, poll).toEqual([...slugs, last]);
  });

  it("that leads to this machine is connected to only where that is allowed", async () => {
    const before = receiver.connections;
    for (const host of ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0x7f.1"]) {
      await add(receiver.url.replace("127.0.0.1", host));
      start({ allowsPrivate: false });
      await write(`inside-${names}`);
      await expect.poll(state, poll).toMatchObject({
        lastError: expect.stringMatching(/is not on the public internet, and WEBHOOK_TARGETS is public$/),
      });
      await couriers.pop()?.close();
      await removeWebhook(database.authPool, name);
    }
    expect(receiver.connections).toBe(before);
  });
});

describe("the public internet", () => {
  it.each([
    ["holds", ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::200e"], true],
    [
      "does not hold",
      [
        "0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.2 169.254.169.254 172.16.0.1 192.168.1.1 198.18.0.1 224.0.0.1",
        "255.255.255.255 :: ::1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 64:ff9b::a00:1 fe80::1 fc00::1 ff02::1",
        "2001:db8::1 2002:a00:1:: 2001::1 localhost",
      ].flatMap((line) => line.split(" ")),
      false,
    ],
  ] as const)("%s %j", (_verb, addresses, expected) => {
    expect(addresses.filter((address) => isPublic(address) !== expected)).toEqual([]);
  });
});

describe("criugraph webhook", () => {
  it("makes, tests, lists and removes one, and shows its key once", async () => {
    name = "chat";
    const made = await run(["add", name, `${receiver.url}#top`]);
    expect(made).toMatchObject({
      code: 0,
      stderr: `Changes are sent to ${receiver.url} from now on. The key is shown this once:\n`,
      stdout: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=\n$/),
    });
    receiver.key = made.stdout.trim();
    expect(await run(["test", name])).toEqual({ code: 0, stdout: "chat took it.\n", stderr: "" });
    expect(receiver.taken.map(({ body }) => body)).toEqual([{ type: "test", webhook: "chat" }]);
    const list = await run(["list"]);
    expect(list.stdout).toMatch(new RegExp(`^chat\t${receiver.url}\t\\d+\t0\t0\tnever\t\n$`));
    const shown = [list.stdout, (await run(["list", "--json"])).stdout].join();
    expect(shown).not.toContain(receiver.key.slice(6, 20));
    expect((await runInProcess(["export"], env())).stdout).not.toContain("chat");
    expect(await run(["remove", name])).toMatchObject({ code: 0, stdout: "The webhook chat is gone.\n" });
  });

  it.each([
    ["no URL", ["add", "x", "nonsense"], 1, /it is no URL/],
    ["another scheme", ["add", "x", "ftp://example.org"], 1, /its scheme is ftp:, expected https:\.\n$/],
    ["http in public", ["add", "x", "http://example.org"], 1, /its scheme is http:, expected https:\.\n$/],
    ["a password", ["add", "x", "https://me:secret@example.org"], 1, /it holds a name or a password/],
    ["an address inside", ["add", "x", "https://10.1.2.3/"], 1, /10\.1\.2\.3 is not on the public internet/],
    [
      "one of IPv6 that means one",
      ["add", "x", "https://[::ffff:10.1.2.3]/"],
      1,
      /is not on the public internet/,
    ],
    ["a name of another form", ["add", "A b", "https://example.org"], 2, /cannot be called "A b"/],
    ["one nobody knows", ["remove", "x"], 3, /^There is no webhook "x"; criugraph webhook list/],
    ["a test of one nobody knows", ["test", "x"], 3, /^There is no webhook "x"/],
  ])("refuses %s", async (_what, args, code, message) => {
    expect(await run(args, "public")).toEqual({ code, stdout: "", stderr: expect.stringMatching(message) });
  });
});
