import type { IntegrationRecord } from "../../domain/integration.ts";
import { ExpectedError } from "../../expected-error.ts";
import { type ContributionDifference, compareContributions } from "./compare-contributions.ts";
import {
  findLinks,
  findNames,
  findOptions,
  firstBy,
  listTellingNames,
  type Mention,
} from "./find-mentions.ts";
import { findPeople } from "./find-people.ts";
import { findByName, type KnownGraph, type KnownStatus, type Named, pageSeries } from "./known-graph.ts";
import type { PageEntry, WikiPage } from "./parse-page.ts";
import type { PageLine } from "./read-page.ts";
import { resolveEntries } from "./resolve-entries.ts";
import { makeSlug, type PersonQuestion, resolvePeople } from "./resolve-people.ts";

/** What an entry says that the graph does not say by this revision. */
export interface EntryDifference {
  readonly line: number;
  readonly slug: string;
  readonly name: string;
  /** The graph has no such integration. */
  readonly isNew: boolean;
  /** How it is described then: as the seed files do, else by its name alone. */
  readonly node: IntegrationRecord | null;
  /** Absent: it has none, or the graph has the same. */
  readonly status?: StatusDifference;
  readonly contributions: readonly ContributionDifference[];
  /** Features it speaks of, and options of none, whose feature is null. What that means takes a person. */
  readonly mentions: readonly (Mention & { readonly feature: string | null })[];
  /** Other integrations it speaks of, and pages of none that it leads to. */
  readonly links: readonly (Mention & { readonly integration: string | null })[];
}

/** A status that the graph does not have by this revision. */
export interface StatusDifference {
  readonly line: number;
  /** Null: it has none. */
  readonly before: string | null;
  readonly after: string;
  /** The report that says otherwise by the revision; null: there is none. */
  readonly replaces: string | null;
}

/** How a revision differs from what the graph says by it. */
export interface PageDifference {
  readonly date: string;
  readonly source: { readonly slug: string; readonly isNew: boolean; readonly author: string | null };
  readonly contributors: readonly { readonly slug: string; readonly name: string; readonly line: number }[];
  readonly entries: readonly EntryDifference[];
  readonly questions: readonly PersonQuestion[];
  /** Lines that nothing was made of. */
  readonly notUnderstood: readonly PageLine[];
  /** Whether anything would be written. */
  readonly isChanged: boolean;
}

/**
 * Compares a revision with the graph. Nothing is guessed: what is not certain is a question, or not understood.
 *
 * @param described see `resolveEntries`
 */
export function comparePage(
  page: WikiPage,
  known: KnownGraph,
  answers: ReadonlyMap<string, string>,
  described: readonly IntegrationRecord[] = [],
): PageDifference {
  // Who has no letter that a slug can have is not made a person of.
  const isThing = (name: string) =>
    makeSlug(name) === "" ||
    findByName(known.integrations, name).length > 0 ||
    page.entries.some((entry) => entry.text.toLowerCase().includes(name.toLowerCase()));
  const { resolved, unresolved } = resolveEntries(page.entries, known.integrations, described);
  const featureNames = listTellingNames(known.features);
  const integrationNames = listTellingNames(known.integrations);
  const read = resolved.map(({ entry, slug, ...which }) => ({
    ...which,
    slug,
    entry,
    people: findPeople(entry.body, isThing),
    mentions: firstBy(
      [...findOptions(entry.body), ...findNames(entry.body, featureNames)].map((each) => ({
        ...each,
        feature: slugOf(known.features, each.name),
      })),
      ({ feature, name }) => feature ?? name,
    ),
    links: firstBy(
      [...findLinks(entry.body), ...findNames(entry.body, integrationNames)].map((each) => ({
        ...each,
        integration: slugOf(known.integrations, each.name),
      })),
      ({ integration, name }) => integration ?? name,
    ).filter(({ integration }) => integration !== slug),
  }));
  // Who wrote a revision that the graph has, its source tells.
  const author = known.source === null && page.author && makeSlug(page.author.text) ? page.author : null;
  const names = [
    ...read.flatMap(({ people }) => people.map(({ line, text, name }) => ({ line, text, name }))),
    ...(author ? [{ ...author, name: author.text }] : []),
  ];
  const { slugs, created, questions } = resolvePeople(names, known.contributors, answers);
  const entries = read.map(({ entry, slug, node, people, mentions, links }): EntryDifference => {
    const status = compareStatus(entry, known.statuses.get(slug));
    const contributions = compareContributions(
      people,
      slugs,
      known.contributions.filter((each) => each.integration === slug),
      page.date,
    );
    return {
      line: entry.line,
      slug,
      name: entry.text,
      isNew: node !== null,
      node,
      ...(status && { status }),
      contributions,
      mentions,
      links,
    };
  });
  const isChanged =
    known.source === null ||
    created.length > 0 ||
    entries.some(({ isNew, status, contributions }) => isNew || status || contributions.length > 0);
  return {
    date: page.date,
    source: {
      slug: known.source ?? `${pageSeries}-${page.date}`,
      isNew: known.source === null,
      author: author ? (slugs.get(author.text) ?? null) : null,
    },
    contributors: created,
    entries,
    questions,
    notUnderstood: [...page.rest, ...unresolved, ...read.flatMap(leftOf)].sort((a, b) => a.line - b.line),
    isChanged,
  };
}

/** @throws ExpectedError where other sources say what this revision no longer does, in one fact */
function compareStatus(
  { text, status }: PageEntry,
  known: KnownStatus | undefined,
): StatusDifference | undefined {
  if (!status || status.word === known?.status) return undefined;
  if (known && !known.isAlone) {
    throw new ExpectedError(
      `Line ${status.line} says ${status.word} of ${text}, but the report ${known.fact} says ${known.status} by this revision and by other sources. Take the revision out of its sources first.`,
    );
  }
  return {
    line: status.line,
    before: known?.status ?? null,
    after: status.word,
    replaces: known?.fact ?? null,
  };
}

function slugOf(known: readonly Named[], name: string): string | null {
  return findByName(known, name)[0]?.slug ?? null;
}

/** The lines of an entry that nobody and nothing was found in. */
function leftOf({
  entry,
  ...found
}: {
  readonly entry: PageEntry;
  readonly people: readonly { readonly line: number }[];
  readonly mentions: readonly Mention[];
  readonly links: readonly Mention[];
}): PageLine[] {
  const used = new Set([...found.people, ...found.mentions, ...found.links].map(({ line }) => line));
  return entry.body.filter(({ line }) => !used.has(line)).map(({ line, text }) => ({ line, text }));
}
