import {
  ConflictError,
  explainMissing,
  NotFoundError,
  type Path,
  ValidationError,
} from "../../domain/error.ts";
import type { RowObject } from "../read/field-read.ts";

/** Most problems told at once. */
const mostTold = 100;

/** An error of `domain/` as clients are told of it; undefined: it is none they could mend. */
export function describeError(error: unknown): RowObject | undefined {
  if (error instanceof ValidationError) {
    const problems = error.problems.slice(0, mostTold).map(({ path, message }) => ({
      path: pathOf(path),
      message,
    }));
    return { __typename: "ValidationError", message: say(problems), problems };
  }
  if (error instanceof NotFoundError) {
    const missing = error.missing.slice(0, mostTold).map(({ noun, slug, path, suggestion = null }) => ({
      path: pathOf(path),
      kind: noun,
      slug,
      suggestion,
    }));
    const told = error.missing.slice(0, mostTold).map((each) => ({
      path: pathOf(each.path),
      message: explainMissing(each),
    }));
    return { __typename: "NotFoundError", message: say(told), missing };
  }
  if (error instanceof ConflictError) {
    const { message, noun = null, slug = null, currentVersion = null } = error;
    return { __typename: "ConflictError", message, noun, slug, currentVersion };
  }
  return undefined;
}

function pathOf(path: Path): string[] {
  return path.map(String);
}

function say(problems: readonly { path: readonly string[]; message: string }[]): string {
  return problems
    .map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message))
    .join("\n");
}
