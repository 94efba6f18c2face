#!/usr/bin/env node
import { CommanderError } from "commander";
import { wrongUsage } from "./cli/exit-code.ts";
import { buildProgram } from "./cli/program.ts";
import { ExpectedError } from "./expected-error.ts";
import { Interruption } from "./interruption.ts";

const stop = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => stop.abort(new Interruption(signal)));
}
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  stop.abort(new Interruption("SIGPIPE"));
});

try {
  const terminal = {
    // Opened by those who read it.
    get in() {
      return process.stdin;
    },
    out: process.stdout,
    err: process.stderr,
  };
  await buildProgram({ terminal, env: process.env, stop: stop.signal }).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : wrongUsage;
  } else if (error instanceof Interruption) {
    process.exitCode = error.exitCode;
  } else if (error instanceof ExpectedError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error.exitCode;
  } else {
    process.stderr.write(`criugraph failed in a way it should not:\n${(error as Error)?.stack ?? error}\n`);
    process.exitCode = 1;
  }
}
