import { ExpectedError } from "../../expected-error.ts";
import { normalizeName } from "../../normalize-name.ts";
import { findByName, type Named } from "./known-graph.ts";
import type { PageLine } from "./read-page.ts";

/** A name of the page, and where it stands first. */
export interface NameOnPage extends PageLine {
  readonly name: string;
}

/** Whether a name is that of somebody who goes by another one: not guessed. */
export interface PersonQuestion {
  readonly name: string;
  readonly line: number;
  /** Names of those it may be. */
  readonly candidates: readonly string[];
}

/** Who the names of a page are: by name the slug, of a known person or of one to be made. */
export interface ResolvedPeople {
  readonly slugs: ReadonlyMap<string, string>;
  readonly created: readonly { readonly slug: string; readonly name: string; readonly line: number }[];
  readonly questions: readonly PersonQuestion[];
}

/**
 * Tells who is meant: whom `answers` names, else who goes by that very name. One word that is part of somebody's
 * name is a question; every other name is a person of its own.
 *
 * @param answers by name on the page the name or slug of who it is, or the name itself for a person of its own
 * @throws ExpectedError where an answer names nobody
 */
export function resolvePeople(
  names: readonly NameOnPage[],
  known: readonly Named[],
  answers: ReadonlyMap<string, string>,
): ResolvedPeople {
  const slugs = new Map<string, string>();
  const created: { slug: string; name: string; line: number }[] = [];
  const questions: PersonQuestion[] = [];
  // Whole names first, so that parts of them can be asked about.
  const sorted = names.toSorted((a, b) => wordsOf(b.name).length - wordsOf(a.name).length || a.line - b.line);
  for (const { name, line } of sorted) {
    if (slugs.has(name) || questions.some((each) => each.name === name)) continue;
    const people = [...known, ...created.map((each) => ({ slug: each.slug, names: [each.name, each.slug] }))];
    const answer = answers.get(normalizeName(name));
    const asked = answer === undefined || normalizeName(answer) === normalizeName(name) ? name : answer;
    const exact = [...findByName(known, asked), ...findByName(people.slice(known.length), asked)];
    const [only, ...others] = exact;
    if (only && others.length === 0) {
      slugs.set(name, only.slug);
      continue;
    }
    if (asked !== name && !only) {
      throw new ExpectedError(
        `${JSON.stringify(asked)}, who is to be ${JSON.stringify(name)}, is nobody known.`,
        {
          exitCode: 2,
        },
      );
    }
    const similar = exact.length > 0 ? exact : answer === undefined ? findSimilar(people, name) : [];
    if (similar.length > 0) {
      questions.push({ name, line, candidates: similar.map(({ names: [first], slug }) => first ?? slug) });
      continue;
    }
    const slug = findFree(makeSlug(name), people);
    created.push({ slug, name, line });
    slugs.set(name, slug);
  }
  return { slugs, created, questions };
}

/** Those whose slug it would have, and those of whose names it is a word. */
function findSimilar(known: readonly Named[], name: string): Named[] {
  const sameSlug = known.filter(({ slug }) => slug === makeSlug(name));
  if (sameSlug.length > 0 || wordsOf(name).length > 1) return sameSlug;
  const wanted = normalizeName(name);
  return known.filter(({ names }) => names.some((each) => wordsOf(normalizeName(each)).includes(wanted)));
}

function findFree(slug: string, known: readonly Named[]): string {
  const isTaken = (candidate: string) => known.some((each) => each.slug === candidate);
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? slug : `${slug}-${count}`;
    if (!isTaken(candidate)) return candidate;
  }
}

function wordsOf(name: string): string[] {
  return name.split(/\s+/);
}

/** The slug of a name: its letters and digits, with single dashes between. */
export function makeSlug(name: string): string {
  const plain = normalizeName(name).replace(/[^a-z0-9]+/g, "-");
  return plain.replace(/^-+|-+$/g, "");
}
