import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder and those above it that are missing; returns the first one it made, undefined where all were there.
 * Node's own recursive `mkdir` never returns below /proc, where a folder that is there refuses another one as if it
 * were missing, and blames a missing part for a file system that is read-only.
 *
 * @throws the error of the operating system, with its code
 */
export function makeFolder(path: string): string | undefined {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  const first = path === dirname(path) ? undefined : makeFolder(dirname(path));
  try {
    mkdirSync(path);
    return first ?? path;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    // Another program was faster; else what is there is a file, or a link to nothing or to itself.
    if (statSync(path).isDirectory()) return first;
    throw error;
  }
}
