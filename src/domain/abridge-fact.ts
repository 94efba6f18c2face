import { citationsOf, sourceOf } from "./fact.ts";
import type { AnyRecord, Noun } from "./noun.ts";
import { makeFactSlug } from "./record.ts";
import { slug as slugForm } from "./value.ts";

/**
 * A canonical fact as people write it: without its slug where what it says makes the very same one, with the source
 * it was made from first, and with the key that tells it from its siblings. Only a fact that was changed since, so
 * that nothing would make its slug again, keeps it. Reading it back gives the same canonical record.
 */
export function abridgeFact(noun: Noun, fact: AnyRecord): AnyRecord {
  const { slug, sources: _, ...says } = fact;
  const cited = citationsOf(fact);
  for (const [place, citation] of cited.entries()) {
    const key = keyThatMakes(noun, fact, String(slug), sourceOf(citation));
    if (key === undefined) continue;
    const sources = [citation, ...cited.slice(0, place), ...cited.slice(place + 1)];
    return { ...says, ...(key !== "" && { key }), sources };
  }
  return { slug, ...says, sources: cited };
}

/** The key with which a fact gets this slug; empty where it needs none; absent where no key does it. */
function keyThatMakes(noun: Noun, fact: AnyRecord, slug: string, firstSource: string): string | undefined {
  if (makeFactSlug(noun, fact, firstSource) === slug) return "";
  const key = slug.slice(slug.lastIndexOf("/") + 1);
  const isKey = slugForm.safeParse(key).success && makeFactSlug(noun, { ...fact, key }, firstSource) === slug;
  return isKey ? key : undefined;
}
