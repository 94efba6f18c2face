type Listener = () => void;

const listeners = new Set<Listener>();

/**
 * Has `listener` called whenever this process may have committed a write, to whatever database: a hint to look, for
 * those who would else find out later. Returns what takes that back.
 */
export function whenWritten(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Says that a write is committed. */
export function tellWritten(): void {
  for (const listener of listeners) listener();
}
