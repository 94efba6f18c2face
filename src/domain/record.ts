import { canonicalFactFields, citationsOf, factReferences, sourceOf } from "./fact.ts";
import { canonicalFormerly, firstSlugIn, namesIn } from "./node.ts";
import type { AnyRecord, Noun, Target } from "./noun.ts";
import type { Reference, References } from "./reference.ts";

type NodeRecord = { slug: string; formerly?: readonly string[] };

/**
 * The slug a record goes by in `changes` and in seeds, and which never changes: a node's first slug, a fact's
 * slug, `<integration>/<slug>` of a capability.
 */
export function keyOf(noun: Pick<Noun, "node" | "fact">, record: AnyRecord): string {
  if (noun.node) return firstSlugIn(record as NodeRecord);
  if (noun.fact) return String(record.slug);
  return `${String(record.integration)}/${String(record.slug)}`;
}

/** Every slug in a record that must name something by itself; what an owner completes is left to {@link ownedReferences}. */
export function referencesOf(noun: Noun, record: AnyRecord): Reference[] {
  return [
    ...fieldsOf(noun, record).flatMap(({ target, slug, within, path }) =>
      within === undefined ? [{ target, slug, path }] : [],
    ),
    ...(noun.fact ? factReferences(record) : []),
    ...(noun.parts?.references(record) ?? []),
  ];
}

/** The slugs that an owner completes, as `<owner's first slug>/<slug>`; `references` must know the owners. */
export function ownedReferences(noun: Noun, record: AnyRecord, references: References): Reference[] {
  const own = fieldsOf(noun, record).flatMap(({ target, slug, within, path }): Reference[] => {
    if (within === undefined) return [];
    const owner = noun.fields[within]?.refersTo;
    if (!owner) throw new Error(`${noun.name}.${within} refers to nothing`);
    return [{ target, slug: `${references.firstSlug(owner, String(record[within]))}/${slug}`, path }];
  });
  return [...own, ...(noun.parts?.ownedReferences?.(record, references) ?? [])];
}

function fieldsOf(noun: Noun, record: AnyRecord) {
  return Object.entries(noun.fields).flatMap(([field, { refersTo, within }]) => {
    const value = record[field];
    if (!refersTo || value === undefined) return [];
    return [{ target: refersTo, slug: String(value), within, path: [field] }];
  });
}

/**
 * The one form of a record: references by first slug, absent instead of empty, sources in order, and with its
 * slug. Two records say the same if and only if their canonical forms are equal.
 *
 * @param references knows everything the record refers to, and the node itself where it is there already.
 */
export function canonicalRecord(noun: Noun, record: AnyRecord, references: References): AnyRecord {
  const fields = Object.fromEntries(
    Object.entries(noun.fields).flatMap(([field, { refersTo, within }]) => {
      const value = record[field];
      if (value === undefined || (Array.isArray(value) && value.length === 0)) return [];
      if (!refersTo || within !== undefined) return [[field, value]];
      return [[field, references.firstSlug(refersTo, String(value))]];
    }),
  );
  const parts = noun.parts && { [noun.parts.field]: noun.parts.canonical(record, references) };
  const own = noun.fact?.datedBy ? { [noun.fact.datedBy]: record[noun.fact.datedBy] } : {};
  const says = withoutAbsent({
    ...canonicalName(noun, record, references),
    ...fields,
    ...parts,
    ...own,
    ...(noun.fact && canonicalFactFields(record, references)),
  });
  if (!noun.fact || noun.node) return says;
  return {
    slug: record.slug ?? makeFactSlug(noun, { ...says, key: record.key }, firstSourceOf(record, references)),
    ...says,
  };
}

function canonicalName(noun: Noun, record: AnyRecord, references: References): AnyRecord {
  if (!noun.node) return noun.fact ? {} : { slug: record.slug };
  const present = String(record.slug);
  const names = namesIn(record as NodeRecord);
  const known = [...names.slice(1), present].map((each) => references.find(noun.name as Target, each));
  const first = known.find((named) => named !== undefined)?.firstSlug;
  return {
    slug: present,
    formerly: canonicalFormerly(first ?? firstSlugIn(record as NodeRecord), present, names),
  };
}

/**
 * The slug of a fact that has none yet.
 *
 * @param canonical its canonical record, with the `key` it is told apart by, if any.
 * @param firstSource the first slug of the source it was made from first.
 */
export function makeFactSlug(noun: Noun, canonical: AnyRecord, firstSource: string): string {
  const parts = noun.fact?.slugParts(canonical, firstSource) ?? [];
  const key = noun.fact?.usesKey ? undefined : canonical.key;
  return [...parts, ...(key === undefined ? [] : [key])].join("/");
}

function firstSourceOf(record: AnyRecord, references: References): string {
  const [cited] = citationsOf(record);
  return cited === undefined ? "" : references.firstSlug("source", sourceOf(cited));
}

function withoutAbsent(record: AnyRecord): AnyRecord {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
