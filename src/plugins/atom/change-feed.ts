import { createHash } from "node:crypto";
import type { AtomEntry, AtomFeed } from "./write-atom.ts";

/** A change, as {@link changeFields} asks for it. */
interface ChangeRow {
  readonly id: string;
  readonly revision: number;
  readonly committedAt: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly operation: "CREATE" | "UPDATE" | "DELETE";
  readonly noun: string;
  readonly slug: string;
  readonly differences: readonly { field: string; before: unknown; after: unknown }[];
}

/** Changes in a feed: the last ones. */
export const feedLength = 50;

/** What a feed asks of each change. */
export const changeFields =
  "id revision committedAt actor reason operation noun slug differences { field before after }";

/** What tells the history of one database from that of another: its first change. */
export interface HistoryStart {
  readonly id: string;
  readonly committedAt: string;
  readonly slug: string;
}

/** Changes as an Atom feed. */
export function describeChanges({
  start,
  about,
  title,
  subtitle,
  changes,
  origin,
  path,
  query,
}: {
  readonly start: HistoryStart | undefined;
  /** What the feed is of, of all feeds of the database. */
  readonly about: string;
  readonly title: string;
  readonly subtitle?: string;
  /** The oldest first. */
  readonly changes: readonly ChangeRow[];
  /** Where the server is. */
  readonly origin: string;
  readonly path: string;
  /** A document that shows in the playground what the feed is about. */
  readonly query: string;
}): AtomFeed {
  const idOf = (what: string) => makeUuid([start?.id, start?.committedAt, start?.slug, what]);
  const inPlayground = (document: string) => `${origin}/graphql?query=${encodeURIComponent(document)}`;
  const newest = changes.toReversed();
  return {
    id: idOf(`feed ${about}`),
    title,
    ...(subtitle && { subtitle }),
    updated: newest[0]?.committedAt ?? start?.committedAt ?? "1970-01-01T00:00:00.000Z",
    self: origin + path,
    alternate: inPlayground(query),
    entries: newest.map((change): AtomEntry => {
      const link = `{ node(id: ${JSON.stringify(change.id)}) { ... on Change { ${changeFields} } } }`;
      return {
        id: idOf(`change ${change.id}`),
        title: `${nameNoun(change.noun)} ${change.slug} ${done[change.operation]}`,
        updated: change.committedAt,
        author: change.actor,
        alternate: inPlayground(link),
        category: change.noun,
        ...(change.reason && { summary: change.reason }),
        content: describeChange(change),
      };
    }),
  };
}

const done = { CREATE: "was added", UPDATE: "was changed", DELETE: "was removed" } as const;

function nameNoun(noun: string): string {
  const words = noun.toLowerCase().replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function describeChange({ operation, revision, differences }: ChangeRow): string {
  const lines = differences.map(({ field, before, after }) => {
    if (operation === "CREATE") return `${field}: ${show(after)}`;
    if (operation === "DELETE") return `${field}: ${show(before)}`;
    return `${field}: ${show(before)} → ${show(after)}`;
  });
  return [`Revision ${revision}`, ...lines].join("\n");
}

function show(value: unknown): string {
  if (value === null) return "nothing";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A UUID (RFC 9562, version 8) made of texts: the same of the same. */
function makeUuid(parts: readonly (string | undefined)[]): string {
  const bytes = createHash("sha256").update(JSON.stringify(parts)).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return `urn:uuid:${groups.join("-")}`;
}
