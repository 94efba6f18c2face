import type { GraphQLResolveInfo } from "graphql";
import { AssumptionError } from "../analysis/assumptions/assumption-error.ts";
import { ViewpointError } from "../analysis/live-graph.ts";
import type { Fields, QueryFields } from "./builder.ts";
import type { Context } from "./context.ts";
import { inputError } from "./errors.ts";
import type { Ref, TypeRef } from "./fields.ts";
import { listArguments, type NodeList } from "./lists.ts";
import type { Arguments, RowSet, Scope } from "./read/field-read.ts";
import { Reader } from "./read/reader.ts";
import type { Row } from "./read/row.ts";
import { FieldKeys } from "./read/selection.ts";
import type { Statement } from "./read/statement.ts";
import { StaleAnalysisError } from "./read/viewpoints.ts";

/** How often a root field is read again because somebody wrote meanwhile. */
const mostRetries = 5;
/** How many of these times nobody is made to wait. */
const freeRetries = 1;

/**
 * Reads a root field. Rows and analyses that are not of one moment, or a source or an assumed node that is not
 * known yet, mean that somebody wrote in between: the field is read again, from what is there now; where that does
 * not help, while the mutations of this server wait, which otherwise might go on for ever.
 */
export async function readRoot<T>(
  context: Context,
  info: GraphQLResolveInfo,
  read: (reader: Reader) => Promise<T>,
): Promise<T> {
  context.keys ??= new FieldKeys();
  const { graph, keys, signal } = context;
  await graph.ready();
  context.revision ??= graph.revision;
  const attempt = async () => {
    const reader = new Reader(graph, info, keys, signal);
    const value = await read(reader);
    await reader.checkMoment();
    return value;
  };
  const again = async () => {
    await graph.refresh();
    return attempt();
  };
  for (let retries = 0; ; retries += 1) {
    try {
      if (retries === 0) return await attempt();
      return await (retries <= freeRetries ? again() : graph.gate.through("read", again));
    } catch (error) {
      const isUnknown = error instanceof ViewpointError || error instanceof AssumptionError;
      if (isUnknown && retries > 0) throw inputError(error.message);
      const mayPass = isUnknown || error instanceof StaleAnalysisError;
      if (!mayPass || retries === mostRetries) throw error;
    }
  }
}

/**
 * Refuses what would be refused when a computed root field is read, before something is done that the answer tells
 * of. A source that is not there yet may come with what is done.
 *
 * @throws BAD_USER_INPUT
 */
export async function rehearseRoot(context: Context, info: GraphQLResolveInfo): Promise<void> {
  context.keys ??= new FieldKeys();
  await context.graph.ready();
  try {
    new Reader(context.graph, info, context.keys, context.signal).rehearse(info);
  } catch (error) {
    if (!(error instanceof ViewpointError)) throw error;
  }
}

/** A node by its slug, present or former. */
export function lookUp(t: QueryFields, type: TypeRef, nodeType: string, description: string): Ref {
  const condition = (row: Row, statement: Statement, slug: string): string => {
    const asked = statement.parameter(slug, "text");
    return `${row.alias}.id = (select node_id from slugs where type = '${nodeType}' and slug = ${asked})`;
  };
  return t.field({
    type,
    nullable: true,
    description,
    args: {
      slug: t.arg.string({ required: true, description: "Its slug; one it had before a rename works too." }),
    },
    resolve: (_root: object, { slug }: Arguments, context: Context, info: GraphQLResolveInfo) =>
      readRoot(context, info, (reader) =>
        reader.one(info, (row, statement) => condition(row, statement, slug)),
      ),
  } as never) as unknown as Ref;
}

/** A list of all nodes of a type that a viewpoint shows. */
export function rootList(
  t: QueryFields,
  list: NodeList,
  description: string,
  isKnown?: (scope: Scope) => string,
): Ref {
  const { where: ofList = () => [] } = list.rows;
  const rows: RowSet = {
    ...list.rows,
    where: (scope) => [isKnown?.(scope), ...ofList(scope)],
  };
  return t.field({
    type: list.connection,
    description,
    args: listArguments(t as unknown as Fields, { ...list, defaultOrder: rows.defaultOrder }),
    resolve: (_root: object, _args: Arguments, context: Context, info: GraphQLResolveInfo) =>
      readRoot(context, info, (reader) => reader.connection(info, rows, list.restrict)),
  } as never) as unknown as Ref;
}
