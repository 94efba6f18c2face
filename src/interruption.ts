import { constants } from "node:os";

/** Why a program that was asked to stop did not do what it was told: no failure, and nothing to print. */
export class Interruption extends Error {
  override name = "Interruption";
  /** What the process exits with: as a shell says it of a program that a signal ended. */
  readonly exitCode: number;

  constructor(signal: "SIGINT" | "SIGTERM" | "SIGPIPE") {
    super(`asked to stop by ${signal}`);
    // A reader that has seen enough (`| head`) ends the program, and that is no failure.
    this.exitCode = signal === "SIGPIPE" ? 0 : 128 + constants.signals[signal];
  }
}
