import { type ConnectionValue, pageInfo, readOrder } from "./connection.ts";
import type { Arguments, FieldRead, MemberEdge, RowObject } from "./field-read.ts";
import { type CursorValue, checkCursorValue, type Page, readPage, writeCursor } from "./page.ts";

/** How to make one page, in memory, of a connection whose members an analysis names. */
export function memberPage(
  field: string,
  args: Arguments,
  rows: Pick<Extract<FieldRead, { kind: "members" }>, "orders" | "defaultOrder">,
): (all: MemberEdge[]) => ConnectionValue & { edges: (MemberEdge & { cursor: string; node: RowObject })[] } {
  const orderBy = readOrder(field, args, rows);
  const page = readPage(field, args, orderBy);
  const types = [...orderBy.map((o) => rows.orders[o.field]?.type ?? "text"), "text"];
  for (const values of [page.after, page.before]) {
    for (const [i, value] of (values ?? []).entries()) checkCursorValue(value, types[i] as string);
  }
  const valuesOf = (edge: MemberEdge): CursorValue[] => [
    ...orderBy.map((o) => edge.sortKeys[o.field] as CursorValue),
    edge.slug,
  ];
  const compare = (a: readonly CursorValue[], b: readonly CursorValue[]): number => {
    for (const [i, value] of a.entries()) {
      const other = b[i] as CursorValue;
      if (value !== other) return (value < other ? -1 : 1) * (orderBy[i]?.direction === "DESC" ? -1 : 1);
    }
    return 0;
  };
  return (all) => {
    const keyed = all.map((edge) => ({ edge, values: valuesOf(edge) }));
    keyed.sort((a, b) => compare(a.values, b.values));
    const from = page.after
      ? keyed.filter((k) => compare(k.values, page.after as CursorValue[]) <= 0).length
      : 0;
    const to = page.before
      ? keyed.length - keyed.filter((k) => compare(k.values, page.before as CursorValue[]) >= 0).length
      : keyed.length;
    const { start, end } = window(page, from, Math.max(from, to));
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
      pageInfo: pageInfo(edges, page, more, beyond),
    };
  };
}

function window(page: Page, from: number, to: number): { start: number; end: number } {
  return page.backward
    ? { start: Math.max(from, to - page.size), end: to }
    : { start: from, end: Math.min(to, from + page.size) };
}
