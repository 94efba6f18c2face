const settings = /(<!-- settings:.*-->\n)[\s\S]*?(<!-- end of settings -->)/;

/** The README with another table of settings. */
export function withSettings(readme: string, table: string): string {
  return readme.replace(settings, (_, before: string, after: string) => `${before}${table}${after}`);
}

/** The fenced blocks of a language, in order, without their fences. */
export function blocksOf(markdown: string, language: string): string[] {
  const parts = markdown.split(/^```/m);
  return parts.flatMap((part) => (part.startsWith(`${language}\n`) ? [part.slice(language.length + 1)] : []));
}

/** The rows of the table under a heading whose first cell is `heading`, cell by cell. */
export function tableOf(markdown: string, heading: string): string[][] {
  const lines = markdown.split("\n");
  const start = lines.findIndex((line) => line.startsWith(`| ${heading} |`)) + 2;
  const end = lines.findIndex((line, at) => at > start && !line.startsWith("|"));
  return lines.slice(start, end).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
