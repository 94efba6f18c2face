/** The page's words for a status; the first that fits counts. */
const statusWords = [
  ["not started", "NOT_STARTED"],
  ["in progress", "IN_PROGRESS"],
  ["started", "IN_PROGRESS"],
  ["stalled", "STALLED"],
  ["ready", "READY"],
] as const;

export type StatusWord = (typeof statusWords)[number][1];

/** What a line says behind "Status:"; undefined: it is not of that sort. */
export function statusIn(text: string): string | undefined {
  return /^[;:*#•–-]*\s*status\b\s*[:=–-]?\s*(.*)$/iu.exec(text)?.[1];
}

/**
 * Reads what stands behind "Status:".
 *
 * @returns the word and what follows it; undefined: it begins with none that is known
 * @example
 * readStatus("not started Adrian suggested that"); // { words: "not started", word: "NOT_STARTED", more: "Adrian …" }
 */
export function readStatus(said: string): { words: string; word: StatusWord; more: string } | undefined {
  for (const [words, word] of statusWords) {
    const [, more] =
      new RegExp(`^${words.replace(" ", "[\\s_-]+")}(?!\\w)[\\s.,;:–-]*(.*)$`, "iu").exec(said) ?? [];
    if (more !== undefined) return { words, word, more };
  }
  return undefined;
}
