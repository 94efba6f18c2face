import { cite, uncite } from "../../../domain/cite.ts";
import { nounNamed } from "../../../domain/noun-list.ts";
import { located, type Problems } from "../problems.ts";
import { type Input, type NewSource, readCitations, readFactId, readReference } from "../read-record.ts";
import { citationsField, type InputFields } from "../record-input.ts";
import type { Subject, Verb } from "../verb.ts";
import { findSubject, writeNewSources } from "../write-record.ts";
import { optionsOf, versionField } from "./change.ts";

function factField(t: InputFields): unknown {
  return t.field({ type: "ID", required: true, description: "The global id of the fact, of whatever kind." });
}

function readFact(input: Input, problems: Problems): Subject {
  return readFactId(input.fact, problems.below("fact")) ?? { noun: "adoption", key: "" };
}

const citeVerb: Verb = {
  name: "cite",
  description:
    "Has sources say a fact too, beside those that do; one that says it already gets the new note.",
  fields: (t) => ({
    fact: factField(t),
    sources: citationsField(t, "Who says so too, at most 100."),
    expectedVersion: versionField(t, false),
  }),
  result: "any-fact",
  read: (input, problems) => {
    const { noun, key: named } = readFact(input, problems);
    const newSources: NewSource[] = [];
    const cited = readCitations(input.sources, problems.below("sources"), newSources);
    return async (change) => {
      await writeNewSources(change, newSources);
      const key = await findSubject(change, noun, named, problems.path, "fact");
      await located(problems.path, () => cite(change, nounNamed(noun), key, cited, optionsOf(input)));
      return [{ noun, key }];
    };
  },
};

const unciteVerb: Verb = {
  name: "uncite",
  description: "Has a source say a fact no more; refused for the only one it has.",
  fields: (t) => ({
    fact: factField(t),
    source: t.field({ type: "ID", required: true, description: "Id or slug of the source." }),
    expectedVersion: versionField(t, false),
  }),
  result: "any-fact",
  read: (input, problems) => {
    const { noun, key: named } = readFact(input, problems);
    const source = readReference("source", input.source, problems.below("source"));
    return async (change) => {
      const key = await findSubject(change, noun, named, problems.path, "fact");
      await located(problems.path, () => uncite(change, nounNamed(noun), key, source, optionsOf(input)));
      return [{ noun, key }];
    };
  },
};

/** Verbs of citations, the edges between facts and sources. */
export const citeVerbs: readonly Verb[] = [citeVerb, unciteVerb];
