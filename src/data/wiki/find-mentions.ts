import type { Named } from "./known-graph.ts";
import type { PageLine } from "./read-page.ts";

/** Something a line speaks of, by the name it has there. */
export interface Mention {
  readonly line: number;
  readonly name: string;
}

/** Options of CRIU, as one types them: not those in braces behind another command, which are that one's. */
export function findOptions(lines: readonly PageLine[]): Mention[] {
  const found = lines.flatMap(({ line, text }) => {
    const braced = [...text.matchAll(/\b(?!criu\b)\w+(?:\s+\w+)?\s*\{([^{}]*)\}/gi)].map(
      ([, inside = ""]) => inside,
    );
    return [...text.matchAll(/(?<![\w-])--[a-z][a-z0-9-]*[a-z0-9]/g)]
      .map(([name]) => ({ line, name }))
      .filter(({ name }) => !braced.some((inside) => inside.includes(name)));
  });
  return firstOfEach(found);
}

/**
 * Pages that an entry leads its readers to: by a link, or behind "See also:". What a browser shows does not tell
 * where one of several ends, so commas do.
 */
export function findLinks(lines: readonly PageLine[]): Mention[] {
  return firstOfEach(
    lines.flatMap(({ line, text, links = [] }) => {
      const [, pointed = ""] = /^(?:[•*#:;–-]+\s*)?see also:?\s+(.+?)\.?$/iu.exec(text) ?? [];
      const names = links.length > 0 ? links : pointed.split(/\s*,\s*/).filter(Boolean);
      return names.map((name) => ({ line, name }));
    }),
  );
}

/** The names to look for in sentences: long or odd enough to be no word by chance. */
export function listTellingNames(known: readonly Named[]): ReadonlySet<string> {
  const isTelling = (name: string) => !name.startsWith("-") && name.length > 3 && /[^\p{Ll}-]/u.test(name);
  return new Set(known.flatMap(({ names }) => names.filter(isTelling)));
}

/** The most words of a name that is looked for. */
const mostWords = 6;

/** Names that lines have as they are written. */
export function findNames(lines: readonly PageLine[], names: ReadonlySet<string>): Mention[] {
  return firstOfEach(
    lines.flatMap(({ line, text }) => {
      const words = [...text.matchAll(/[^\s,;:()"!?/]+/gu)].map(({ 0: word, index }) => ({
        begin: index,
        end: index + word.replace(/[.'’]+$/u, "").length,
      }));
      return words.flatMap(({ begin }, first) =>
        words
          .slice(first, first + mostWords)
          .map(({ end }) => text.slice(begin, end))
          .filter((name) => names.has(name))
          .map((name) => ({ line, name })),
      );
    }),
  );
}

function firstOfEach(mentions: readonly Mention[]): Mention[] {
  return firstBy(mentions, ({ name }) => name);
}

/** The first of those with the same key. */
export function firstBy<T>(all: readonly T[], keyOf: (each: T) => string): T[] {
  const last = all.toReversed().map((each) => [keyOf(each), each] as const);
  const first = new Map(last);
  return all.filter((each) => first.get(keyOf(each)) === each);
}
