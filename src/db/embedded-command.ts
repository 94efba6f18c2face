import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { statfsSync } from "node:fs";
import { join } from "node:path";
import { ExpectedError } from "../expected-error.ts";
import { never, whenStopped } from "../until-stopped.ts";
import { insteadSetDatabaseUrl } from "./embedded-binaries.ts";
import type { Place } from "./embedded-place.ts";

// What the server inherits would stay with it for days; it needs none of it, and our environment holds secrets.
// Windows needs its own variables.
const bareEnvironment =
  process.platform === "win32"
    ? {}
    : { env: { LC_ALL: "C", TZ: "UTC", PATH: "/usr/local/bin:/usr/bin:/bin" } };

/**
 * Starts `initdb`, `postgres` or `pg_ctl` as the server's user, in a session of its own, so that Ctrl-C in a
 * terminal reaches us and not the server.
 */
export async function startCommand(
  place: Place,
  name: "initdb" | "postgres" | "pg_ctl",
  args: readonly string[],
  stdio: StdioOptions,
): Promise<ChildProcess> {
  const path = join(place.binaries.folder, "bin", name);
  try {
    const child = spawn(path, args, {
      ...bareEnvironment,
      ...(place.user && { uid: place.user.uid, gid: place.user.gid }),
      cwd: "/",
      detached: true,
      windowsHide: true,
      stdio,
    });
    await once(child, "spawn");
    return child;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new ExpectedError(
      `The PostgreSQL that comes with criugraph does not run on this system (${path}: ${code}): ${insteadSetDatabaseUrl}.`,
      { cause },
    );
  }
}

/** How long a command that was asked to end may take for it, in milliseconds. */
const patience = 1_000;

/**
 * Runs a command to its end and returns its exit code and all it printed.
 *
 * @throws the reason of `stop`, where that is aborted, once the command has ended too
 */
export async function runCommand(
  place: Place,
  name: "initdb" | "pg_ctl",
  args: readonly string[],
  stop = never,
) {
  stop.throwIfAborted();
  const child = await startCommand(place, name, args, ["ignore", "pipe", "pipe"]);
  let output = "";
  child.stdout?.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    output += chunk;
  });
  let kill: NodeJS.Timeout | undefined;
  const end = () => {
    child.kill();
    // With what it started itself.
    kill = setTimeout(() => killGroup(child), patience);
  };
  const forget = whenStopped(stop, end);
  const [code] = (await once(child, "close")) as [number | null];
  forget();
  clearTimeout(kill);
  stop.throwIfAborted();
  return { code, output };
}

/** A command leads a process group of its own. */
function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // It has just ended.
  }
}

/** Why Postgres did not do what it was asked, from what it printed: a full disk in so many words. */
export function explainFailure(what: string, place: Place, output: string): ExpectedError {
  const space = statfsSync(place.home);
  if (/no space left|disk quota/i.test(output) && space.bavail * space.bsize < 64 * 1024 * 1024) {
    return new ExpectedError(
      `No space is left for criugraph's data in ${place.home}: free some (a new graph takes about 60 MB), choose another folder with DATA_DIR, or ${insteadSetDatabaseUrl}.`,
    );
  }
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  const reasons = lines.filter((line) => /(FATAL|PANIC|error):/.test(line));
  const reason = (reasons[0] ?? lines.at(-1) ?? "it printed nothing").replace(
    /^.*?(FATAL|PANIC|error):\s*/,
    "",
  );
  return new ExpectedError(
    `criugraph's PostgreSQL could not ${what} in ${place.home}: ${reason.trim()}. See ${place.log}, or ${insteadSetDatabaseUrl}.`,
  );
}
