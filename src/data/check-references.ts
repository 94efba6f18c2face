import { explainMissing } from "../domain/error.ts";
import type { Need } from "../domain/need.ts";
import { namesIn } from "../domain/node.ts";
import type { AnyRecord, NounName, Target } from "../domain/noun.ts";
import { nounNamed } from "../domain/noun-list.ts";
import { canonicalRecord, keyOf, ownedReferences, referencesOf } from "../domain/record.ts";
import { type Named, type Reference, References } from "../domain/reference.ts";
import { findLikeliestOf } from "../domain/suggestion.ts";
import type { FlatRecord } from "./flatten-seed.ts";
import type { SeedRecord } from "./read-seeds.ts";
import type { SeedProblem } from "./seed-problem.ts";

/**
 * What is wrong between records: slugs that name nothing, or two things.
 *
 * @param broken records that could not be read, but that others may refer to.
 */
export function checkReferences(
  records: readonly SeedRecord[],
  broken: readonly FlatRecord[],
): SeedProblem[] {
  const names = new NameIndex();
  // Nodes first: what they own is named by their first slugs.
  const [nodes, others] = [records.filter(isNode), records.filter((each) => !isNode(each))];
  const problems = nodes.flatMap((each) => names.add(each));
  for (const each of broken) names.addBroken(each);
  problems.push(...others.flatMap((each) => names.add(each)));
  const sound = records.filter((each) => {
    const found = unknownReferences(each, names);
    problems.push(...found);
    return found.length === 0;
  });
  return [...problems, ...twinsAmong(sound, names.references), ...worksToldApart(sound, names.references)];
}

function isNode({ noun }: Pick<SeedRecord, "noun">): boolean {
  return nounNamed(noun).node !== undefined;
}

/** What the slugs of all files name. */
class NameIndex {
  readonly references = new References();
  readonly #known = new Map<Target, Map<string, SeedRecord | undefined>>();

  /** The problems that others had the names first. */
  add(each: SeedRecord): SeedProblem[] {
    return namesOf(each.noun, each.record, this.references).flatMap(({ target, slug, firstSlug }) => {
      const known = this.#knownOf(target);
      const other = known.get(slug);
      this.references.add(target, slug, { firstSlug });
      known.set(slug, each);
      // Two remedies may name one work.
      if (!other || target === "work") return [];
      const { file, line } = other.problemAt([], "");
      const message = `the ${target} "${slug}" is there twice; first in ${file}:${line}`;
      return [{ ...each.problemAt(["slug"], message), rule: "named-twice" }];
    });
  }

  addBroken({ noun, record }: FlatRecord): void {
    try {
      for (const { target, slug, firstSlug } of namesOf(noun, record, this.references)) {
        if (this.references.find(target, slug)) continue;
        this.references.add(target, slug, { firstSlug });
        this.#knownOf(target).set(slug, undefined);
      }
    } catch {
      // Too broken to have a name.
    }
  }

  suggest(target: Target, slug: string): string | undefined {
    const [owner, own] = slug.split("/");
    if (own === undefined) return findLikeliestOf(this.#knownOf(target).keys(), slug);
    const siblings = [...this.#knownOf(target).keys()].filter((each) => each.startsWith(`${owner}/`));
    return findLikeliestOf(
      siblings.map((each) => each.slice(each.indexOf("/") + 1)),
      own,
    );
  }

  #knownOf(target: Target): Map<string, SeedRecord | undefined> {
    const known = this.#known.get(target) ?? new Map<string, SeedRecord | undefined>();
    this.#known.set(target, known);
    return known;
  }
}

/** What a record gives a name to. */
function namesOf(name: NounName, record: AnyRecord, references: References): (Reference & Named)[] {
  const noun = nounNamed(name);
  const firstSlug = (target: Target, slug: unknown) =>
    references.find(target, String(slug))?.firstSlug ?? String(slug);
  if (noun.node) {
    const first = keyOf(noun, record);
    return namesIn(record as never).map((slug) => ({
      target: name as Target,
      slug,
      firstSlug: first,
      path: ["slug"],
    }));
  }
  if (name === "capability") {
    const slug = `${firstSlug("integration", record.integration)}/${String(record.slug)}`;
    return [{ target: "capability", slug, firstSlug: slug, path: ["slug"] }];
  }
  if (name === "remedy") {
    return (record.needs as { work?: string }[]).flatMap(({ work }, index) => {
      const slug = `${firstSlug("blocker", record.blocker)}/${work}`;
      return work ? [{ target: "work" as const, slug, firstSlug: slug, path: ["needs", index] }] : [];
    });
  }
  return [];
}

function unknownReferences(each: SeedRecord, names: NameIndex): SeedProblem[] {
  const noun = nounNamed(each.noun);
  const isUnknown = ({ target, slug }: Reference) => !names.references.find(target, slug);
  const plain = referencesOf(noun, each.record).filter(isUnknown);
  const unknown = plain.length > 0 ? plain : ownedBySlug(each, names).filter(isUnknown);
  return unknown.map(({ target, slug, path }) => {
    const suggestion = names.suggest(target, slug);
    const message = explainMissing({ noun: target, slug, ...(suggestion && { suggestion }) });
    return { ...each.problemAt(path, message), rule: "unknown-slug" };
  });
}

function ownedBySlug({ noun, record }: SeedRecord, names: NameIndex): Reference[] {
  return ownedReferences(nounNamed(noun), record, names.references);
}

function twinsAmong(records: readonly SeedRecord[], references: References): SeedProblem[] {
  const seen = new Map<string, SeedRecord>();
  return records.flatMap((each) => {
    const noun = nounNamed(each.noun);
    if (noun.node || !noun.fact) return [];
    const slug = keyOf(noun, canonicalRecord(noun, each.record, references));
    const other = seen.get(`${each.noun} ${slug}`);
    seen.set(`${each.noun} ${slug}`, each);
    if (!other) return [];
    const { file, line } = other.problemAt([], "");
    const message = `the ${each.noun} "${slug}" is there twice; first in ${file}:${line}; tell them apart with key`;
    return [{ ...each.problemAt([], message), rule: "named-twice" }];
  });
}

/** Two remedies of a blocker that describe one work, and differently. */
function worksToldApart(records: readonly SeedRecord[], references: References): SeedProblem[] {
  const described = new Map<string, string>();
  return records.flatMap((each) => {
    if (each.noun !== "remedy") return [];
    const { blocker, needs } = each.record as { blocker: string; needs: Need[] };
    return needs.flatMap(({ work, description = "" }, index) => {
      if (work === undefined) return [];
      const name = `${references.firstSlug("blocker", blocker)}/${work}`;
      const first = described.get(name) ?? description;
      described.set(name, first);
      const message = `another remedy describes the work ${work} differently: ${JSON.stringify(first)}`;
      const path = ["needs", index, "description"];
      return first === description ? [] : [{ ...each.problemAt(path, message), rule: "named-twice" }];
    });
  });
}
