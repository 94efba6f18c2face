/**
 * A line of MediaWiki's markup as a reader sees it: links by their words, no emphasis, no templates, references or
 * comments. Headings and list marks stay, as they tell what a line is.
 */
export function plainText(line: string): string {
  return line
    .replace(/<!--.*?-->|<ref[^>]*\/>|<ref.*?<\/ref>|<[^>]+>/g, "")
    .replace(/\{\{[^{}]*\}\}/g, "")
    .replace(/\[\[(?:File|Image|Category):[^\]]*\]\]/gi, "")
    .replace(/\[\[(?:[^\]|]*\|)?([^\]]*)\]\]/g, "$1")
    .replace(/\[(?:https?:)?\/\/\S+\s+([^\]]+)\]/g, "$1")
    .replace(/\[(?:https?:)?\/\/\S+\]/g, "")
    .replace(/'{2,}/g, "")
    .replace(/&nbsp;/g, " ")
    .trim();
}
