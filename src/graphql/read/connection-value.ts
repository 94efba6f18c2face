import type { Asked } from "./connection-selection.ts";
import { writeCursor } from "./cursor.ts";
import type { RowObject } from "./field-read.ts";
import type { Page } from "./page.ts";

/** A connection as resolvers read it. */
export interface ConnectionValue {
  readonly edges: readonly { readonly cursor: string; readonly node: RowObject }[];
  readonly nodes: readonly RowObject[];
  readonly totalCount: number;
  readonly pageInfo: PageInfo;
}

export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

/** What Postgres answers for a connection; what was not asked for is not there. */
export interface RawConnection {
  readonly rows?: RowObject[];
  readonly total?: number;
  /** Whether a row lies on the other side of the cursor. */
  readonly beyond?: boolean;
}

/** Makes a connection of what Postgres answered. */
export function shapeConnection(raw: RawConnection, page: Page, asked: Asked): ConnectionValue {
  const found = raw.rows ?? [];
  const more = asked.neighbours && found.length > page.size;
  const rows = more ? found.slice(0, page.size) : found;
  if (page.backward) rows.reverse();
  const edges = rows.map((row) => ({
    cursor: asked.cursors ? writeCursor(page.order, row["@cursor"]) : "",
    node: row,
  }));
  return {
    edges,
    nodes: rows,
    totalCount: raw.total as number,
    pageInfo: makePageInfo(edges, page, more, raw.beyond ?? false),
  };
}

/** `more`: rows follow in the direction of paging; `beyond`: rows lie behind the cursor paging started from. */
export function makePageInfo(
  edges: readonly { readonly cursor: string }[],
  page: Page,
  more: boolean,
  beyond: boolean,
): PageInfo {
  return {
    hasNextPage: page.backward ? beyond : more,
    hasPreviousPage: page.backward ? more : beyond,
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
}
