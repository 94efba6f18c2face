/**
 * A failure whose message is for the person at the terminal: one clear sentence (or one per problem), printed
 * without a stack trace. Everything else that is thrown is a defect.
 */
export class ExpectedError extends Error {
  override name = "ExpectedError";
  /** What the process exits with: 1, or 2 where the command or its settings are wrong. */
  readonly exitCode: number;

  constructor(message: string, options: { exitCode?: number; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.exitCode = options.exitCode ?? 1;
  }
}
