import { basename, dirname } from "node:path";
import { uncited } from "../domain/fact.ts";
import type { AnyRecord, NounName } from "../domain/noun.ts";
import { checkReferences } from "./check-references.ts";
import type { FlatRecord } from "./flatten-seed.ts";
import { parseDocument } from "./parse-document.ts";
import { hashSeeds, readSeedFolder, type SeedBytes } from "./seed-folder.ts";
import { seedKinds } from "./seed-kind.ts";
import { type LoadRule, SeedError, type SeedProblem, withField } from "./seed-problem.ts";
import { parseSeedText } from "./seed-text.ts";

/** A record of the seed files, as written. */
export interface SeedRecord {
  readonly noun: NounName;
  readonly record: AnyRecord;
  readonly file: string;
  /** A problem with the field at `path` of the record. */
  problemAt(path: readonly PropertyKey[], message: string): SeedProblem;
}

/** The seed files of one folder, parsed and checked. */
export interface Seeds {
  readonly hash: string;
  readonly fileCount: number;
  /** In the order of files. */
  readonly records: readonly SeedRecord[];
}

/**
 * Reads and checks the seed files in `folder`.
 *
 * @throws SeedError with every problem of every file.
 */
export async function readSeeds(folder: string): Promise<Seeds> {
  const { seeds, problems } = await inspectSeeds(folder);
  if (problems.length > 0) throw new SeedError(problems);
  return seeds;
}

/** The same, with the problems beside what could be read, in no order. */
export async function inspectSeeds(folder: string): Promise<{ seeds: Seeds; problems: SeedProblem[] }> {
  const files = await readSeedFolder(folder);
  const parsed = files.map(parseSeedFile);
  const records = parsed.flatMap((file) => file.records);
  const problems = parsed.flatMap((file) => file.problems);
  const broken = parsed.flatMap((file) => file.broken);
  problems.push(...checkReferences(records, broken));
  return { seeds: { hash: hashSeeds(files), fileCount: files.length, records }, problems };
}

function parseSeedFile({ name, shown, bytes }: SeedBytes) {
  const text = parseSeedText(shown, bytes);
  const kind = seedKinds.find(({ folder }) => folder === dirname(name));
  const stem = basename(name, ".yml");
  const problems = [...text.problems];
  const records: SeedRecord[] = [];
  if (!kind || stem === basename(name)) {
    const expected = seedKinds.map(({ folder }) => `${folder}/<name>.yml`);
    problems.push(text.problemAt([], `no place for a seed file; expected ${expected.join(", ")}`));
    return { records, problems, broken: [] };
  }
  if (problems.length > 0) return { records, problems, broken: nodeOfFile(dirname(name), stem) };

  const parsed = parseDocument(kind, text.value);
  problems.push(
    ...parsed.problems.map(({ path, place, message }) => ({
      ...text.problemAt(place, withField(path, message)),
      rule: ruleOf(path, message),
    })),
  );
  if (parsed.records.length === 0 && parsed.problems.length > 0) {
    return { records, problems, broken: [...nodeOfFile(dirname(name), stem), ...parsed.broken] };
  }
  const { namedBy } = kind;
  const named = namedBy && (text.value as Record<string, string>)[namedBy];
  if (namedBy && named !== stem) {
    problems.push(
      text.problemAt([namedBy], `${namedBy}: is "${named}"; expected "${stem}", the name of the file`),
    );
  }
  for (const { noun, record, path } of parsed.records) {
    const problemAt = (field: readonly PropertyKey[], message: string) => {
      const place = [...path, ...field];
      return text.problemAt(place, withField(place, message));
    };
    records.push({ noun, record, file: shown, problemAt });
  }
  return { records, problems, broken: parsed.broken };
}

const addresses: readonly PropertyKey[] = ["url", "repository", "homepage", "commit"];

function ruleOf(path: readonly PropertyKey[], message: string): LoadRule {
  if (message === uncited) return "uncited-fact";
  return addresses.includes(path.at(-1) ?? "") ? "malformed-address" : "malformed";
}

/** What other files may refer to in a file that cannot be read: the node it is named after, at least. */
function nodeOfFile(folder: string, stem: string): FlatRecord[] {
  const noun = { contributors: "contributor", features: "feature", integrations: "integration" }[folder];
  return noun ? [{ noun: noun as NounName, record: { slug: stem }, path: [] }] : [];
}
