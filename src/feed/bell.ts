/** Something to wait for that comes again and again; those who wait may give up. */
export class Bell {
  readonly #waiting = new Set<() => void>();
  #rings = 0;

  /** How often it rang: the same before and after something means that it did not ring meanwhile. */
  get rings(): number {
    return this.#rings;
  }

  /** Wakes all who wait. */
  ring(): void {
    this.#rings += 1;
    const woken = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of woken) wake();
  }

  /** Resolves at the next ring, when `signal` aborts, or after so many milliseconds, whichever is first. */
  next(signal: AbortSignal, milliseconds?: number): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const wake = () => {
        this.#waiting.delete(wake);
        signal.removeEventListener("abort", wake);
        clearTimeout(timer);
        resolve();
      };
      const timer = milliseconds === undefined ? undefined : setTimeout(wake, milliseconds);
      signal.addEventListener("abort", wake);
      this.#waiting.add(wake);
    });
  }
}
