/** Batches kept, the least recently made going first. */
const kept = 16;

/**
 * Loads for many at once what is asked for one by one: all that is asked for before the next tick is one load, whose
 * value is that of each. Keeps a few loads; what failed to load is loaded again.
 */
export class Batch<Key, Value> {
  readonly #load: (keys: readonly Key[]) => Promise<Value>;
  readonly #loads: { readonly keys: ReadonlySet<Key>; readonly value: Promise<Value> }[] = [];
  #next: { readonly keys: Set<Key>; readonly value: Promise<Value> } | null = null;

  constructor(load: (keys: readonly Key[]) => Promise<Value>) {
    this.#load = load;
  }

  get(key: Key): Promise<Value> {
    const known = this.#loads.find(({ keys }) => keys.has(key));
    if (known) return known.value;
    this.#next ??= this.#start();
    this.#next.keys.add(key);
    return this.#next.value;
  }

  #start() {
    const keys = new Set<Key>();
    const value = new Promise<void>((resolve) => process.nextTick(resolve)).then(() => {
      this.#next = null;
      this.#loads.unshift(load);
      this.#loads.splice(kept);
      return this.#load([...keys]);
    });
    const load = { keys, value };
    value.catch(() => {
      const place = this.#loads.indexOf(load);
      if (place >= 0) this.#loads.splice(place, 1);
    });
    return load;
  }
}
