import { ConflictError, NotFoundError, type Problem, ValidationError } from "./error.ts";
import type { Noun } from "./noun.ts";
import type { Locked } from "./read-records.ts";

/** What a writer takes for granted. */
export interface WriteOptions {
  /** The version the records must have; absent: any. */
  readonly expectedVersion?: number;
  /** The records must be new, or must be there; absent: either. */
  readonly only?: "create" | "update";
}

/** @throws ValidationError where one write has a record twice. */
export function refuseTwins(noun: Noun, keys: readonly string[]): void {
  const seen = new Set<string>();
  const problems = keys.flatMap((key, index): Problem[] => {
    const isTwin = seen.has(key);
    seen.add(key);
    const message = `the ${noun.name} "${key}" is there twice${noun.fact && !noun.node ? "; tell them apart with key" : ""}`;
    return isTwin ? [{ path: [index], message }] : [];
  });
  if (problems.length > 0) throw new ValidationError(problems);
}

/** @throws ConflictError or NotFoundError where the records are not as the writer takes for granted. */
export function refuseUnexpected(
  noun: Noun,
  keys: readonly string[],
  locked: ReadonlyMap<string, Locked>,
  { expectedVersion, only }: WriteOptions,
): void {
  const missing = keys.flatMap((slug, index) =>
    locked.has(slug) ? [] : [{ noun: noun.name, slug, path: [index] }],
  );
  if ((only === "update" || expectedVersion !== undefined) && missing.length > 0)
    throw new NotFoundError(missing);
  for (const [key, { version }] of locked) {
    const about = { noun: noun.name, slug: key, currentVersion: version };
    if (only === "create") throw new ConflictError(`the ${noun.name} "${key}" is there already`, about);
    if (expectedVersion !== undefined && version !== expectedVersion) {
      const message = `the ${noun.name} "${key}" is at version ${version}, not at ${expectedVersion}`;
      throw new ConflictError(message, about);
    }
  }
}
