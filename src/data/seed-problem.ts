import { ExpectedError } from "../expected-error.ts";

/** Something wrong in a seed file, with what was expected. Lines and columns count from 1. */
export interface SeedProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** `seeds/integrations/docker.yml:4:7: kind: is "ENGINE"; expected one of …`, as editors and terminals link it. */
export function showProblem({ file, line, column, message }: SeedProblem): string {
  return `${file}:${line}:${column}: ${message}`;
}

/** Seed files that cannot be loaded; all problems found at once, in the order of the files. */
export class SeedError extends ExpectedError {
  override name = "SeedError";
  readonly problems: readonly SeedProblem[];

  constructor(problems: readonly SeedProblem[]) {
    const sorted = problems.toSorted(
      (a, b) =>
        compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.message, b.message),
    );
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

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
