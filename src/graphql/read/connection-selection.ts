import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isObjectType,
} from "graphql";
import type { Selections } from "./planning.ts";
import { type Operation, type SelectedField, selectFields } from "./selection.ts";

/** Which parts of a connection the document asks for. */
export interface Asked {
  readonly rows: boolean;
  readonly total: boolean;
  readonly cursors: boolean;
  /** `hasNextPage` or `hasPreviousPage`. */
  readonly neighbours: boolean;
}

/** What is asked of a connection, of its edges and of its nodes. */
export interface ConnectionSelection {
  readonly asked: Asked;
  readonly edgeType: GraphQLObjectType;
  readonly edgeSets: Selections;
  readonly nodeType: GraphQLNamedType;
  /** Of nodes and of edges' nodes together: they are the same rows. */
  readonly nodeSets: Selections;
}

/** Reads what a document asks of a connection, on however many ways. */
export function selectConnection(operation: Operation, { field, sets }: SelectedField): ConnectionSelection {
  const type = getNamedType(field.type);
  if (!isObjectType(type)) throw new Error(`${type.name} is not a connection`);
  const fields = selectFields(operation, type, sets);
  const setsOf = (name: string) => fields.find((f) => f.field.name === name)?.sets ?? [];
  const typeOf = (name: string) => getNamedType(type.getFields()[name]?.type) as GraphQLObjectType;
  const edgeType = typeOf("edges");
  const edgeSets = setsOf("edges");
  const edgeFields = edgeSets.length ? selectFields(operation, edgeType, edgeSets) : [];
  const infoSets = setsOf("pageInfo");
  const infoFields = infoSets.length ? selectFields(operation, typeOf("pageInfo"), infoSets) : [];
  const infoNames = infoFields.map((f) => f.field.name);
  const nodeSets = [
    ...setsOf("nodes"),
    ...edgeFields.filter((f) => f.field.name === "node").flatMap((f) => f.sets),
  ];
  return {
    asked: {
      rows: edgeSets.length > 0 || nodeSets.length > 0 || infoNames.length > 0,
      total: fields.some((f) => f.field.name === "totalCount"),
      cursors:
        edgeFields.some((f) => f.field.name === "cursor") ||
        infoNames.some((name) => name.endsWith("Cursor")),
      neighbours: infoNames.some((name) => name.startsWith("has")),
    },
    edgeType,
    edgeSets,
    nodeType: getNamedType((edgeType.getFields().node as GraphQLField<unknown, unknown>).type),
    nodeSets,
  };
}
