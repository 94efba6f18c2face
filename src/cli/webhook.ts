import type { Command } from "commander";
import type { Database } from "../db/open.ts";
import type { Config } from "../env.ts";
import { ExpectedError } from "../expected-error.ts";
import type { Webhook } from "../feed/webhook/webhook.ts";
import { untilStopped } from "../until-stopped.ts";
import { nothingFound } from "./exit-code.ts";
import { printLines, type Terminal, tableLines } from "./terminal.ts";
import { deadLetterColumns, deadLetterRow, webhookColumns, webhookRow } from "./webhook-table.ts";

type Action<T> = (opened: { database: Database; config: Config }) => Promise<T>;

/** What the subcommands share. */
interface Tools {
  readonly terminal: Terminal;
  readonly stop: AbortSignal;
  readonly readConfig: () => Config;
  /** Opens the database for as long as `action` takes. */
  withDatabase<T>(action: Action<T>): Promise<T>;
}

/** Dead letters shown at one time. */
const mostShown = 1_000;

/** `criugraph webhook`: addresses that running servers send changes to. Needs the database, and no server. */
export function addWebhook(
  program: Command,
  terminal: Terminal,
  readConfig: () => Config,
  stop: AbortSignal,
): void {
  const command = program
    .command("webhook")
    .summary("have changes sent to other programs")
    .description(
      "Running servers send every change to each webhook, in order and at least once, signed as Standard Webhooks say. What is not taken is tried again for half a day, and then kept as a dead letter.",
    );
  const withDatabase = async <T>(action: Action<T>): Promise<T> => {
    const config = readConfig();
    const { openDatabase } = await import("../db/open.ts");
    const database = await openDatabase(config, stop);
    printLines(terminal.err, database.notices);
    return untilStopped(stop, database.cut, () => action({ database, config })).finally(() =>
      database.close(),
    );
  };
  const tools: Tools = { terminal, stop, readConfig, withDatabase };
  addAdd(command, tools);
  addList(command, tools);
  addRemove(command, tools);
  addTest(command, tools);
  addDead(command, tools);
  addRetry(command, tools);
}

function addAdd(command: Command, { terminal, withDatabase, readConfig }: Tools): void {
  command
    .command("add")
    .argument("<name>", "what to call it")
    .argument("<url>", "where changes are posted to")
    .summary("send changes to an address from now on, and print the key of their signatures this once")
    .description(
      "Makes a webhook and prints the key that deliveries are signed with alone on standard output, this once. Addresses of this machine and of networks that are not public are refused, unless WEBHOOK_TARGETS is any.",
    )
    .addHelpText(
      "after",
      "\nExample:\n  $ SECRET=$(criugraph webhook add chat https://chat.example/hooks/criu)",
    )
    .action(async (name: string, address: string) => {
      const { readTarget } = await import("../feed/webhook/target.ts");
      const url = readTarget(address, readConfig().webhookTargets === "any");
      const [{ addWebhook }, { showKey }] = await Promise.all([
        import("../feed/webhook/webhook.ts"),
        import("../feed/webhook/signature.ts"),
      ]);
      const key = await withDatabase(({ database }) => addWebhook(database.authPool, name, url));
      printLines(terminal.err, [`Changes are sent to ${url.href} from now on. The key is shown this once:`]);
      printLines(terminal.out, [showKey(key)]);
    });
}

function addList(command: Command, { terminal, withDatabase }: Tools): void {
  command
    .command("list")
    .summary("the webhooks, and how far each has come")
    .description("Lists all webhooks by name: how far deliveries have come, and what is in the way.")
    .option("--json", "print the answer as JSON")
    .addHelpText("after", "\nExample:\n  $ criugraph webhook list")
    .action(async ({ json }: { json?: boolean }) => {
      const { listWebhooks } = await import("../feed/webhook/webhook.ts");
      const list = await withDatabase(({ database }) => listWebhooks(database.authPool));
      if (json) return printLines(terminal.out, [JSON.stringify(list, null, 2)]);
      const lines = tableLines(terminal.out, webhookColumns, list.map(webhookRow));
      printLines(terminal.out, list.length > 0 || !terminal.out.isTTY ? lines : ["no webhooks"]);
    });
}

