/** Assumptions that name nothing, or one fact both ways. */
export class AssumptionError extends Error {
  override name = "AssumptionError";
  /** Where, as in `assume.adopt[1].feature`. */
  readonly path: string;

  /** @param problem what was found there, and what was expected. */
  constructor(path: string, problem: string) {
    super(`${path}: ${problem}`);
    this.path = path;
  }
}
