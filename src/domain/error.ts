import { ExpectedError } from "../expected-error.ts";

/** Where a problem is: the index of the record among those written, then the way to the field. */
export type Path = readonly PropertyKey[];

/** One thing that is wrong with a record. */
export interface Problem {
  readonly path: Path;
  readonly message: string;
}

/** A slug that names nothing. */
export interface Missing {
  /** The kind of thing looked for, as `integration`. */
  readonly noun: string;
  readonly slug: string;
  readonly path: Path;
  /** The slug most like it that exists. */
  readonly suggestion?: string;
}

/** Records break rules; all problems found at once. */
export class ValidationError extends ExpectedError {
  override name = "ValidationError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], options: { cause?: unknown } = {}) {
    super(problems.map(({ path, message }) => `${showPath(path)}${message}`).join("\n"), options);
    this.problems = problems;
  }
}

/** Slugs name nothing; all that were looked for at once. */
export class NotFoundError extends ExpectedError {
  override name = "NotFoundError";
  readonly missing: readonly Missing[];

  constructor(missing: readonly Missing[]) {
    super(missing.map((each) => `${showPath(each.path)}${explainMissing(each)}`).join("\n"));
    this.missing = missing;
  }
}

/** The record is not what the writer thought: changed meanwhile, its slug taken, still referred to. */
export class ConflictError extends ExpectedError {
  override name = "ConflictError";
  readonly noun: string | undefined;
  readonly slug: string | undefined;
  readonly currentVersion: number | undefined;

  constructor(
    message: string,
    about: { noun?: string; slug?: string; currentVersion?: number; cause?: unknown } = {},
  ) {
    super(message, about.cause === undefined ? {} : { cause: about.cause });
    this.noun = about.noun;
    this.slug = about.slug;
    this.currentVersion = about.currentVersion;
  }
}

/** One sentence about a slug that names nothing: `no feature "restore-sibbling"; did you mean "restore-sibling"?` */
export function explainMissing({
  noun,
  slug,
  suggestion,
}: Pick<Missing, "noun" | "slug" | "suggestion">): string {
  return `no ${noun} "${slug}"${suggestion ? `; did you mean "${suggestion}"?` : ""}`;
}

/** A path as people read it: `sources[1]: `; the index of a record in its batch means nothing to them. */
function showPath(path: Path): string {
  const [first, ...rest] = path;
  const fields = typeof first === "number" ? rest : path;
  if (fields.length === 0) return "";
  return `${fields.map((part, place) => (typeof part === "number" ? `[${part}]` : `${place ? "." : ""}${String(part)}`)).join("")}: `;
}
