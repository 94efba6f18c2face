// A program of a test's own: opens the database of its environment, answers "ask" on stdin with one line of JSON,
// and ends with "close" or the end of stdin. Prints what an expected failure says, as criugraph does.
import { createInterface } from "node:readline";
import { openDatabase } from "../../src/db/open.ts";
import { readConfig } from "../../src/env.ts";
import { ExpectedError } from "../../src/expected-error.ts";

function say(line: unknown): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

try {
  const started = performance.now();
  const { readPool, applied, notices, close } = await openDatabase(readConfig(process.env));
  const ask = async () =>
    (await readPool.query("select current_user as role, count(*)::int as nodes from integrations")).rows;
  await ask();
  say({ applied, notices, milliseconds: Math.round(performance.now() - started) });
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === "close") break;
    say(await ask().catch((error: Error) => ({ failure: error.message })));
  }
  process.stdin.destroy();
  await close();
} catch (error) {
  if (!(error instanceof ExpectedError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}
