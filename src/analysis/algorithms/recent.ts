/** Keeps the values last asked for, so that what is big and quick to make again does not pile up. */
export class Recent<Key, Value> {
  readonly #capacity: number;
  readonly #make: (key: Key) => Value;
  readonly #values = new Map<Key, Value>();

  constructor(capacity: number, make: (key: Key) => Value) {
    this.#capacity = capacity;
    this.#make = make;
  }

  /** The value of a key, made if it is not kept. The value that has not been asked for longest makes room. */
  get(key: Key): Value {
    const value = this.#values.get(key) ?? this.#make(key);
    this.#values.delete(key);
    this.#values.set(key, value);
    for (const oldest of this.#values.keys()) {
      if (this.#values.size <= this.#capacity) break;
      this.#values.delete(oldest);
    }
    return value;
  }
}
