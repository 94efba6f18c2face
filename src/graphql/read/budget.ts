import { countAssumptions } from "../../analysis/assumptions/assumption-key.ts";
import type { Assumptions } from "../../analysis/assumptions/assumptions.ts";
import { inputError } from "../errors.ts";

/** Most rows of different shape one root field may plan: an abstract field plans one for each of its types. */
const mostRows = 1000;
/** Most fields asked of one row; PostgreSQL takes 1664 columns. */
const mostFields = 1000;
/** Most rows inside one another. */
const mostLevels = 32;
/** Most viewpoints: each has facts of its own to load. */
const mostViewpoints = 20;
/** Most entries of what is assumed at once. */
export const mostAssumptions = 100;

/**
 * What one root field may ask for, spent while it is planned and before any SQL is made of it: a short document
 * can ask for far more than it looks, since every abstract field multiplies what is below it.
 */
export class Budget {
  #rows = 0;
  #viewpoints = 0;
  #levels = 0;

  /** Plans one more row, and whatever is inside it. @throws BAD_USER_INPUT beyond a bound */
  spendRow<T>(fields: number, plan: () => T): T {
    this.#rows += 1;
    if (this.#rows > mostRows) throw tooMuch(`more than ${mostRows} shapes of rows`);
    if (fields > mostFields) throw tooMuch(`${fields} fields of one object, expected at most ${mostFields}`);
    if (this.#levels >= mostLevels) throw tooMuch(`objects more than ${mostLevels} levels deep`);
    this.#levels += 1;
    try {
      return plan();
    } finally {
      this.#levels -= 1;
    }
  }

  /** Looks from one more viewpoint. @throws BAD_USER_INPUT beyond the bound */
  spendViewpoint(): void {
    this.#viewpoints += 1;
    if (this.#viewpoints > mostViewpoints) throw tooMuch(`more than ${mostViewpoints} viewpoints`);
  }
}

/** @throws BAD_USER_INPUT for more assumptions than may be made at once; @param path names their argument */
export function checkAssumptions(path: string, assumptions: Assumptions): void {
  const count = countAssumptions(assumptions);
  if (count > mostAssumptions) {
    throw inputError(`${path} has ${count} entries in all, expected at most ${mostAssumptions}`);
  }
}

function tooMuch(what: string) {
  return inputError(`one field asks for ${what}; ask for less at once`);
}
