import { execFileSync, spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { ExpectedError } from "../expected-error.ts";
import { insteadSetDatabaseUrl } from "./embedded-binaries.ts";

/** The operating system's user that Postgres runs as where criugraph runs as root, which Postgres refuses to be. */
export interface ServerUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** True where Postgres needs a user other than ours. */
export function runsAsRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * The user for `dataFolder`: its owner if it is there already, else `postgres`, which is made if it is missing.
 *
 * @throws ExpectedError where it can neither be found nor made.
 */
export function findServerUser(dataFolder: string): ServerUser {
  const owner = statSync(dataFolder, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { name: `number ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  const user = lookUp("postgres") ?? (create("postgres") ? lookUp("postgres") : undefined);
  if (user) return user;
  throw new ExpectedError(
    `criugraph runs as root, its PostgreSQL may not, and a user postgres can be neither found nor made: run criugraph as another user, or ${insteadSetDatabaseUrl}.`,
  );
}

function lookUp(name: string): ServerUser | undefined {
  try {
    const [uid, gid] = ["-u", "-g"].map((which) =>
      Number(execFileSync("id", [which, name], { stdio: ["ignore", "pipe", "ignore"] })),
    );
    return uid && gid !== undefined ? { name, uid, gid } : undefined;
  } catch {
    return undefined;
  }
}

function create(name: string): boolean {
  const home = "/var/lib/postgresql";
  const made = spawnSync("useradd", [
    ...["--system", "--user-group", "--no-create-home"],
    ...["--home-dir", home, "--shell", "/usr/sbin/nologin", name],
  ]);
  // Two programs that start at once may both try: whether the user is there counts, not who made it.
  return made.error === undefined;
}

/**
 * Whether `user` may do what the shell's tests say: `{ "-x": [folder] }` asks to enter it, `{ "-r": [file] }` to
 * read it. Asks as that user, so that access lists and mount options count.
 *
 * @throws ExpectedError where we may not become that user, as in a container with one user only.
 */
export function mayAccess(
  user: ServerUser,
  tests: Readonly<Record<"-x" | "-r", readonly string[]>>,
): boolean {
  const wanted = Object.entries(tests).flatMap(([test, paths]) => paths.flatMap((path) => [test, path]));
  const script = 'while [ $# -gt 0 ]; do [ "$1" "$2" ] || exit 1; shift 2; done';
  const asked = spawnSync("/bin/sh", ["-c", script, "sh", ...wanted], {
    cwd: "/",
    uid: user.uid,
    gid: user.gid,
    stdio: "ignore",
  });
  if (!asked.error) return asked.status === 0;
  throw new ExpectedError(
    `criugraph runs as root, its PostgreSQL may not, and it cannot be run as user ${user.name} (${asked.error.message}): run criugraph as another user, or ${insteadSetDatabaseUrl}.`,
    { cause: asked.error },
  );
}
