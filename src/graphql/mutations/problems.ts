import { NotFoundError, type Path, type Problem, ValidationError } from "../../domain/error.ts";
import { explainWriteError } from "../../domain/write-error.ts";

/** What is wrong with an input, found before anything is written; a part of it adds to what the whole has. */
export class Problems {
  readonly path: Path;
  readonly #all: Problem[];

  constructor(path: Path = [], all: Problem[] = []) {
    this.path = path;
    this.#all = all;
  }

  /** The same of a part of the input. */
  below(...path: Path): Problems {
    return new Problems([...this.path, ...path], this.#all);
  }

  /** Adds one, unless something is wrong at this place already. */
  add(path: Path, message: string): void {
    const place = [...this.path, ...path];
    const isKnown = this.#all.some((each) => each.path.join() === place.join());
    if (!isKnown) this.#all.push({ path: place, message });
  }

  /** @throws ValidationError with all of them */
  refuseAny(): void {
    if (this.#all.length > 0) throw new ValidationError(this.#all);
  }
}

/**
 * Runs a write of `domain/` and has its errors say where in the input they are.
 *
 * @param path where in the input the written record is
 * @param place where in it the problem is; paths of `domain/` begin with the index of the record, which goes
 */
export async function located<Result>(
  path: Path,
  write: () => Promise<Result>,
  place: (inner: Path) => Path = withoutIndex,
): Promise<Result> {
  try {
    return await write();
  } catch (thrown) {
    const error = explainWriteError(thrown);
    const move = <Each extends { readonly path: Path }>(each: Each): Each => ({
      ...each,
      path: [...path, ...place(each.path)],
    });
    if (error instanceof ValidationError)
      throw new ValidationError(error.problems.map(move), { cause: error });
    if (error instanceof NotFoundError) throw new NotFoundError(error.missing.map(move));
    throw error;
  }
}

function withoutIndex(path: Path): Path {
  return typeof path[0] === "number" ? path.slice(1) : path;
}
