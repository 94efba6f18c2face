const named = 5;

/** Slugs as a sentence lists them, the first few of many: `"a, b and c"`, `"a, b, c, d, e and 7 more"`. */
export function joinSlugs(slugs: readonly string[]): string {
  if (slugs.length === 1) return slugs[0] as string;
  if (slugs.length > named + 1) return `${slugs.slice(0, named).join(", ")} and ${slugs.length - named} more`;
  return `${slugs.slice(0, -1).join(", ")} and ${slugs.at(-1)}`;
}
