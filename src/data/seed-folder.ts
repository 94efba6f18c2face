import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { ExpectedError } from "../expected-error.ts";

/** A file below the folder of seeds. */
export interface SeedBytes {
  /** From the folder, with slashes: `integrations/docker.yml`. */
  readonly name: string;
  /** As problems name it: `seeds/integrations/docker.yml`. */
  readonly shown: string;
  readonly bytes: Buffer;
}

// Counts up when the same files come to mean other records.
const format = "criugraph seeds 1\n";

/** Reads every YAML file below `folder`, in the order of their names. */
export async function readSeedFolder(folder: string): Promise<SeedBytes[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const names = entries
      .filter((entry) => entry.isFile() && /\.ya?ml$/i.test(entry.name) && !entry.name.startsWith("."))
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(join(folder, "x").length - 1)
          .replaceAll("\\", "/"),
      )
      .sort();
    return await Promise.all(
      names.map(async (name) => ({
        name,
        shown: `${basename(folder)}/${name}`,
        bytes: await readFile(join(folder, name)),
      })),
    );
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "there is no such folder" : message;
    throw new ExpectedError(`The seeds in ${folder} cannot be read: ${reason}.`, { cause });
  }
}

/** Tells one state of the files from another: a hash of their names and bytes. */
export function hashSeeds(files: readonly Pick<SeedBytes, "name" | "bytes">[]): string {
  const hash = createHash("sha256").update(format);
  for (const { name, bytes } of files) hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  return hash.digest("hex");
}

/** The hash of the seed files in `folder`. */
export async function seedsHash(folder: string): Promise<string> {
  return hashSeeds(await readSeedFolder(folder));
}
