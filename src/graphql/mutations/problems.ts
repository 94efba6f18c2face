import { NotFoundError, type Path, type Problem, ValidationError } from "../../domain/error.ts";
import { explainWriteError } from "../../domain/write-error.ts";

/** Most problems that are kept: nobody reads on, and an input can have a million. */
const mostKept = 1000;

/** What is wrong with an input so far. */
class Found {
  readonly all: Problem[] = [];
  readonly #places = new Set<string>();
  readonly #above = new Set<string>();

  add(path: Path, message: string): void {
    const place = path.join();
    if (this.all.length === mostKept || this.#places.has(place)) return;
    // What is wrong within an item of a list says more than that the item is wrong.
    if (typeof path.at(-1) === "number" && this.#above.has(place)) return;
    this.all.push({ path, message });
    this.#places.add(place);
    for (let length = 1; length < path.length; length += 1) this.#above.add(path.slice(0, length).join());
  }
}

/** What is wrong with an input, found before anything is written; a part of it adds to what the whole has. */
export class Problems {
  readonly path: Path;
  readonly #found: Found;

  constructor(path: Path = [], found = new Found()) {
    this.path = path;
    this.#found = found;
  }

  /** The same of a part of the input. */
  below(...path: Path): Problems {
    return new Problems([...this.path, ...path], this.#found);
  }

  /** Adds one, unless something is wrong at this place already. */
  add(path: Path, message: string): void {
    this.#found.add([...this.path, ...path], message);
  }

  /** @throws ValidationError with all of them */
  refuseAny(): void {
    if (this.#found.all.length > 0) throw new ValidationError(this.#found.all);
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
