import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { run } from "../../src/cli/run.ts";
import type { Ended } from "./criugraph.ts";

/**
 * Runs a command as its process would, with pipes for its output, but in this one: a second less, for files that ask
 * many questions. That the process itself does the same is tested elsewhere.
 */
export async function runInProcess(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const terminal = { in: process.stdin, out: asPipe(out), err: asPipe(err) };
  const read = Promise.all([text(out), text(err)]);
  const code = await run(args, { terminal, env, stop: new AbortController().signal });
  out.end();
  err.end();
  const [stdout, stderr] = await read;
  return { code: code ?? 0, stdout, stderr };
}

function asPipe(stream: PassThrough): NodeJS.WriteStream {
  return Object.assign(stream, { isTTY: false }) as unknown as NodeJS.WriteStream;
}
