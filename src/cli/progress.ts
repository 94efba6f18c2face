import type { Terminal } from "./terminal.ts";

/** How often the line changes, in milliseconds. */
const pace = 100;

/** A line on a terminal that says how far something has come; nothing is shown where nobody looks. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  #shownAt = Number.NEGATIVE_INFINITY;
  #isShown = false;

  constructor({ err }: Terminal) {
    this.#stream = err;
  }

  /** Shows the line, if it is time to. */
  show(line: () => string): void {
    if (!this.#stream.isTTY || performance.now() - this.#shownAt < pace) return;
    this.#stream.write(`\r\u001b[K${line()}`);
    this.#shownAt = performance.now();
    this.#isShown = true;
  }

  /** Takes the line away: before something else is printed, and in the end. */
  clear(): void {
    if (this.#isShown) this.#stream.write("\r\u001b[K");
    this.#isShown = false;
    this.#shownAt = Number.NEGATIVE_INFINITY;
  }
}