function addRemove(command: Command, { terminal, withDatabase }: Tools): void {
  command
    .command("remove")
    .argument("<name>", "what it is called")
    .summary("send no more changes to a webhook")
    .description("Takes a webhook away, with its dead letters.")
    .addHelpText("after", "\nExample:\n  $ criugraph webhook remove chat")
    .action(async (name: string) => {
      const { removeWebhook } = await import("../feed/webhook/webhook.ts");
      const wasThere = await withDatabase(({ database }) => removeWebhook(database.authPool, name));
      if (!wasThere) throw noWebhook(name);
      printLines(terminal.out, [`The webhook ${name} is gone.`]);
    });
}

function addTest(command: Command, { terminal, stop, withDatabase }: Tools): void {
  command
    .command("test")
    .argument("<name>", "what it is called")
    .summary("send a webhook a word that changes nothing")
    .description("Sends a signed test to a webhook from here, and says whether it was taken.")
    .addHelpText("after", "\nExample:\n  $ criugraph webhook test chat")
    .action(async (name: string) => {
      const { sendTest } = await import("../feed/webhook/try-again.ts");
      const why = await withDatabase(async ({ database, config }) =>
        sendTest(await find(database, name), { allowsPrivate: config.webhookTargets === "any", stop }),
      );
      if (why !== null) throw new ExpectedError(`${name} did not take it: ${why}.`);
      printLines(terminal.out, [`${name} took it.`]);
    });
}

function addDead(command: Command, { terminal, withDatabase }: Tools): void {
  command
    .command("dead")
    .argument("[name]", "of this webhook alone")
    .summary("deliveries that were given up")
    .description(
      `Lists deliveries that were given up, the oldest of each webhook first, at most ${mostShown}.`,
    )
    .option("--json", "print the answer as JSON")
    .addHelpText("after", "\nExample:\n  $ criugraph webhook dead chat")
    .action(async (name: string | undefined, { json }: { json?: boolean }) => {
      const { listDeadLetters } = await import("../feed/webhook/dead-letter.ts");
      const letters = await withDatabase(async ({ database }) => {
        if (name !== undefined) await find(database, name);
        return listDeadLetters(database.authPool, name ?? null, mostShown);
      });
      if (json) return printLines(terminal.out, [JSON.stringify(letters, null, 2)]);
      const lines = tableLines(terminal.out, deadLetterColumns, letters.map(deadLetterRow));
      printLines(terminal.out, letters.length > 0 || !terminal.out.isTTY ? lines : ["no dead letters"]);
    });
}

function addRetry(command: Command, { terminal, stop, withDatabase }: Tools): void {
  command
    .command("retry")
    .argument("<name>", "what it is called")
    .summary("send what was given up again")
    .description(
      "Sends the dead letters of a webhook again from here, the oldest first, until one is not taken.",
    )
    .addHelpText("after", "\nExample:\n  $ criugraph webhook retry chat")
    .action(async (name: string) => {
      const { tryAgain } = await import("../feed/webhook/try-again.ts");
      const { taken, failed } = await withDatabase(async ({ database, config }) => {
        const options = { allowsPrivate: config.webhookTargets === "any", stop };
        return tryAgain(database.authPool, await find(database, name), options);
      });
      printLines(terminal.out, [`${name} took ${taken} ${taken === 1 ? "delivery" : "deliveries"}.`]);
      if (failed) throw new ExpectedError(`${name} did not take the next one: ${failed.why}.`);
    });
}

async function find(database: Database, name: string): Promise<Webhook> {
  const { findWebhook } = await import("../feed/webhook/webhook.ts");
  const webhook = await findWebhook(database.authPool, name);
  if (!webhook) throw noWebhook(name);
  return webhook;
}

function noWebhook(name: string): ExpectedError {
  return new ExpectedError(
    `There is no webhook ${JSON.stringify(name)}; criugraph webhook list shows those there are.`,
    {
      exitCode: nothingFound,
    },
  );
}
