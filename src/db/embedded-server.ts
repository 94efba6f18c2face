import type { ChildProcess } from "node:child_process";
import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ExpectedError } from "../expected-error.ts";
import { whenStopped } from "../until-stopped.ts";
import { explainFailure, runCommand, startCommand } from "./embedded-command.ts";
import { usesSocket } from "./embedded-connection.ts";
import type { Place } from "./embedded-place.ts";
import { isAlive, isServerOf, postmasterFile, readPostmaster } from "./embedded-postmaster.ts";

/** Postgres is ready some 30 ms after its start: look often. */
const glance = 3;
/** Part of the socket's name, no more. */
const socketPort = 5432;
const longestLog = 5 * 1024 * 1024;

/** True while a server of this place runs, also one that starts or stops. */
export function isServed(place: Place): boolean {
  const postmaster = readPostmaster(place.data);
  return postmaster !== undefined && isServerOf(postmaster.pid, place.data);
}

/**
 * Starts a server and returns when it answers. It outlives us: whoever comes last stops it. Call it under the
 * place's lock, when none {@link isServed}.
 *
 * @throws ExpectedError with Postgres' own reason. The reason of `stop`, where that is aborted: it has ended again then.
 */
export async function startServer(place: Place, stop: AbortSignal): Promise<void> {
  stop.throwIfAborted();
  removeStaleFiles(place);
  if (place.socketFolder !== place.data) makePrivateFolder(place, place.socketFolder);
  const log = openLog(place.log);
  try {
    const started = fstatSync(log).size;
    const server = await startCommand(place, "postgres", await settingsOf(place), ["ignore", log, log]);
    server.unref();
    const forget = whenStopped(stop, () => server.kill("SIGINT"));
    const isReady = await waitUntilReady(place, server);
    forget();
    if (isReady) return;
    stop.throwIfAborted();
    const output = readFileSync(place.log).subarray(started).toString();
    // The processes of a server that was killed need a moment to notice it.
    if (!/pre-existing shared memory block|lock file "postmaster.pid"/.test(output)) {
      throw explainFailure("start", place, output);
    }
  } finally {
    closeSync(log);
  }
}

/** Waits for a server that was just started; false: it ended instead. */
async function waitUntilReady(place: Place, server: ChildProcess): Promise<boolean> {
  while (server.exitCode === null && server.signalCode === null) {
    const postmaster = readPostmaster(place.data);
    if (postmaster?.isReady && postmaster.pid === server.pid) return true;
    await pause(glance);
  }
  return false;
}

/** Stops the server of process `pid`, once it has written everything to disk. */
export async function stopServer(place: Place, pid: number): Promise<void> {
  if (!isServerOf(pid, place.data)) return;
  if (process.platform === "win32") {
    await runCommand(place, "pg_ctl", ["stop", "--pgdata", place.data, "--mode", "fast"]);
    return;
  }
  // Postgres' "fast shutdown": sessions end, data is written, then it exits.
  try {
    process.kill(pid, "SIGINT");
  } catch {
    return;
  }
  const patience = performance.now() + 10_000;
  while (isServerOf(pid, place.data) && performance.now() < patience) await pause(glance);
}

/**
 * Postgres believes the two files that a killed server left if any process has its number, and refuses to start:
 * one that was given the number since, or the dead one itself where nobody collects it.
 */
function removeStaleFiles(place: Place): void {
  for (const file of [postmasterFile(place.data), join(place.socketFolder, `.s.PGSQL.${socketPort}.lock`)]) {
    if (!existsSync(file)) continue;
    const pid = Math.abs(Number.parseInt(readFileSync(file, "utf8"), 10));
    if (isAlive(pid) && !isServerOf(pid, place.data)) rmSync(file, { force: true });
  }
}

async function settingsOf(place: Place): Promise<string[]> {
  const folder = `"${place.socketFolder.replaceAll('"', '""')}"`;
  const settings = {
    listen_addresses: usesSocket ? "" : "127.0.0.1",
    port: usesSocket ? socketPort : await freePort(),
    unix_socket_directories: usesSocket ? folder : "",
    unix_socket_permissions: "0700",
    // Starts, stops and what ends the server; not every statement that failed.
    log_min_messages: "log",
    log_checkpoints: "off",
    logging_collector: "off",
  };
  return [
    "-D",
    place.data,
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
}

function openLog(path: string): number {
  const log = openSync(path, "a", 0o600);
  if (fstatSync(log).size > longestLog) ftruncateSync(log);
  return log;
}

/** Below /tmp anybody can make a folder for us to fall into: one that is there must be ours and closed. */
function makePrivateFolder({ user }: Place, folder: string): void {
  if (!lstatSync(folder, { throwIfNoEntry: false })) {
    mkdirSync(folder, { mode: 0o700 });
    if (user) lchownSync(folder, user.uid, user.gid);
  }
  const { uid, mode } = lstatSync(folder);
  if (uid !== (user?.uid ?? process.getuid?.()) || (mode & 0o777077) !== 0o040000) {
    throw new ExpectedError(
      `${folder}, which criugraph needs for a socket, belongs to somebody else: remove it, or choose a DATA_DIR with a shorter path.`,
    );
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
