import { basename, dirname } from "node:path";
import type { z } from "zod";
import { explainIssue } from "../domain/explain-issue.ts";
import type { AnyRecord, NounName } from "../domain/noun.ts";
import { nounNamed } from "../domain/noun-list.ts";
import { parseRecord } from "../domain/parse-records.ts";
import { checkReferences } from "./check-references.ts";
import {
  type FlatRecord,
  flattenContributor,
  flattenFeature,
  flattenIntegration,
  flattenReleases,
  flattenSources,
} from "./flatten-seed.ts";
import { contributorFile, featureFile, integrationFile, releaseFile, sourceFile } from "./seed-file.ts";
import { hashSeeds, readSeedFolder, type SeedBytes } from "./seed-folder.ts";
import { SeedError, type SeedProblem, withField } from "./seed-problem.ts";
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

interface SeedKind {
  readonly schema: z.ZodType;
  flatten(file: never): FlatRecord[];
  /** The field that the name of the file repeats. */
  readonly namedBy?: string;
}

const kinds: Readonly<Record<string, SeedKind>> = {
  contributors: { schema: contributorFile, flatten: flattenContributor, namedBy: "slug" },
  features: { schema: featureFile, flatten: flattenFeature, namedBy: "slug" },
  integrations: { schema: integrationFile, flatten: flattenIntegration, namedBy: "slug" },
  releases: { schema: releaseFile, flatten: flattenReleases, namedBy: "product" },
  sources: { schema: sourceFile, flatten: flattenSources },
};

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

/** The same, with the problems beside what could be read. Asks no database. */
export async function checkSeeds(
  folder: string,
): Promise<{ seeds: Seeds; problems: readonly SeedProblem[] }> {
  const { seeds, problems } = await inspectSeeds(folder);
  return { seeds, problems: problems.length > 0 ? new SeedError(problems).problems : [] };
}

async function inspectSeeds(folder: string): Promise<{ seeds: Seeds; problems: SeedProblem[] }> {
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
  const kind = kinds[dirname(name)];
  const stem = basename(name, ".yml");
  const problems = [...text.problems];
  const broken: FlatRecord[] = [];
  const records: SeedRecord[] = [];
  if (!kind || stem === basename(name)) {
    const expected = Object.keys(kinds).map((each) => `${each}/<name>.yml`);
    problems.push(text.problemAt([], `no place for a seed file; expected ${expected.join(", ")}`));
    return { records, problems, broken };
  }
  if (problems.length > 0) return { records, problems, broken: nodeOfFile(dirname(name), stem) };

  const checked = kind.schema.safeParse(text.value ?? undefined, { error: explainIssue });
  if (!checked.success) {
    problems.push(
      ...checked.error.issues.map((issue) => {
        const key = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
        return text.problemAt([...issue.path, ...key], withField(issue.path, issue.message));
      }),
    );
    return {
      records,
      problems,
      broken: [...nodeOfFile(dirname(name), stem), ...flattenBroken(kind, text.value)],
    };
  }
  const { namedBy } = kind;
  const named = namedBy && (checked.data as Record<string, string>)[namedBy];
  if (namedBy && named !== stem) {
    problems.push(
      text.problemAt([namedBy], `${namedBy}: is "${named}"; expected "${stem}", the name of the file`),
    );
  }
  for (const { noun, record, path } of kind.flatten(checked.data as never)) {
    const problemAt = (field: readonly PropertyKey[], message: string) => {
      const place = [...path, ...field];
      return text.problemAt(place, withField(place, message));
    };
    const result = parseRecord(nounNamed(noun), record);
    if ("record" in result) records.push({ noun, record: result.record, file: shown, problemAt });
    else {
      broken.push({ noun, record, path });
      problems.push(...result.problems.map((each) => problemAt(each.path, each.message)));
    }
  }
  return { records, problems, broken };
}

/** What other files may refer to in a file that cannot be read: the node it is named after, at least. */
function nodeOfFile(folder: string, stem: string): FlatRecord[] {
  const noun = { contributors: "contributor", features: "feature", integrations: "integration" }[folder];
  return noun ? [{ noun: noun as NounName, record: { slug: stem }, path: [] }] : [];
}

function flattenBroken(kind: SeedKind, value: unknown): FlatRecord[] {
  try {
    return kind.flatten(value as never);
  } catch {
    return [];
  }
}
