import { dependencyKind } from "../../../../schema/tables/dependency.ts";
import { isDay } from "../../../day.ts";
import type { ChangeSet } from "../../../domain/change-set.ts";
import { addCitations } from "../../../domain/cite.ts";
import { editRecord, notFound } from "../../../domain/edit-record.ts";
import { ConflictError, type Missing, NotFoundError, type Path } from "../../../domain/error.ts";
import { sourceOf } from "../../../domain/fact.ts";
import type { AnyRecord, NounName } from "../../../domain/noun.ts";
import { nounNamed } from "../../../domain/noun-list.ts";
import { findIds, findKeysOf } from "../../../domain/read-records.ts";
import { makeFactSlug } from "../../../domain/record.ts";
import { lookUp, refuseMissing } from "../../../domain/reference.ts";
import { removeRecords } from "../../../domain/remove-records.ts";
import { builder } from "../../builder.ts";
import { located, type Problems } from "../problems.ts";
import { checkRecord, type Input, type NewSource, readCitations, readReference } from "../read-record.ts";
import { citationsField, type InputFields } from "../record-input.ts";
import type { Verb } from "../verb.ts";
import { createRecord, findSubject, writeNewSources } from "../write-record.ts";
import { optionsOf, versionField } from "./change.ts";

/** An edge between two nodes that is one fact: of which noun, between which fields, and what else it says. */
interface Link {
  readonly noun: NounName;
  readonly from: readonly [field: string, noun: NounName];
  readonly to: readonly [field: string, noun: NounName];
  readonly says?: AnyRecord;
}

const links: Readonly<Record<string, Link>> = {
  ADOPTS: { noun: "adoption", from: ["integration", "integration"], to: ["feature", "feature"] },
  REQUIRES: { noun: "requirement", from: ["feature", "feature"], to: ["requires", "feature"] },
  ...Object.fromEntries(
    dependencyKind.enumValues.map((kind): [string, Link] => [
      kind,
      { noun: "dependency", from: ["integration", "integration"], to: ["on", "integration"], says: { kind } },
    ]),
  ),
};

const LinkKind = builder.enumType("LinkKind", {
  description: "The edges that link two nodes and are one fact each.",
  values: {
    ADOPTS: { description: "An integration uses a feature: an Adoption." },
    REQUIRES: { description: "A feature is of no use without another one: a Requirement." },
    CALLS: { description: "An integration calls another one: a Dependency." },
    LINKS: { description: "An integration links another one: a Dependency." },
    PART_OF: { description: "An integration is part of another one: a Dependency." },
    WORKS_WITH: { description: "An integration works with another one: a Dependency." },
    SUCCEEDS: { description: "An integration succeeds another one: a Dependency." },
    FORKED_FROM: { description: "An integration was forked from another one: a Dependency." },
    ALTERNATIVE_TO: { description: "An integration is an alternative to another one: a Dependency." },
  },
});

function endFields(t: InputFields): Record<string, unknown> {
  return {
    kind: t.field({ type: LinkKind, required: true, description: "What the edge says." }),
    from: t.field({ type: "ID", required: true, description: "The node it leaves, by id or slug." }),
    to: t.field({ type: "ID", required: true, description: "The node it leads to, by id or slug." }),
  };
}

function readEnds(input: Input, problems: Problems): { link: Link; record: AnyRecord } {
  const link = links[input.kind];
  if (!link) throw new Error(`there is no link ${input.kind}`);
  const end = (name: "from" | "to") => {
    const [field, noun] = link[name];
    return [field, readReference(noun, input[name], problems.below(name))] as const;
  };
  return { link, record: { ...Object.fromEntries([end("from"), end("to")]), ...link.says } };
}

/** Where fields of a record are in the input. */
const placeOf = ({ from, to }: Link) => {
  const places = new Map<PropertyKey, string>([
    [from[0], "from"],
    [to[0], "to"],
    ["from", "since"],
  ]);
  return (path: readonly PropertyKey[]) => {
    const [first, ...rest] = typeof path[0] === "number" ? path.slice(1) : path;
    return first === undefined ? [] : [places.get(first) ?? first, ...rest];
  };
};

/**
 * What the one fact goes by that says there is such an edge; its slug may be of what it said before an update.
 *
 * @throws NotFoundError, or ConflictError where several facts say so
 */
