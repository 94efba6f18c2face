import { NotFoundError, ValidationError } from "../domain/error.ts";
import { SeedError, type SeedProblem } from "./seed-problem.ts";

/**
 * Runs `write` and tells what is wrong with a record with its place in the files.
 *
 * @param problemAt a problem with a field of the record at `index` among those written.
 * @throws SeedError for what can be placed, and what `write` throws besides.
 */
export async function placeProblems<Result>(
  problemAt: (index: number, path: readonly PropertyKey[], message: string) => SeedProblem | undefined,
  write: () => Promise<Result>,
): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    const problems = problemsOf(error).flatMap(({ path: [index, ...path], message }) => {
      const problem = problemAt(Number(index), path, message);
      return problem ? [problem] : [];
    });
    throw problems.length > 0 ? new SeedError(problems) : error;
  }
}

function problemsOf(error: unknown): readonly { path: readonly PropertyKey[]; message: string }[] {
  if (error instanceof ValidationError) return error.problems;
  if (!(error instanceof NotFoundError)) return [];
  return error.missing.map(({ noun, slug, path, suggestion }) => ({
    path,
    message: `no ${noun} "${slug}" in the database${suggestion ? `; did you mean "${suggestion}"?` : ""}`,
  }));
}
