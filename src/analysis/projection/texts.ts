/** Many strings in one piece of memory: a third of what they take one by one, and nothing to collect. */
export class Texts {
  readonly #bytes: Uint8Array;
  /** Where each begins among the bytes, and one more: where the last one ends. */
  readonly #offsets: Int32Array;
  #decoder: Buffer | undefined;

  constructor(bytes: Uint8Array, offsets: Int32Array) {
    this.#bytes = bytes;
    this.#offsets = offsets;
  }

  get length(): number {
    return this.#offsets.length - 1;
  }

  get byteLength(): number {
    return this.#bytes.byteLength + this.#offsets.byteLength;
  }

  at(index: number): string {
    const { buffer, byteOffset, byteLength } = this.#bytes;
    this.#decoder ??= Buffer.from(buffer, byteOffset, byteLength);
    return this.#decoder.toString("utf8", this.#offsets[index], this.#offsets[index + 1]);
  }

  /** Less than 0 if the text at an index comes before another one, by code points, 0 if they are the same. */
  compare(index: number, others: Texts, other: number): number {
    const [bytes, otherBytes] = [this.#bytes, others.#bytes];
    let position = this.#offsets[index] as number;
    let otherPosition = others.#offsets[other] as number;
    const end = this.#offsets[index + 1] as number;
    const otherEnd = others.#offsets[other + 1] as number;
    while (position < end && otherPosition < otherEnd) {
      const difference = (bytes[position++] as number) - (otherBytes[otherPosition++] as number);
      if (difference !== 0) return difference;
    }
    return end - position - (otherEnd - otherPosition);
  }

  /** The texts from one index up to, not including, another, appended to a builder. */
  copyTo(builder: TextsBuilder, start: number, end: number): void {
    const first = this.#offsets[start] as number;
    builder.append(
      this.#bytes.subarray(first, this.#offsets[end]),
      this.#offsets.subarray(start + 1, end + 1),
      first,
    );
  }
}

const encoder = new TextEncoder();
const noTexts = new Texts(new Uint8Array(0), new Int32Array(1));

/** Puts texts together, one after the other. */
export class TextsBuilder {
  // Arrays this small come without memory of their own, which is what small graphs would spend their time on.
  #bytes = new Uint8Array(64);
  #offsets = new Int32Array(16);
  #length = 0;

  push(text: string): void {
    const begin = this.#end;
    this.#reserve(text.length, 1);
    const bytes = this.#bytes;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code > 127) {
        const encoded = encoder.encode(text);
        this.pushBytes(encoded, 0, encoded.length);
        return;
      }
      bytes[begin + index] = code;
    }
    this.#close(begin + text.length);
  }

  /** Adds what stands between two places of some bytes, in UTF-8. */
  pushBytes(bytes: Uint8Array, start: number, end: number): void {
    const begin = this.#end;
    this.#reserve(end - start, 1);
    const own = this.#bytes;
    // Most texts are short: a loop is quicker than a call into native code.
    for (let position = start; position < end; position++) {
      own[begin + position - start] = bytes[position] as number;
    }
    this.#close(begin + end - start);
  }

  /** Adds many at once: their bytes, and the ends of each among other bytes that began with `first`. */
  append(bytes: Uint8Array, ends: Int32Array, first: number): void {
    const begin = this.#end;
    this.#reserve(bytes.length, ends.length);
    this.#bytes.set(bytes, begin);
    for (let index = 0; index < ends.length; index++) {
      this.#offsets[this.#length + 1 + index] = begin + (ends[index] as number) - first;
    }
    this.#length += ends.length;
  }

  finish(): Texts {
    if (this.#length === 0) return noTexts;
    return new Texts(this.#bytes.slice(0, this.#end), this.#offsets.slice(0, this.#length + 1));
  }

  get #end(): number {
    return this.#offsets[this.#length] as number;
  }

  #close(end: number): void {
    this.#length++;
    this.#offsets[this.#length] = end;
  }

  #reserve(bytes: number, texts: number): void {
    const needed = this.#end + bytes;
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    const offsets = this.#length + texts + 1;
    if (offsets > this.#offsets.length) {
      const grown = new Int32Array(Math.max(offsets, this.#offsets.length * 2));
      grown.set(this.#offsets);
      this.#offsets = grown;
    }
  }
}
