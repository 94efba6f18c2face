import { randomBytes, randomUUID } from "node:crypto";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { ExpectedError } from "../expected-error.ts";
import { explainFailure, runCommand } from "./embedded-command.ts";
import { passwordFile, usesSocket } from "./embedded-connection.ts";
import type { Place } from "./embedded-place.ts";

/** Half-made data folders are called so, and a number. */
const halfMade = "postgres.new-";

/**
 * Makes sure that the data folder is there and is one this PostgreSQL reads. A new one is made beside its place
 * and renamed into it, so that it is whole or absent. Call it under the place's lock, which also says that any
 * other half-made one was left by a program that was killed.
 *
 * @throws ExpectedError for a folder of another major version, of another user, or that is no data folder. The reason
 * of `stop`, where that is aborted: what was half made is gone then.
 */
export async function ensureDataFolder(place: Place, stop: AbortSignal): Promise<void> {
  const version = readVersion(place);
  if (version === place.binaries.major) return;
  if (version !== undefined) {
    throw new ExpectedError(
      `The data in ${place.data} was made by PostgreSQL ${version}, and this criugraph brings PostgreSQL ${place.binaries.major}: export the graph with the criugraph that made it, or choose another folder with DATA_DIR.`,
    );
  }
  removeHalfMade(place);
  await createDataFolder(place, stop);
}

/** Takes each away under another name first: whoever might still work on it can then not call it finished. */
function removeHalfMade(place: Place): void {
  for (const name of readdirSync(place.home).filter((name) => name.startsWith(halfMade))) {
    const away = join(place.home, `${halfMade}${randomUUID()}`);
    renameSync(join(place.home, name), away);
    rmSync(away, { recursive: true, force: true });
  }
}

/** The major version that made the data folder; undefined before there is one. */
function readVersion(place: Place): string | undefined {
  try {
    return readFileSync(join(place.data, "PG_VERSION"), "utf8").trim();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "EACCES") {
      throw new ExpectedError(
        `The data in ${place.data} belongs to another user (root's criugraph runs its PostgreSQL as postgres): run criugraph as before, or choose another folder with DATA_DIR.`,
        { cause },
      );
    }
    if (code !== "ENOENT") throw cause;
    if (!existsSync(place.data)) return undefined;
    throw new ExpectedError(
      `${place.data} is not a PostgreSQL data folder: move it away, or choose another folder with DATA_DIR.`,
      { cause },
    );
  }
}

async function createDataFolder(place: Place, stop: AbortSignal): Promise<void> {
  const half = join(place.home, `${halfMade}${process.pid}`);
  try {
    mkdirSync(half, { mode: 0o700 });
    giveToServer(place, half);
    const settings = [
      ...["--pgdata", half, "--username", "criugraph", "--encoding", "UTF8"],
      // The same order and the same upper and lower case on every system, with the Unicode rules Postgres brings.
      ...["--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"],
      ...authentication(place),
      "--no-instructions",
    ];
    const { code, output } = await runCommand(place, "initdb", settings, stop);
    if (code !== 0) throw explainFailure("make its data folder", place, output);
    renameSync(half, place.data);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    // Another program was faster; see the lock file for when that can be.
    if (!existsSync(place.data)) throw error;
  }
}

/** A socket is guarded by the folder it is in; a port, which every user can reach, by a password. */
function authentication(place: Place): string[] {
  if (usesSocket) return ["--auth-local", "trust", "--auth-host", "reject"];
  const file = passwordFile(place);
  writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600 });
  giveToServer(place, file);
  return ["--auth", "scram-sha-256", "--pwfile", file];
}

/** Where root starts the server, what it needs becomes its user's. */
export function giveToServer({ user }: Place, path: string): void {
  if (user) chownSync(path, user.uid, user.gid);
}
