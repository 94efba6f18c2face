/** Makes something when it is first asked for, and keeps it; what failed to be made is made again. */
export function keep<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let kept: Promise<Value> | null = null;
  return () => {
    if (kept === null) {
      const made = make();
      kept = made;
      made.catch(() => {
        kept = null;
      });
    }
    return kept;
  };
}
