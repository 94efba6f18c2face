import { createReadStream, statSync } from "node:fs";
import { basename } from "node:path";
import { ExpectedError } from "../expected-error.ts";
import type { Terminal } from "./terminal.ts";

/** What a command reads. */
export interface OpenedInput {
  /** How errors call it. */
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Bytes of it in all; absent: nobody knows. */
  readonly size?: number;
}

/**
 * Opens a file, or standard input for `-`. Reading ends with an error when the program is asked to stop.
 *
 * @throws ExpectedError for a file that cannot be read.
 */
export function openInput(path: string, { in: input }: Terminal, stop: AbortSignal): OpenedInput {
  const known = path === "-" ? {} : sizeOf(path);
  const stream = path === "-" ? input : createReadStream(path);
  const end = () => stream.destroy(new ExpectedError("Stopped. Nothing was imported."));
  stop.addEventListener("abort", end, { once: true });
  // Where nobody reads yet, nobody listens either, and that would end the program.
  stream.on("error", () => {});
  const name = path === "-" ? "standard input" : basename(path);
  return { name, bytes: explained(path, stream), ...known };
}

async function* explained(path: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    throw explainReadError(path, error);
  }
}

function sizeOf(path: string): { size?: number } {
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) throw new ExpectedError(`${path} cannot be read: it is a folder.`);
    return stat.isFile() ? { size: stat.size } : {};
  } catch (error) {
    throw explainReadError(path, error);
  }
}

function explainReadError(path: string, error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined || error instanceof ExpectedError) return error;
  const reason = code === "ENOENT" ? "there is no such file" : message;
  return new ExpectedError(`${path} cannot be read: ${reason}.`, { cause: error });
}
