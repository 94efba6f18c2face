import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { packageRoot } from "../../src/package-root.ts";

/** The compiled program, as `npm test` builds it before the tests. */
export const program = join(packageRoot, "dist", "src", "main.js");

/** What a command left behind. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Settings of a run. Nothing of the tests' own environment but the path reaches the program. */
export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** The program to run; the one of this package when absent. */
  readonly program?: string;
}

/** Runs a command to its end, with pipes for its output. One that does not end is stopped. */
export function runCriugraph(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return runProgram(process.execPath, [program, ...args], options);
}

/** Starts a command, to be stopped or waited for. */
export function launchCriugraph(args: readonly string[], options: RunOptions = {}) {
  return launch(process.execPath, [program, ...args], options, {});
}

/** Runs any program to its end; `env` is all of its environment but the path. */
export function runProgram(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Ended> {
  return launch(command, args, options, { timeout: 60_000 }).ended;
}

/** A server that was started and is to be stopped. */
export interface Serving {
  readonly child: ChildProcess;
  /** Where it listens, as it says itself. */
  readonly url: string;
  /** All it printed until it was ready. */
  readonly greeting: string;
  readonly ended: Promise<Ended>;
  /** Sends a query, with a token or without, and returns the whole answer. */
  ask(query: string, token?: string): Promise<unknown>;
  /** Asks it to end, waits until it has, and returns what it left. */
  stop(signal?: NodeJS.Signals): Promise<Ended>;
}

/** Starts `serve` on a free port and waits until it says that it is ready. */
export async function startServe(args: readonly string[], options: RunOptions = {}): Promise<Serving> {
  const command = [options.program ?? program, "serve", "--port", "0", ...args];
  const { child, ended, output } = launch(process.execPath, command, options, {});
  const failed = ended.then(({ code, stderr }) => {
    throw new Error(`serve ended with ${code}: ${stderr}`);
  });
  // The table is printed whole, at the end of the greeting.
  while (!/by all sources:\n.*\n$/s.test(output())) {
    await Promise.race([once(child.stdout as NodeJS.ReadableStream, "data"), failed]);
  }
  failed.catch(() => {});
  const greeting = output();
  const url = /http:\/\/\S+(?=\/graphql)/.exec(greeting)?.[0] ?? "";
  return {
    child,
    url,
    greeting,
    ended,
    ask: async (query, token) => {
      const response = await fetch(`${url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
        body: JSON.stringify({ query }),
      });
      return response.json();
    },
    stop: (signal = "SIGTERM") => {
      child.kill(signal);
      return ended;
    },
  };
}

function launch(
  command: string,
  args: readonly string[],
  { env, cwd = packageRoot }: RunOptions,
  more: Pick<SpawnOptions, "timeout">,
) {
  const options: SpawnOptions = {
    cwd,
    env: { PATH: process.env.PATH ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    ...more,
  };
  const child = spawn(command, args, options);
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = once(child, "close").then(([code]): Ended => ({ code, stdout, stderr }));
  return { child, ended, output: () => stdout };
}

/** The sentence of a command that failed as it should: one line on standard error, nothing on standard output. */
export function sentenceOf({ code, stdout, stderr }: Ended, exitCode = 1): string {
  const lines = stderr.trimEnd().split("\n");
  if (code !== exitCode || stdout !== "" || lines.length !== 1) {
    throw new Error(`expected exit ${exitCode} and one line, got ${code}\n${stdout}\n${stderr}`);
  }
  return lines[0] ?? "";
}
