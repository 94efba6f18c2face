#!/usr/bin/env node
import { CommanderError } from "commander";
import { wrongUsage } from "./cli/exit-code.ts";
import { buildProgram } from "./cli/program.ts";
import { ExpectedError } from "./expected-error.ts";

const stop = new AbortController();
process.once("SIGTERM", () => stop.abort());
process.once("SIGINT", () => stop.abort());
// A reader that has seen enough (`| head`) ends the program, and that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  stop.abort();
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
  } else if (error instanceof ExpectedError) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error.exitCode;
  } else {
    process.stderr.write(`criugraph failed in a way it should not:\n${(error as Error)?.stack ?? error}\n`);
    process.exitCode = 1;
  }
}
