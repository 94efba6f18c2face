import { existsSync } from "node:fs";
import { chmod, cp, lstat, mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Binaries } from "./embedded-binaries.ts";

/**
 * Copies the programs to `target`, readable by every user; without what only compilers need, about 45 MB. The
 * copy appears whole or not at all, and is made once.
 *
 * @throws the reason of `stop`, where that is aborted, and what the file system says
 */
export async function copyBinaries(binaries: Binaries, target: string, stop: AbortSignal): Promise<Binaries> {
  if (!existsSync(target)) await copyWhole(binaries.folder, target, stop);
  return { ...binaries, folder: target };
}

async function copyWhole(source: string, target: string, stop: AbortSignal): Promise<void> {
  const half = `${target}.new-${process.pid}`;
  await rm(half, { recursive: true, force: true });
  try {
    await mkdir(half);
    const filter = (path: string) => {
      stop.throwIfAborted();
      return isNeeded(path);
    };
    await cp(source, half, { recursive: true, verbatimSymlinks: true, filter });
    await openToAll(half);
    await rename(half, target);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    // Another program was faster: its copy is as good.
    if (!existsSync(target)) throw error;
  }
}

function isNeeded(path: string): boolean {
  return !/\.a$|[\\/](pgxs|pkgconfig|include)$/.test(path);
}

/** A clone made under a strict umask has files that only its owner may read, and a copy keeps their modes. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const { mode } = await lstat(path);
    await chmod(path, entry.isDirectory() || (mode & 0o100) !== 0 ? 0o755 : 0o644);
  }
}
