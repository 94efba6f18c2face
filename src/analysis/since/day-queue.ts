/** Indices by the day each is due, taken in the order of days; more may be added meanwhile, not before today. */
export class DayQueue {
  readonly #due = new Map<string, number[]>();
  /** The latest first. */
  readonly #days: string[] = [];

  add(index: number, day: string): void {
    const known = this.#due.get(day);
    if (known !== undefined) {
      known.push(index);
      return;
    }
    this.#due.set(day, [index]);
    this.#days.splice(this.#findPlace(day), 0, day);
  }

  /** Takes everything, the earliest day first, and of one day what was added first. */
  *take(): Generator<{ readonly index: number; readonly day: string }> {
    for (let day = this.#days.at(-1); day !== undefined; day = this.#days.at(-1)) {
      for (const index of this.#due.get(day) as number[]) yield { index, day };
      this.#due.delete(day);
      this.#days.pop();
    }
  }

  #findPlace(day: string): number {
    let [low, high] = [0, this.#days.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#days[middle] as string) > day) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
