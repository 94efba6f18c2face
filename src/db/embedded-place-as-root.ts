import { chmodSync, existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { ExpectedError } from "../expected-error.ts";
import { type Binaries, insteadSetDatabaseUrl } from "./embedded-binaries.ts";
import { copyBinaries } from "./embedded-copy.ts";
import { shortHash } from "./embedded-place.ts";
import { findServerUser, mayAccess, type ServerUser } from "./embedded-user.ts";
import { makeFolder } from "./make-folder.ts";

/** Where the data goes that the server's user could not reach, as below root's own home. */
const openHome = "/var/lib/criugraph";

/**
 * The home folder and the programs of a server that a root process runs as another user: `dataDir` and the
 * installed programs where that user can reach them, else a folder and a copy below /var/lib/criugraph. Data
 * that is there already stays where it is.
 */
export async function placeForUser(dataDir: string, installed: Binaries, stop: AbortSignal) {
  const other = join(openHome, shortHash(dataDir));
  const user = findServerUser(existsSync(dataOf(other)) ? dataOf(other) : dataOf(dataDir));
  const binaries = () => binariesFor(user, installed, dataDir, stop);
  if (!existsSync(dataOf(other)) && isReachable(dataDir, user)) {
    makeOpenFolder(dataDir);
    return { home: dataDir, binaries: await binaries(), user, notices: [] };
  }
  if (existsSync(dataOf(dataDir))) {
    throw new ExpectedError(
      `User ${user.name}, who runs PostgreSQL, cannot reach its data in ${dataDir}: let others walk through the folders above it (chmod o+x), or ${insteadSetDatabaseUrl}.`,
    );
  }
  await makeOrExplain(other, user, dataDir, () => writeFileSync(join(other, "origin"), `${dataDir}\n`));
  const notice = `User ${user.name}, who runs PostgreSQL, cannot reach ${dataDir}: the data is in ${other}.`;
  return { home: other, binaries: await binaries(), user, notices: [notice] };
}

function dataOf(home: string): string {
  return join(home, "postgres");
}

/** Asks for the folder, or for its nearest parent before it is made. An empty folder is ours to open. */
function isReachable(folder: string, user: ServerUser): boolean {
  let nearest = folder;
  while (!existsSync(nearest)) nearest = dirname(nearest);
  // Fails where a file is on the way: such a folder is refused, not put elsewhere.
  readdirSync(nearest);
  if (nearest === folder && isEmpty(folder)) nearest = dirname(folder);
  return mayAccess(user, { "-x": [nearest], "-r": [] });
}

function isEmpty(folder: string): boolean {
  return readdirSync(folder).length === 0;
}

/** Makes the folder so that others may walk through it, whatever the umask; what it holds is closed to them. */
function makeOpenFolder(folder: string): void {
  const first = makeFolder(folder);
  for (let made = folder; first && !relative(first, made).startsWith(".."); made = dirname(made)) {
    chmodSync(made, 0o755);
  }
  if (isEmpty(folder)) chmodSync(folder, statSync(folder).mode | 0o111);
}

async function binariesFor(
  user: ServerUser,
  binaries: Binaries,
  dataDir: string,
  stop: AbortSignal,
): Promise<Binaries> {
  const { folder, version } = binaries;
  const isReachable = mayAccess(user, {
    "-x": [join(folder, "bin", "postgres"), join(folder, "bin", "initdb"), join(folder, "lib")],
    "-r": [join(folder, "share", "postgresql", "postgres.bki")],
  });
  if (isReachable) return binaries;
  const copy = join(openHome, `postgresql-${version}`);
  return makeOrExplain(openHome, user, dataDir, () => copyBinaries(binaries, copy, stop));
}

async function makeOrExplain<T>(
  folder: string,
  user: ServerUser,
  dataDir: string,
  fill: () => T | Promise<T>,
) {
  try {
    makeOpenFolder(folder);
    return await fill();
  } catch (cause) {
    throw new ExpectedError(
      `criugraph runs as root, its PostgreSQL as user ${user.name}, who can neither reach all of ${dataDir} and the programs nor be given ${folder}: choose another DATA_DIR, or ${insteadSetDatabaseUrl}.`,
      { cause },
    );
  }
}
