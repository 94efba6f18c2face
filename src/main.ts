#!/usr/bin/env node
import { run } from "./cli/run.ts";
import { Interruption } from "./interruption.ts";

const stop = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => stop.abort(new Interruption(signal)));
}
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  stop.abort(new Interruption("SIGPIPE"));
});

const terminal = {
  // Opened by those who read it.
  get in() {
    return process.stdin;
  },
  out: process.stdout,
  err: process.stderr,
};
process.exitCode = await run(process.argv.slice(2), { terminal, env: process.env, stop: stop.signal });
