import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { namesIn } from "../domain/node.ts";
import { nounNamed } from "../domain/noun-list.ts";
import { parseRecord } from "../domain/parse-records.ts";
import { ExpectedError } from "../expected-error.ts";
import { normalizeName } from "../normalize-name.ts";
import { inspectSeeds, type SeedRecord } from "./read-seeds.ts";
import { seedKinds } from "./seed-kind.ts";
import { type Outline, type OutlineKind, outlineSeed } from "./seed-outline.ts";

/**
 * Makes a seed file to be completed, in its place below `folder`.
 *
 * @returns the path of the file.
 * @throws ExpectedError where the outline breaks a rule, where the files know the slug or the name already, or where the file cannot be
 *   written; a file that is there is never touched.
 */
export async function makeSeedFile(folder: string, noun: OutlineKind, outline: Outline): Promise<string> {
  const checked = parseRecord(nounNamed(noun), outline);
  if ("problems" in checked) {
    const lines = checked.problems.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new ExpectedError(lines.join("\n"), { exitCode: 2 });
  }
  const { seeds } = await inspectSeeds(folder);
  const known = seeds.records.find((each) => each.noun === noun && isKnown(each, outline));
  if (known) {
    const { file, line } = known.problemAt([], "");
    throw new ExpectedError(`${outline.slug} or ${outline.name} is there already: ${file}:${line}`);
  }
  const path = join(folder, folderOf(noun), `${outline.slug}.yml`);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, outlineSeed(noun, outline), { flag: "wx" });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const reason = code === "EEXIST" ? "there is a file already" : message;
    throw new ExpectedError(`${path} cannot be written: ${reason}.`, { cause });
  }
  return path;
}

function isKnown({ record }: SeedRecord, outline: Outline): boolean {
  const { name, aliases = [] } = record as { name: string; aliases?: readonly string[] };
  const names = [name, ...aliases].map(normalizeName);
  return namesIn(record as never).includes(outline.slug) || names.includes(normalizeName(outline.name));
}

function folderOf(noun: OutlineKind): string {
  return seedKinds.find(({ name }) => name === noun)?.folder as string;
}
