import type { PageLine } from "./read-page.ts";

/** Whether a page is MediaWiki's markup, not the text a browser shows: a heading or a table tells. */
export function isWikitext(lines: readonly PageLine[]): boolean {
  return lines.some(({ text }) => /^==+[^=].*==+/.test(text) || text.startsWith("{|"));
}

/** The page without comments and references, which may go over several lines; those that are left stay where they are. */
export function withoutHidden(lines: readonly PageLine[]): PageLine[] {
  const hidden = /<!--.*?(?:-->|$)|<ref\b[^<>]*\/>|<ref\b[^<>]*>(?:(?!<ref\b).)*?<\/ref>/gs;
  const text = lines.map((each) => each.text).join("\n");
  const shown = text.replace(hidden, (found) => "\n".repeat(found.split("\n").length - 1)).split("\n");
  return lines.map(({ line }, index) => ({ line, text: shown[index]?.trim() ?? "" }));
}

/**
 * A line of markup as a reader sees it: links by their words, templates by what they are given, no emphasis. Headings
 * and list marks stay, as they tell what a line is.
 */
export function plainText(line: string): string {
  return expandTemplates(line)
    .replace(/<[^<>]+>|__[A-Z]+__/g, "")
    .replace(/\[\[(?:File|Image|Category):[^[\]]*\]\]/gi, "")
    .replace(/\[\[:?(?:[^[\]|]*\|)?([^[\]]*)\]\]/g, "$1")
    .replace(/\[(?:https?:)?\/\/[^\s[\]]+\s+([^[\]]+)\]/g, "$1")
    .replace(/\[(?:https?:)?\/\/[^\s[\]]+\]/g, "")
    .replace(/'{2,}/g, "")
    .replace(/&(\w+|#\d{1,6});/g, (entity, name: string) => characterOf(name) ?? entity)
    .replace(/\s+/g, " ")
    .trim();
}

/** The pages that a line links to, without what they are called there or where in them. */
export function linksIn(line: string): string[] {
  const links = [...line.matchAll(/\[\[:?([^[\]|#]+)[^[\]]*\]\]/g)].map(([, page = ""]) =>
    page.replaceAll("_", " ").trim(),
  );
  return links.filter((page) => !/^(?:File|Image|Category|User|User talk|Talk):/i.test(page));
}

/** The innermost first; a template that is given nothing says its name, as `{{ready}}` does. */
function expandTemplates(line: string): string {
  const template = /\{\{([^{}|]*)((?:\|[^{}]*)?)\}\}/;
  let text = line;
  // Each turn takes one away.
  for (let found = template.exec(text); found; found = template.exec(text)) {
    const [whole, name = "", given = ""] = found;
    const values = given
      .slice(1)
      .split("|")
      .map((each) => each.replace(/^\s*\w+\s*=/, "").trim())
      .filter(Boolean);
    const says = values.length === 0 ? name.trim() : values.join(", ");
    const isPointer = /^\s*(?:see also|main)\s*$/i.test(name);
    text = text.replace(whole, () => (isPointer ? `See also: ${says}` : says));
  }
  return text;
}

const entities: Readonly<Record<string, string>> = {
  nbsp: " ",
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  ndash: "–",
  mdash: "—",
};

function characterOf(name: string): string | undefined {
  const code = name.startsWith("#") ? Number(name.slice(1)) : Number.NaN;
  return code >= 32 && code <= 0x10ffff ? String.fromCodePoint(code) : entities[name];
}
