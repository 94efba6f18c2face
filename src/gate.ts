/** Who goes through a gate: those of one side together, those of both never. */
export type Side = "read" | "write";

/**
 * Lets those of one side through together while those of the other wait. Whoever comes while others wait, waits too,
 * so that neither side keeps the other out.
 */
export class Gate {
  #side: Side = "write";
  #inside = 0;
  #waiting: { readonly side: Side; readonly enter: () => void }[] = [];

  /** Does something inside, once nobody of the other side is there. */
  async through<Result>(side: Side, act: () => Promise<Result>): Promise<Result> {
    const isOpen = this.#waiting.length === 0 && (this.#inside === 0 || this.#side === side);
    if (isOpen) this.#admit(side, 1);
    else await new Promise<void>((enter) => this.#waiting.push({ side, enter }));
    try {
      return await act();
    } finally {
      this.#inside -= 1;
      if (this.#inside === 0) this.#turn();
    }
  }

  /** Lets in all who wait on the side of who has waited longest. */
  #turn(): void {
    const [first] = this.#waiting;
    if (!first) return;
    const next = this.#waiting.filter(({ side }) => side === first.side);
    this.#waiting = this.#waiting.filter(({ side }) => side !== first.side);
    this.#admit(first.side, next.length);
    for (const { enter } of next) enter();
  }

  #admit(side: Side, count: number): void {
    this.#side = side;
    this.#inside += count;
  }
}
