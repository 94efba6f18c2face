import type { ChangeSet } from "./change-set.ts";
import { editRecord } from "./edit-record.ts";
import { NotFoundError } from "./error.ts";
import { type Citation, citationsOf, sourceOf } from "./fact.ts";
import type { AnyRecord, Noun } from "./noun.ts";
import { lookUp, type References, refuseMissing } from "./reference.ts";
import type { WriteOptions } from "./write-guard.ts";
import type { Written } from "./write-records.ts";

/**
 * Has sources say a fact too. One that says so already gets the new note, if there is one.
 *
 * @throws NotFoundError, its paths led by `sources`, and what {@link editRecord} throws
 */
export async function cite(
  change: ChangeSet,
  noun: Noun,
  key: string,
  cited: readonly Citation[],
  options: WriteOptions = {},
): Promise<Written> {
  const references = await findSources(change, cited);
  return editRecord(change, noun, key, (fact) => addCitations(fact, cited, references), options);
}

/** A canonical fact with these citations beside its own. */
export function addCitations(fact: AnyRecord, cited: readonly Citation[], references: References): AnyRecord {
  const added = cited.map((each) => withSource(each, references.firstSlug("source", sourceOf(each))));
  const names = new Set(added.map(sourceOf));
  const kept = citationsOf(fact).filter((each) => !names.has(sourceOf(each)));
  const noted = added.map((each) => {
    if (typeof each !== "string") return each;
    return citationsOf(fact).find((known) => sourceOf(known) === each) ?? each;
  });
  return { ...fact, sources: [...kept, ...noted] };
}

/**
 * Has a source say a fact no more.
 *
 * @throws NotFoundError where it does not say so, ValidationError where nobody else does
 */
export async function uncite(
  change: ChangeSet,
  noun: Noun,
  key: string,
  source: string,
  options: WriteOptions = {},
): Promise<Written> {
  const first = (await findSources(change, [source], ["source"])).firstSlug("source", source);
  return editRecord(
    change,
    noun,
    key,
    (fact) => {
      const sources = citationsOf(fact).filter((each) => sourceOf(each) !== first);
      if (sources.length === citationsOf(fact).length) {
        throw new NotFoundError([{ noun: "citation", slug: `${key}/${first}`, path: ["source"] }]);
      }
      return { ...fact, sources };
    },
    options,
  );
}

async function findSources(
  { db }: ChangeSet,
  cited: readonly Citation[],
  only?: readonly string[],
): Promise<References> {
  const wanted = cited.map((each, index) => ({
    target: "source" as const,
    slug: sourceOf(each),
    path: only ?? ["sources", index],
  }));
  const references = await lookUp(db, wanted);
  await refuseMissing(db, wanted, references);
  return references;
}

function withSource(citation: Citation, source: string): Citation {
  return typeof citation === "string" ? source : { ...citation, source };
}
