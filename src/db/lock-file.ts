import { randomUUID } from "node:crypto";
import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { never } from "../until-stopped.ts";

const beatEvery = 200;
const deadAfter = 2_000;

/**
 * Runs `action` while no other program runs one under the same lock file. The holder touches the file several
 * times a second; one that has not been touched for two seconds was left by a program that was killed, and is
 * taken over. Process ids are not asked: after a restart, or in another container, they name somebody else.
 *
 * A holder that was suspended for longer can lose its lock, so `action` must stay harmless when run twice.
 *
 * @throws the reason of `stop`, where that is aborted while it waits
 */
export async function withLockFile<T>(path: string, action: () => Promise<T>, stop = never): Promise<T> {
  const token = randomUUID();
  await take(path, token, stop);
  const beat = setInterval(() => touch(path), beatEvery);
  try {
    return await action();
  } finally {
    clearInterval(beat);
    if (read(path) === token) rmSync(path, { force: true });
  }
}

async function take(path: string, token: string, stop: AbortSignal): Promise<void> {
  let seen = { beat: 0, since: performance.now() };
  stop.throwIfAborted();
  while (!write(path, token)) {
    const beat = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (beat !== seen.beat) seen = { beat, since: performance.now() };
    else if (performance.now() - seen.since > deadAfter) rmSync(path, { force: true });
    await pause(10);
    stop.throwIfAborted();
  }
}

function write(path: string, token: string): boolean {
  try {
    writeFileSync(path, token, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    // On a full disk an empty file stays.
    rmSync(path, { force: true });
    throw error;
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // Somebody took the lock for dead and removed it; see above.
  }
}
