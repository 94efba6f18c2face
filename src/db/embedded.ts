import { existsSync, rmSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { ClientConfig } from "pg";
import { ExpectedError } from "../expected-error.ts";
import { never } from "../until-stopped.ts";
import { connectionTo } from "./embedded-connection.ts";
import { ensureDataFolder } from "./embedded-create.ts";
import { type Lease, takeLease } from "./embedded-lease.ts";
import { findPlace, type Place } from "./embedded-place.ts";
import { isServed, startServer, stopServer } from "./embedded-server.ts";
import { explainFolderError } from "./folder-error.ts";
import { withLockFile } from "./lock-file.ts";

/** A PostgreSQL of criugraph's own, which this program may share with others. */
export interface EmbeddedServer {
  readonly connection: ClientConfig;
  readonly notices: readonly string[];
  /** Leaves the server; stops it if no other program uses it. */
  close(): Promise<void>;
}

/** A server that has to repair what a crash left needs a while; past this something is wrong. */
const patience = 60_000;

/**
 * Makes sure that the server of `dataDir` (an absolute path) runs: one that runs already is shared, also when the
 * program that started it was killed; else it is started, and made if it was never there. Should it die, it is
 * started again.
 *
 * @throws ExpectedError where that is not possible: one sentence that says why and what else to do. The reason of
 * `stop`, where that is aborted: nothing half made is left then, and no server that nobody uses.
 */
export async function openEmbedded(dataDir: string, stop = never): Promise<EmbeddedServer> {
  const place = await findPlace(dataDir, stop);
  let lease = await enter(place, ensureDataFolder, stop);
  // Initdb makes no database but `postgres`.
  await lease.ensureDatabase("criugraph").catch(async ({ message }: Error) => {
    await leave(place, lease);
    throw new ExpectedError(`criugraph's PostgreSQL in ${place.home} cannot make a database: ${message}.`);
  });
  let isClosing = false;

  const renew = async () => {
    for (let delay = 50; !isClosing && existsSync(place.data); delay = Math.min(delay * 2, 5_000)) {
      const renewed = await enter(place, async () => {}, never).catch(() => undefined);
      if (renewed) {
        lease = renewed;
        return watch();
      }
      await pause(delay, undefined, { ref: false });
    }
  };
  let renewal = Promise.resolve();
  const watch = () => {
    lease.lost.then(() => {
      renewal = renew();
    });
  };
  watch();

  return {
    connection: connectionTo(place, lease.host, lease.port, "criugraph"),
    notices: place.notices,
    close: async () => {
      isClosing = true;
      await renewal;
      await leave(place, lease);
    },
  };
}

async function enter(place: Place, ensureData: typeof ensureDataFolder, stop: AbortSignal): Promise<Lease> {
  const deadline = performance.now() + patience;
  try {
    while (performance.now() < deadline) {
      const lease = await takeLease(place);
      if (lease) return lease;
      const start = async () => {
        if (isServed(place)) return;
        await ensureData(place, stop);
        await startServer(place, stop);
      };
      await withLockFile(place.lock, start, stop);
      if (isServed(place)) await pause(5);
    }
  } catch (error) {
    throw stop.aborted ? stop.reason : explainFolderError(error, place.home);
  }
  throw new ExpectedError(
    `criugraph's PostgreSQL in ${place.home} neither answers nor ends: see ${place.log}, and stop the process that ${place.data}/postmaster.pid names.`,
  );
}

async function leave(place: Place, lease: Lease): Promise<void> {
  // A server that is gone already needs no stopping, and the session dies with the one that is stopped.
  const isLast = await lease.giveBack().catch(() => false);
  if (isLast) {
    await stopServer(place, lease.pid);
    if (place.socketFolder !== place.data) await removeSocket(place).catch(() => {});
  }
  await lease.end().catch(() => {});
}

async function removeSocket(place: Place): Promise<void> {
  await withLockFile(place.lock, async () => {
    if (!isServed(place)) rmSync(place.socketFolder, { recursive: true, force: true });
  });
}
