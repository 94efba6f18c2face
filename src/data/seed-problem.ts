import { ExpectedError } from "../expected-error.ts";

/** What keeps seed files from being loaded, by the id that `criugraph check` prints. */
export const loadRules = {
  malformed:
    "A file is YAML of the form that its schema tells, in its folder, and named after what it is about.",
  "malformed-address": "An address begins with http:// or https://, a commit is 40 hexadecimal digits.",
  "uncited-fact": "Every fact cites a source.",
  "unknown-slug": "Every slug leads to something in the files.",
  "named-twice": "No two things go by one slug, and no work is described in two ways.",
} as const;
export type LoadRule = keyof typeof loadRules;

/** Something wrong in a seed file, with what was expected. Lines and columns count from 1. */
export interface SeedProblem {
  /** The rule it breaks; absent: `malformed`. */
  readonly rule?: LoadRule;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** `seeds/integrations/docker.yml:4:7: kind: is "ENGINE"; expected one of …`, as editors and terminals link it. */
export function showProblem({ file, line, column, message }: Place): string {
  return `${file}:${line}:${column}: ${message}`;
}

/** Seed files that cannot be loaded; all problems found at once, in the order of the files. */
export class SeedError extends ExpectedError {
  override name = "SeedError";
  readonly problems: readonly SeedProblem[];

  constructor(problems: readonly SeedProblem[]) {
    const sorted = problems.toSorted(compareProblems);
    super(sorted.map(showProblem).join("\n"));
    this.problems = sorted;
  }
}

/** A message that names the field it is about: `blockers[0].kind: is "X"; expected …`. */
export function withField(path: readonly PropertyKey[], message: string): string {
  const field = path.reduce<string>(
    (way, part) =>
      typeof part === "number" ? `${way}[${part}]` : way ? `${way}.${String(part)}` : String(part),
    "",
  );
  return field ? `${field}: ${message}` : message;
}

/** The order of files, then of places in them. */
export function compareProblems(a: Place, b: Place): number {
  return compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.message, b.message);
}

type Place = Omit<SeedProblem, "rule">;

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
