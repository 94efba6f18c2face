import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Binaries, findBinaries } from "./embedded-binaries.ts";
import { usesSocket } from "./embedded-connection.ts";
import { placeForUser } from "./embedded-place-as-root.ts";
import { runsAsRoot, type ServerUser } from "./embedded-user.ts";
import { explainFolderError } from "./folder-error.ts";
import { makeFolder } from "./make-folder.ts";

/** Where an embedded server lives, and as whom it runs. */
export interface Place {
  /** Holds everything below; it exists and can be written. */
  readonly home: string;
  /** Postgres' own folder; missing before the first start. */
  readonly data: string;
  readonly log: string;
  readonly lock: string;
  /** Holds the Unix socket; only the server's user may enter it. */
  readonly socketFolder: string;
  readonly binaries: Binaries;
  /** Absent: the server runs as we do. */
  readonly user?: ServerUser;
  /** What a person should know, such as that the data is not in DATA_DIR. */
  readonly notices: readonly string[];
}

/** The longest path a socket may have is 103 bytes on macOS and 107 on Linux. */
const longestSocket = 100;

/**
 * Finds or makes the place of the server of `dataDir`, an absolute path. As root that is a folder which the
 * server's user can reach, with programs it can reach.
 *
 * @throws ExpectedError where there is none; nothing is changed then.
 */
export async function findPlace(dataDir: string, stop: AbortSignal): Promise<Place> {
  try {
    const wanted = resolveLinks(dataDir);
    const binaries = findBinaries();
    if (runsAsRoot()) {
      const { home, ...rest } = await placeForUser(wanted, binaries, stop);
      return { ...pathsBelow(home), ...rest };
    }
    makeFolder(wanted);
    accessSync(wanted, constants.W_OK | constants.X_OK);
    return { ...pathsBelow(wanted), binaries, notices: [] };
  } catch (error) {
    throw stop.aborted ? stop.reason : explainFolderError(error, dataDir);
  }
}

/** The path without symbolic links, also where its end does not exist yet. */
function resolveLinks(path: string): string {
  if (existsSync(path) || dirname(path) === path) return realpathSync(path);
  return join(resolveLinks(dirname(path)), basename(path));
}

function pathsBelow(home: string) {
  const data = join(home, "postgres");
  const short = join("/tmp", `criugraph-${shortHash(data)}`);
  const fits = Buffer.byteLength(join(data, ".s.PGSQL.5432")) <= longestSocket;
  return {
    home,
    data,
    log: join(home, "postgres.log"),
    lock: join(home, "postgres.lock"),
    socketFolder: fits || !usesSocket ? data : short,
  };
}

/** A name for `path` that is as good as unique. */
export function shortHash(path: string): string {
  return createHash("sha256").update(path).digest("hex").slice(0, 16);
}
