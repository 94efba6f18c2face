import { factKind } from "../../../schema/tables/fact.ts";
import type { Row } from "./row.ts";
import type { Statement } from "./statement.ts";

/**
 * SQL of what the global id of a row is made of: a named node's first slug, `<integration>/<slug>` of a capability, a
 * fact's or citation's slug, the number of a change.
 */
export function globalKey(row: Row): string {
  if (row.table === "changes") return `${row.alias}.id::text`;
  return row.isFact && row.table !== "blockers"
    ? row.column("slug")
    : row.column(row.table === "citations" ? "slug" : "firstSlug");
}

/** SQL of "the row's global id is made of one of these". */
export function globalKeyCondition(row: Row, slugs: readonly string[], statement: Statement): string {
  if (row.table === "changes") {
    const numbers = slugs.map(Number).filter(Number.isSafeInteger);
    return `${row.alias}.id = any(${statement.parameter(numbers, "bigint[]")})`;
  }
  if (row.table === "capabilities") {
    return `(${row.alias}.integration_id, ${row.alias}.slug) in (
      select i.id, split_part(asked, '/', 2) from unnest(${statement.parameter(slugs, "text[]")}) as asked
      join integrations i on i.first_slug = split_part(asked, '/', 1))`;
  }
  if (row.table !== "citations") return `${globalKey(row)} = any(${statement.parameter(slugs, "text[]")})`;
  const parts = slugs.map(readCitationSlug).filter((part) => part !== null);
  const list = (index: number, type: string) =>
    statement.parameter(
      parts.map((part) => part[index] as string),
      `${type}[]`,
    );
  return `(${row.alias}.fact_id, ${row.alias}.source_id) in (
    select f.id, s.id from unnest(${list(0, "fact_kind")}, ${list(1, "text")}, ${list(2, "text")}) as asked(kind, slug, source)
    join facts f on f.kind = asked.kind and f.slug = asked.slug join sources s on s.first_slug = asked.source)`;
}

/** Kind and slug of the fact, and slug of the source; null where it is no citation's slug. */
function readCitationSlug(slug: string): readonly [string, string, string] | null {
  const [, lower = "", fact, source] = /^([a-z_]+)\/(.+)\/([^/]+)$/.exec(slug) ?? [];
  const kind = factKind.enumValues.find((known) => known === lower.toUpperCase());
  return kind && fact && source ? [kind, fact, source] : null;
}
