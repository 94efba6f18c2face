import type { AnyRecord } from "../../domain/noun.ts";
import type { OwnedRecord } from "../../domain/stream-records.ts";

/** Records in the order of what they belong to, taken owner by owner. */
export class RecordQueue {
  readonly #records: AsyncIterator<OwnedRecord>;
  #next: Promise<IteratorResult<OwnedRecord>> | undefined;

  constructor(records: AsyncIterable<OwnedRecord>) {
    this.#records = records[Symbol.asyncIterator]();
  }

  /** What the next record belongs to; undefined: there is none left. */
  async nextOwners(): Promise<readonly string[] | undefined> {
    const { done, value } = await this.#peek();
    return done ? undefined : value.owners;
  }

  /** Takes the records that belong to exactly these, if their turn has come. */
  async *take(...owners: readonly string[]): AsyncGenerator<AnyRecord> {
    for (;;) {
      const { done, value } = await this.#peek();
      if (done || value.owners.some((owner: string, place: number) => owner !== owners[place])) return;
      this.#next = undefined;
      yield value.record;
    }
  }

  #peek(): Promise<IteratorResult<OwnedRecord>> {
    this.#next ??= this.#records.next();
    return this.#next;
  }
}
