import type { IntegrationRecord } from "../../domain/integration.ts";
import { findByName, type Named } from "./known-graph.ts";
import type { PageEntry } from "./parse-page.ts";
import type { PageLine } from "./read-page.ts";
import { makeSlug } from "./resolve-people.ts";

/** The kind of an integration that only a page speaks of, which does not say: the vaguest there is. */
export const kindOfNew = "TOOLING" satisfies IntegrationRecord["kind"];

/** An entry, and the integration it is of. */
export interface ResolvedEntry {
  readonly entry: PageEntry;
  readonly slug: string;
  /** What is to be made, where the graph has no such integration. */
  readonly node: IntegrationRecord | null;
}

/**
 * Tells which integrations entries are of: those of the graph that go by the name; else those that the seed files
 * describe so, to be made as they are described there; else new ones.
 *
 * @param described integrations of the seed files, for names that the graph does not have
 * @returns beside them the lines of entries that are of none: with a name of several, or of an entry before
 */
export function resolveEntries(
  entries: readonly PageEntry[],
  known: readonly Named[],
  described: readonly IntegrationRecord[],
): { resolved: ResolvedEntry[]; unresolved: PageLine[] } {
  const resolved: ResolvedEntry[] = [];
  const unresolved: PageLine[] = [];
  for (const entry of entries) {
    const found = resolveEntry(entry, known, described);
    if (found && !resolved.some(({ slug }) => slug === found.slug)) resolved.push({ entry, ...found });
    else unresolved.push(...linesOf(entry));
  }
  return { resolved, unresolved };
}

/** Whether the graph lacks one of the names, so that the seed files are to be looked into. */
export function lacksName(entries: readonly PageEntry[], known: readonly Named[]): boolean {
  return entries.some(({ text }) => findByName(known, text).length === 0);
}

function resolveEntry(
  { text, status }: PageEntry,
  known: readonly Named[],
  described: readonly IntegrationRecord[],
): Omit<ResolvedEntry, "entry"> | null {
  const [only, ...others] = findByName(known, text);
  if (others.length > 0) return null;
  if (only) return { slug: only.slug, node: null };
  const nodes = described.map((node) => ({ node, ...namesOf(node) }));
  const [likely] = findByName(nodes, text);
  // A section without a status is an entry only where it is of something known.
  const made: IntegrationRecord | undefined = status && { slug: makeSlug(text), name: text, kind: kindOfNew };
  const node = nodes.find((each) => each === likely)?.node ?? made;
  if (!node?.slug) return null;
  return { slug: node.slug, node: known.some(({ slug }) => slug === node.slug) ? null : node };
}

function namesOf({ slug, name, aliases = [] }: IntegrationRecord): Named {
  return { slug, names: [name, ...aliases, slug] };
}

function linesOf({ line, text, status, body }: PageEntry): PageLine[] {
  const said = status ? [{ line: status.line, text: `Status: ${status.text}` }] : [];
  return [{ line, text }, ...said, ...body];
}
