import { renderGraphiQL } from "@graphql-yoga/render-graphiql";
import { Kind, parse, print, type ValueNode, visit } from "graphql";
import type { GraphiQLOptions } from "graphql-yoga";
import { type ReadyOperation, readyOperations } from "../graphql/operations.ts";

/** The playground of `/graphql`: works without a network and opens with a tab for each ready query. */
export const playground: GraphiQLOptions = {
  title: "criugraph",
  defaultTabs: readyOperations.map((operation) => ({ query: withDefaults(operation) })),
};

/**
 * The document with its variables as defaults: GraphiQL 5 opens its first tabs without the variables it is
 * given, and a query that runs as it stands can be copied and shared too.
 */
function withDefaults({ document, variables }: ReadyOperation): string {
  const comments = /^(#.*\n)*/.exec(document)?.[0] ?? "";
  const withValues = visit(parse(document), {
    VariableDefinition: (definition) => {
      const value = variables[definition.variable.name.value];
      return value === undefined ? undefined : { ...definition, defaultValue: literal(value) };
    },
  });
  return `${comments}${print(withValues)}\n`;
}

/** A JSON value as a literal of GraphQL. */
function literal(value: unknown): ValueNode {
  if (Array.isArray(value)) return { kind: Kind.LIST, values: value.map(literal) };
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).map(([name, field]) => ({
      kind: Kind.OBJECT_FIELD as const,
      name: { kind: Kind.NAME as const, value: name },
      value: literal(field),
    }));
    return { kind: Kind.OBJECT, fields };
  }
  if (typeof value === "string") return { kind: Kind.STRING, value };
  return { kind: Kind.INT, value: String(value) };
}

export { renderGraphiQL };
