import { type ConnectionValue, makePageInfo } from "./connection-value.ts";
import { type CursorValue, checkCursorValue, writeCursor } from "./cursor.ts";
import type { ComputedRead, MemberEdge, OrderBy, RowObject } from "./field-read.ts";
import { type Page, readOrder, readPage } from "./page.ts";
import type { SelectedField } from "./selection.ts";

type MemberList = Pick<Extract<ComputedRead, { kind: "members" }>, "orders" | "defaultOrder">;

interface MemberConnection extends ConnectionValue {
  readonly edges: (MemberEdge & { cursor: string; node: RowObject })[];
}

/** How to make one page, in memory, of a connection whose members an analysis names. */
export function memberPage(
  { name, args }: SelectedField,
  list: MemberList,
): (all: MemberEdge[]) => MemberConnection {
  const orderBy = readOrder(name, args, list);
  const page = readPage(name, args, orderBy);
  const types = [...orderBy.map((o) => list.orders[o.field]?.type ?? "text"), "text"];
  for (const values of [page.after, page.before]) {
    for (const [i, value] of (values ?? []).entries()) checkCursorValue(value, types[i] as string);
  }
  const valuesOf = (edge: MemberEdge): CursorValue[] => [
    ...orderBy.map((o) => edge.sortKeys[o.field] as CursorValue),
    edge.slug,
  ];
  return (all) => {
    const keyed = all.map((edge) => ({ edge, values: valuesOf(edge) }));
    keyed.sort((a, b) => compareValues(a.values, b.values, orderBy));
    const count = (meets: (compared: number) => boolean, cursor: readonly CursorValue[]): number =>
      keyed.filter(({ values }) => meets(compareValues(values, cursor, orderBy))).length;
    const from = page.after ? count((compared) => compared <= 0, page.after) : 0;
    const to = page.before ? keyed.length - count((compared) => compared >= 0, page.before) : keyed.length;
    const { start, end } = findWindow(page, from, Math.max(from, to));
    const edges = keyed
      .slice(start, end)
      .map(({ edge, values }) =>
        Object.assign(edge, { cursor: writeCursor(page.order, values), node: edge as RowObject }),
      );
    const more = page.backward ? start > from : end < to;
    const beyond = page.backward ? to < keyed.length : from > 0;
    return {
      edges,
      get nodes() {
        return edges.map((e) => e.node);
      },
      totalCount: all.length,
      pageInfo: makePageInfo(edges, page, more, beyond),
    };
  };
}

function compareValues(
  a: readonly CursorValue[],
  b: readonly CursorValue[],
  orderBy: readonly OrderBy[],
): number {
  for (const [i, value] of a.entries()) {
    const other = b[i] as CursorValue;
    if (value !== other) return (value < other ? -1 : 1) * (orderBy[i]?.direction === "DESC" ? -1 : 1);
  }
  return 0;
}

/** The page within what lies between the cursors. */
function findWindow(page: Page, from: number, to: number): { start: number; end: number } {
  return page.backward
    ? { start: Math.max(from, to - page.size), end: to }
    : { start: from, end: Math.min(to, from + page.size) };
}
