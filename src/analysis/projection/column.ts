import { numberDay } from "./day-number.ts";
import type { Values } from "./rows.ts";
import { type Texts, TextsBuilder } from "./texts.ts";

/** A column that grows row by row. */
export interface Column {
  /** Adds a value as a row object has it. */
  push(value: unknown): void;
  /**
   * Adds a value as PostgreSQL sends it in binary format.
   * @param length -1: null
   */
  read(bytes: Buffer, start: number, length: number): void;
  /** All values so far, in as little memory as they take. */
  finish(): Values;
}

type Numbers = Exclude<Values, Texts>;

/** The bytes that an array starts with: as many as it can have without memory of its own. */
const firstBytes = 64;

/** Numbers in an array that doubles when it is full. */
abstract class NumberColumn<Kept extends Numbers> implements Column {
  /** Empty, and of the kind that is kept: what columns begin with. */
  readonly #none: Kept;
  #numbers: Kept;
  #length = 0;

  constructor(none: Kept) {
    this.#none = none;
    this.#numbers = none;
  }

  abstract push(value: unknown): void;
  abstract read(bytes: Buffer, start: number, length: number): void;

  finish(): Kept {
    return this.#length === 0 ? this.#none : (this.#numbers.slice(0, this.#length) as Kept);
  }

  protected add(number: number): void {
    if (this.#length === this.#numbers.length) this.#grow();
    this.#numbers[this.#length++] = number;
  }

  #grow(): void {
    const Kind = this.#none.constructor as new (length: number) => Kept;
    const grown = new Kind(Math.max(firstBytes / this.#none.BYTES_PER_ELEMENT, this.#length * 2));
    if (this.#length > 0) grown.set(this.#numbers);
    this.#numbers = grown;
  }
}

const noIds = new Float64Array(0);
const noDays = new Int32Array(0);
const noSmall = new Int8Array(0);
const noLabels = new Uint8Array(0);

/** Database ids, `bigint`; null is -1. */
export class IdColumn extends NumberColumn<Float64Array> {
  constructor() {
    super(noIds);
  }

  push(id: number | null): void {
    this.add(id ?? -1);
  }

  read(bytes: Buffer, start: number, length: number): void {
    this.add(length < 0 ? -1 : bytes.readInt32BE(start) * 2 ** 32 + bytes.readUInt32BE(start + 4));
  }
}

/** Numbers from -128 to 127, `smallint`. */
export class SmallColumn extends NumberColumn<Int8Array> {
  constructor() {
    super(noSmall);
  }

  push(number: number): void {
    this.add(number);
  }

  read(bytes: Buffer, start: number): void {
    this.add(bytes.readInt16BE(start));
  }
}

/** Days, `date`, as `day-number.ts` numbers them. */
export class DayColumn extends NumberColumn<Int32Array> {
  constructor() {
    super(noDays);
  }

  push(day: string): void {
    this.add(numberDay(day));
  }

  read(bytes: Buffer, start: number): void {
    this.add(bytes.readInt32BE(start));
  }
}

/** Values of an enum, each as its place in the list of labels. */
export class LabelColumn extends NumberColumn<Uint8Array> {
  readonly #labels: readonly string[];
  #bytes: readonly Buffer[] | undefined;

  constructor(labels: readonly string[]) {
    super(noLabels);
    this.#labels = labels;
  }

  push(label: string): void {
    this.add(this.#labels.indexOf(label));
  }

  /** @throws RangeError for a label that is not in the list. */
  read(bytes: Buffer, start: number, length: number): void {
    this.#bytes ??= this.#labels.map((label) => Buffer.from(label));
    for (let place = 0; place < this.#bytes.length; place++) {
      const label = this.#bytes[place] as Buffer;
      if (label.length === length && isAt(bytes, start, label)) {
        this.add(place);
        return;
      }
    }
    throw new RangeError(
      `there is no ${bytes.toString("utf8", start, start + length)} among ${this.#labels}`,
    );
  }
}

/** Texts, none of them null. */
export class TextColumn implements Column {
  readonly #texts = new TextsBuilder();

  push(text: string): void {
    this.#texts.push(text);
  }

  read(bytes: Buffer, start: number, length: number): void {
    this.#texts.pushBytes(bytes, start, start + length);
  }

  finish(): Texts {
    return this.#texts.finish();
  }
}

function isAt(bytes: Buffer, start: number, label: Buffer): boolean {
  for (let index = 0; index < label.length; index++) if (bytes[start + index] !== label[index]) return false;
  return true;
}