async function findEdge(change: ChangeSet, link: Link, ends: AnyRecord, path: Path): Promise<string> {
  const { db } = change;
  const noun = nounNamed(link.noun);
  const says: Record<string, string | number> = { ...(link.says as Record<string, string>) };
  const named: Record<string, unknown> = { ...ends };
  for (const end of ["from", "to"] as const) {
    const [field, target] = link[end];
    const key = await findSubject(change, target, String(ends[field]), path, end);
    named[field] = key;
    says[field] = (await findIds(db, nounNamed(target), [key])).get(key) ?? 0;
  }
  const [found, ...others] = await findKeysOf(db, noun, says);
  if (found === undefined) {
    const slug = makeFactSlug(noun, named, "");
    const [missing] = (await notFound(change, noun, slug)).missing;
    // A fact of that very slug says something else by now.
    const suggestion = missing?.suggestion === slug ? {} : { suggestion: missing?.suggestion };
    throw new NotFoundError([{ noun: link.noun, slug, path: [...path, "kind"], ...suggestion }] as Missing[]);
  }
  if (others.length === 0) return found;
  const all = [found, ...others].map((key) => `"${key}"`).join(", ");
  const words = link.noun.replace("-", " ");
  throw new ConflictError(
    `${others.length + 1} facts say so: ${all}; update or delete the ${words} that is meant`,
  );
}

const linkVerb: Verb = {
  name: "link",
  description: "Links two nodes by an edge that is not there yet.",
  fields: (t) => ({
    ...endFields(t),
    since: t.field({
      type: "Date",
      required: false,
      description: "Since when; absent: since the earliest of its sources.",
    }),
    note: t.field({
      type: "String",
      required: false,
      description: "What a reader should know besides, in our own words.",
    }),
    sources: citationsField(t, "Who says so, at most 100."),
  }),
  result: "any-fact",
  read: (input, problems) => {
    const { link, record: ends } = readEnds(input, problems);
    const newSources: NewSource[] = [];
    const sources = readCitations(input.sources, problems.below("sources"), newSources);
    const { since, note } = input;
    const record = { ...ends, ...(since != null && { from: since }), ...(note != null && { note }), sources };
    checkRecord(link.noun, record, problems, placeOf(link));
    return async (change) => {
      await writeNewSources(change, newSources);
      return [await located(problems.path, () => createRecord(change, link.noun, record, []), placeOf(link))];
    };
  },
};

const unlinkVerb: Verb = {
  name: "unlink",
  description:
    "Ends an edge that `link` or its own mutation made: from `ended` on it no longer is; without `ended` it goes, as if it had never been said. A requirement has no end.",
  fields: (t) => ({
    ...endFields(t),
    ended: t.field({
      type: "String",
      required: false,
      description:
        "The first day on which it no longer held, or the id or slug of the release that ended it; absent: it never was.",
    }),
    sources: t.field({
      type: ["CitationInput"],
      required: false,
      description: "Who says that it ended, at most 100; with `ended` only.",
    }),
    expectedVersion: versionField(t, false),
  }),
  result: "any-fact",
  read: (input, problems) => {
    const { link, record: ends } = readEnds(input, problems);
    const { ended } = input;
    const newSources: NewSource[] = [];
    const cited = readCitations(input.sources ?? [], problems.below("sources"), newSources);
    if (ended == null && cited.length > 0) problems.add(["sources"], "are of an end; expected ended as well");
    if (ended != null && !nounNamed(link.noun).fact?.ends) {
      problems.add(["ended"], `a ${link.noun} has no end; expected none, which takes it away`);
    }
    const to =
      ended == null || isDay(ended) ? ended : readReference("release", ended, problems.below("ended"));
    const sources = cited.map((each, index) => ({
      target: "source" as const,
      slug: sourceOf(each),
      path: [...problems.path, "sources", index],
    }));
    return async (change) => {
      const noun = nounNamed(link.noun);
      await writeNewSources(change, newSources);
      const key = await findEdge(change, link, ends, problems.path);
      if (to == null) {
        await located(problems.path, () => removeRecords(change, noun, [key], optionsOf(input)));
        return [{ noun: link.noun, key }];
      }
      const references = await lookUp(change.db, sources);
      await refuseMissing(change.db, sources, references);
      const edit = (fact: AnyRecord) => ({ ...addCitations(fact, cited, references), to });
      await located(
        problems.path,
        () => editRecord(change, noun, key, edit, optionsOf(input)),
        ([, ...path]) => (path[0] === "to" ? ["ended", ...path.slice(1)] : path),
      );
      return [{ noun: link.noun, key }];
    };
  },
};

/** Verbs of edges between two nodes. */
export const linkVerbs: readonly Verb[] = [linkVerb, unlinkVerb];
