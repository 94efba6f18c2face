import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { keyed } from "./explain-issue.ts";
import type { AnyRecord, FactTraits } from "./noun.ts";
import type { Reference, References } from "./reference.ts";
import { dayOrRelease, endsOnDay, factSlug, prose, slug } from "./value.ts";

const citedWithNote = keyed({
  source: slug.meta({ description: "The slug of the source." }),
  note: prose.meta({ description: "Where in it, or what it says there, in our own words." }),
});

const citation = z.union([slug, citedWithNote], {
  error: 'expected the slug of a source, or { source: its slug, note: "where in it, or what it says" }',
});

export type Citation = z.output<typeof citation>;

/** What is said of a fact without a source. */
export const uncited = "no source cited; a fact needs at least one";

const sources = z
  .array(citation, { error: (issue) => (issue.input === undefined ? uncited : undefined) })
  .min(1, uncited)
  .max(100)
  .refine(
    (cited) => new Set(cited.map(sourceOf)).size === cited.length,
    "cites one source twice; join the notes",
  )
  .meta({ description: "The slugs of the sources that say so, the one the fact was made from first." });

/** What every fact carries besides what it says. */
export const factShape = {
  note: prose.optional().meta({ description: "What a reader should know besides, in our own words." }),
  key: slug.optional().meta({
    description: "Tells the fact from another one that would have the same slug. Never change it.",
  }),
  sources,
};

/** The slug of a fact: given where the fact is already known, else made. */
export const ownSlug = {
  slug: factSlug.optional().meta({
    description:
      "Only for a fact that was changed so that nothing it says would make its slug again; exports have it there. Never change it.",
  }),
};

/** What a fact that ends, or whose work ended, carries. */
export const endShape = { to: dayOrRelease.optional() };

/** The check that an end that is a day is not before the start, as arguments of `refine`. */
export const endsAfterStart = [
  ({ from, to }: { from?: string | undefined; to?: string | undefined }) =>
    from === undefined || to === undefined || !endsOnDay(to) || to >= from,
  { path: ["to"], message: "is before from; expected a later day" },
] as const satisfies [unknown, { path: string[]; message: string }];

/** The slug of the source that an item of `sources` cites. */
export function sourceOf(citation: Citation): string {
  return typeof citation === "string" ? citation : citation.source;
}

/** The citations of a record. */
export function citationsOf(record: AnyRecord): readonly Citation[] {
  return (record.sources ?? []) as readonly Citation[];
}

/** What a fact refers to besides what it says: its sources and the release it ended with. */
export function factReferences(record: AnyRecord): Reference[] {
  const cited = citationsOf(record).map((citation, index): Reference => {
    const path = typeof citation === "string" ? ["sources", index] : ["sources", index, "source"];
    return { target: "source", slug: sourceOf(citation), path };
  });
  const end = record.to as string | undefined;
  return end === undefined || endsOnDay(end)
    ? cited
    : [...cited, { target: "release", slug: end, path: ["to"] }];
}

/** The fields a fact shows after what it says, in canonical form: sources by first slug, in order. */
export function canonicalFactFields(record: AnyRecord, references: References): AnyRecord {
  const end = record.to as string | undefined;
  const cited = citationsOf(record).map((citation) => {
    const source = references.firstSlug("source", sourceOf(citation));
    return typeof citation === "string" ? source : { source, note: citation.note };
  });
  return {
    ...(end !== undefined && { to: endsOnDay(end) ? end : references.firstSlug("release", end) }),
    ...(record.note !== undefined && { note: record.note }),
    sources: cited.sort((a, b) => (sourceOf(a) < sourceOf(b) ? -1 : 1)),
  };
}

/** The row of `facts` for a canonical record. */
export function factRow(
  fact: FactTraits<AnyRecord>,
  slug: string,
  record: AnyRecord,
  references: References,
) {
  const end = record.to as string | undefined;
  const isDay = end !== undefined && endsOnDay(end);
  return {
    slug,
    kind: fact.kind,
    ...(fact.kind !== "FEATURE_RELEASE" && { date: fact.datedBy ? (record[fact.datedBy] ?? null) : null }),
    end_on: isDay ? end : null,
    end_release_id: end === undefined || isDay ? null : references.id("release", end),
    lasting: fact.isLasting?.(record) ?? false,
    note: record.note ?? null,
  };
}

/** The fields of `facts` that a record shows, by name, as SQL. */
export function factReads(fact: FactTraits<AnyRecord>): readonly (readonly [string, SQL])[] {
  const end = sql`coalesce(facts.end_on::text, (select first_slug from releases where releases.id = facts.end_release_id))`;
  return [
    ...(fact.datedBy ? [[fact.datedBy, sql`facts.date`] as const] : []),
    ...(fact.ends ? [["to", end] as const] : []),
    ["note", sql`facts.note`],
    [
      "sources",
      sql`(select json_agg(case when citations.note is null then to_json(cited.first_slug)
            else json_build_object('source', cited.first_slug, 'note', citations.note) end order by cited.first_slug)
          from citations join sources as cited on cited.id = citations.source_id where citations.fact_id = facts.id)`,
    ],
  ];
}
