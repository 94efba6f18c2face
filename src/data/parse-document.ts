import { explainIssue } from "../domain/explain-issue.ts";
import { nounNamed } from "../domain/noun-list.ts";
import { parseRecord } from "../domain/parse-records.ts";
import type { FlatRecord } from "./flatten-seed.ts";
import type { SeedKind } from "./seed-kind.ts";

/** Something wrong in a document: the way to it, and where the way ends for people, whose editors know lines. */
export interface DocumentProblem {
  /** The field it is about, as the message names it. */
  readonly path: readonly PropertyKey[];
  /** Where it stands: the field, or an unknown key in it. */
  readonly place: readonly PropertyKey[];
  readonly message: string;
}

/** What a document says. */
export interface ParsedDocument {
  readonly records: readonly FlatRecord[];
  /** Records that are wrong by themselves, but that others may refer to. */
  readonly broken: readonly FlatRecord[];
  readonly problems: readonly DocumentProblem[];
}

/** Checks a document by the schema of its kind, then each of its records. */
export function parseDocument(kind: SeedKind, value: unknown): ParsedDocument {
  const checked = kind.schema.safeParse(value ?? undefined, { error: explainIssue });
  if (!checked.success) {
    const problems = checked.error.issues.map((issue) => {
      const key = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
      return { path: issue.path, place: [...issue.path, ...key], message: issue.message };
    });
    return { records: [], broken: flattenBroken(kind, value), problems };
  }
  const records: FlatRecord[] = [];
  const broken: FlatRecord[] = [];
  const problems: DocumentProblem[] = [];
  for (const flat of kind.flatten(checked.data as never)) {
    const result = parseRecord(nounNamed(flat.noun), flat.record);
    if ("record" in result) {
      records.push({ ...flat, record: result.record });
      continue;
    }
    broken.push(flat);
    for (const { path: field, message } of result.problems) {
      const path = [...flat.path, ...field];
      problems.push({ path, place: path, message });
    }
  }
  return { records, broken, problems };
}

function flattenBroken(kind: SeedKind, value: unknown): FlatRecord[] {
  try {
    return kind.flatten(value as never);
  } catch {
    return [];
  }
}
