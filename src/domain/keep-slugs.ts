import { ConflictError } from "./error.ts";
import { namesIn } from "./node.ts";
import type { AnyRecord, Noun, Target } from "./noun.ts";
import { canonicalRecord, keyOf } from "./record.ts";
import type { References } from "./reference.ts";

/**
 * The canonical record of a node with every slug it ever had, whether `given` mentions them or not: they keep
 * leading to it.
 *
 * @throws ConflictError where a slug leads to another node, or to this one by a rename nobody asked for.
 */
export function keepSlugs(
  noun: Noun,
  record: AnyRecord,
  given: AnyRecord | undefined,
  before: AnyRecord | null,
  references: References,
): AnyRecord {
  const names = namesIn(record as never);
  const key = keyOf(noun, record);
  for (const name of names) {
    const found = references.find(noun.name as Target, name);
    if (!found || found.firstSlug === key) continue;
    refuse(noun, key, `the slug "${name}" leads to another ${noun.name}, "${found.firstSlug}"`);
  }
  if (!before) return record;
  const { slug } = record;
  if (slug !== before.slug && slug !== key && given?.formerly === undefined) {
    const known = String(before.slug);
    refuse(
      noun,
      key,
      `the slug "${slug}" leads to the ${noun.name} "${known}"; formerly: [${known}] would rename it`,
    );
  }
  const others = [...new Set([...names, ...namesIn(before as never)])].filter((name) => name !== slug);
  const formerly = others.length > 0 ? [key, ...others] : undefined;
  return canonicalRecord(noun, { ...record, formerly }, references);
}

function refuse(noun: Noun, slug: string, message: string): never {
  throw new ConflictError(message, { noun: noun.name, slug });
}
