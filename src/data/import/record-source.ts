import type { PlacedRecord } from "./read-document.ts";

/** Records in pieces of one noun; the next piece is read while the one before is written. */
export class RecordSource {
  readonly #pieces: AsyncIterator<PlacedRecord[]>;
  #piece: PlacedRecord[] = [];
  #next: Promise<IteratorResult<PlacedRecord[]>>;

  constructor(pieces: AsyncIterable<PlacedRecord[]>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
    this.#next = this.#pieces.next();
    this.#next.catch(() => {});
  }

  /** At most so many records of one noun; none: there are none left. */
  async take(most: number): Promise<PlacedRecord[]> {
    if (this.#piece.length === 0) {
      const { done, value } = await this.#next;
      if (done) return [];
      this.#piece = value;
      this.#next = this.#pieces.next();
      this.#next.catch(() => {});
    }
    const taken = this.#piece.slice(0, most);
    this.#piece = this.#piece.slice(most);
    return taken;
  }
}
