import { editRecord, renameNode } from "../../../domain/edit-record.ts";
import type { Path } from "../../../domain/error.ts";
import { type NounName, nounNames } from "../../../domain/noun.ts";
import { nounNamed } from "../../../domain/noun-list.ts";
import { removeRecords } from "../../../domain/remove-records.ts";
import { slug as slugForm } from "../../../domain/value.ts";
import { recordTypes } from "../../read/record-types.ts";
import { located, type Problems } from "../problems.ts";
import { type Input, readRecord, readReference } from "../read-record.ts";
import { formOf } from "../record-form.ts";
import { type InputFields, recordFields } from "../record-input.ts";
import { refuseStepBack } from "../step-back.ts";
import type { Verb } from "../verb.ts";
import { findSubject, writeNewSources } from "../write-record.ts";

/** What makes a record the one it is, beside its slug. */
const fixed: Readonly<Partial<Record<NounName, readonly string[]>>> = {
  capability: ["integration"],
  remedy: ["blocker"],
};

const wordsOf = (noun: NounName) => noun.replace("-", " ");
const article = (words: string) => (/^[aeiou]/.test(words) ? "an" : "a");
const withArticle = (noun: NounName) => `${article(noun)} ${wordsOf(noun)}`;

function idField(t: InputFields, noun: NounName): unknown {
  return t.field({ type: "ID", required: true, description: `The ${wordsOf(noun)}, by id or slug.` });
}

/** The version that a record must be at. */
export function versionField(t: InputFields, required: boolean, whose = "it"): unknown {
  return t.field({
    type: "Int",
    required,
    description: `The \`recordVersion\` ${whose} must be at, else nothing is written${required ? "" : "; absent: any"}.`,
  });
}

/** The options of a write that an input asks for. */
export function optionsOf({ expectedVersion }: Input): { expectedVersion?: number } {
  return expectedVersion == null ? {} : { expectedVersion };
}

/** Where in an update a problem is: a rule can be about another record that the update touches. */
function placeOf(noun: NounName, path: Path): Path {
  const [first, ...rest] = typeof path[0] === "number" ? path.slice(1) : path;
  const isOurs = formOf(nounNamed(noun)).some(({ name }) => name === first);
  return first !== undefined && isOurs ? [first, ...rest] : [];
}

/** One verb for each noun: it gives fields of a record other values. */
export const updateVerbs: readonly Verb[] = nounNames.map((noun) => ({
  name: `update${recordTypes[noun]}`,
  description: `Gives fields of ${withArticle(noun)} other values: those that are given; null takes the value away. ${
    nounNamed(noun).fact
      ? "Sources are given all together, or not at all."
      : "Its slug stays; `rename` changes it."
  }`,
  fields: (t) => ({
    id: idField(t, noun),
    expectedVersion: versionField(t, true),
    ...recordFields(t, noun, { isNew: false, without: ["slug", "key", ...(fixed[noun] ?? [])] }),
  }),
  result: noun,
  read: (input, problems) => {
    const named = readReference(noun, input.id, problems.below("id"));
    const { fields, cleared, newSources } = readRecord(noun, input, problems);
    return async (change) => {
      await writeNewSources(change, newSources);
      const key = await findSubject(change, noun, named, problems.path);
      const edit = (record: Readonly<Record<string, unknown>>) => ({
        ...Object.fromEntries(Object.entries(record).filter(([field]) => !cleared.includes(field))),
        ...fields,
      });
      const write = async () => {
        await editRecord(change, nounNamed(noun), key, edit, optionsOf(input));
        await refuseStepBack(change, { noun, key });
      };
      await located(problems.path, write, (path) => placeOf(noun, path));
      return [{ noun, key }];
    };
  },
}));

/** One verb for each noun: the record goes. */
export const deleteVerbs: readonly Verb[] = nounNames.map((noun) => ({
  name: `delete${recordTypes[noun]}`,
  description: `Takes ${withArticle(noun)} out of the graph, as if it had never been said; refused while others refer to it. What was true once is ended instead, or reported on.`,
  input: "DeleteInput",
  fields: (t) => ({
    id: t.field({ type: "ID", required: true, description: "What goes, by id or slug." }),
    expectedVersion: versionField(t, false),
  }),
  result: "deleted",
  read: (input, problems) => {
    const named = readReference(noun, input.id, problems.below("id"));
    return async (change) => {
      const key = await findSubject(change, noun, named, problems.path);
      await located(problems.path, () => removeRecords(change, nounNamed(noun), [key], optionsOf(input)));
      return [{ noun, key }];
    };
  },
}));

/** One verb for each kind of node with a name: it goes by another slug. */
export const renameVerbs: readonly Verb[] = nounNames
  .filter((noun) => nounNamed(noun).node)
  .map((noun) => ({
    name: `rename${recordTypes[noun]}`,
    description: `Gives ${withArticle(noun)} another slug; the ones it had keep leading to it, and its id stays.`,
    input: "RenameInput",
    fields: (t) => ({
      id: t.field({ type: "ID", required: true, description: "What is renamed, by id or slug." }),
      slug: t.field({ type: "String", required: true, description: "The new slug." }),
      expectedVersion: versionField(t, false),
    }),
    result: noun,
    read: (input, problems) => {
      const named = readReference(noun, input.id, problems.below("id"));
      checkSlug(input.slug, problems.below("slug"));
      return async (change) => {
        const key = await findSubject(change, noun, named, problems.path);
        await located(problems.path, () =>
          renameNode(change, nounNamed(noun), key, input.slug, optionsOf(input)),
        );
        return [{ noun, key }];
      };
    },
  }));

function checkSlug(slug: string, problems: Problems): void {
  const parsed = slugForm.safeParse(slug);
  for (const { message } of parsed.error?.issues ?? []) problems.add([], message);
}
