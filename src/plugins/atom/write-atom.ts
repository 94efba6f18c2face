/** What a feed says of itself, and its entries, the newest first. */
export interface AtomFeed {
  /** An IRI that is the feed's for ever. */
  readonly id: string;
  readonly title: string;
  readonly subtitle?: string;
  /** When something in it changed last, by RFC 3339. */
  readonly updated: string;
  /** Where it is. */
  readonly self: string;
  /** Where a person sees what it is about. */
  readonly alternate: string;
  readonly entries: readonly AtomEntry[];
}

export interface AtomEntry {
  readonly id: string;
  readonly title: string;
  readonly updated: string;
  readonly author: string;
  readonly alternate: string;
  /** A word that many entries share. */
  readonly category: string;
  /** Plain text. */
  readonly summary?: string;
  /** Plain text; more than so much is cut. */
  readonly content: string;
}

/** Most characters of the content of one entry. */
const longestContent = 4_000;

/**
 * An Atom document.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4287
 */
export function writeAtom({ entries, self, alternate, subtitle, ...feed }: AtomFeed): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    element("id", feed.id),
    element("title", feed.title),
    ...(subtitle ? [element("subtitle", subtitle)] : []),
    element("updated", feed.updated),
    '<generator uri="https://criu.org/Integration">criugraph</generator>',
    `<link rel="self" type="application/atom+xml" href="${escapeXml(self)}"/>`,
    `<link rel="alternate" type="text/html" href="${escapeXml(alternate)}"/>`,
    ...entries.map(writeEntry),
    "</feed>",
    "",
  ].join("\n");
}

function writeEntry(entry: AtomEntry): string {
  return [
    "<entry>",
    element("id", entry.id),
    element("title", entry.title),
    element("updated", entry.updated),
    `<author>${element("name", entry.author)}</author>`,
    `<category term="${escapeXml(entry.category)}"/>`,
    `<link rel="alternate" type="text/html" href="${escapeXml(entry.alternate)}"/>`,
    ...(entry.summary ? [element("summary", entry.summary)] : []),
    `<content type="text">${escapeXml(cut(entry.content))}</content>`,
    "</entry>",
  ].join("\n");
}

function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`;
}

function cut(text: string): string {
  return text.length <= longestContent ? text : `${text.slice(0, longestContent)} …`;
}

/** What no XML may hold, escaped or not: most control characters, halves of surrogate pairs, two that are no characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const noCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;
const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeXml(text: string): string {
  return text.replace(noCharacter, "\ufffd").replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
