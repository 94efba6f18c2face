import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  isAbstractType,
  type SelectionSetNode,
  typeFromAST,
} from "graphql";

/** What the read path needs of an operation. */
export interface Operation {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly variableValues: Readonly<Record<string, unknown>>;
  /** Where a resolver finds its value in the row its parent is. */
  readonly keys: FieldKeys;
}

/** A field to be read, with everything that was asked of it under one set of arguments. */
export interface SelectedField {
  /** What errors call it. */
  readonly name: string;
  readonly key: string;
  readonly field: GraphQLField<unknown, unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: coerced by GraphQL against the field's own arguments
  readonly args: Record<string, any>;
  readonly sets: readonly SelectionSetNode[];
}

/**
 * The keys values are kept under in rows: a field's name, with a number where an operation asks for the field
 * with other arguments. Aliases do not count: equal arguments share one value, wherever they stand.
 */
export class FieldKeys {
  readonly #byNode = new Map<FieldNode, string>();
  readonly #byArguments = new Map<string, string>();

  assign(node: FieldNode, fieldName: string, args: Record<string, unknown>): string {
    const known = this.#byNode.get(node);
    if (known !== undefined) return known;
    const identity = `${fieldName}${JSON.stringify(args)}`;
    let key = this.#byArguments.get(identity);
    if (key === undefined) {
      key = `@${fieldName}${this.#byArguments.size || ""}`;
      this.#byArguments.set(identity, key);
    }
    this.#byNode.set(node, key);
    return key;
  }

  of(node: FieldNode | undefined): string {
    const key = node && this.#byNode.get(node);
    if (key === undefined) throw new Error(`the field ${node?.name.value} was not planned`);
    return key;
  }
}

/**
 * The fields asked of an object of this type, fragments and directives applied, fields alike merged into one. The
 * sets may stand at several places, where one alias means different fields: aliases say nothing here.
 */
export function selectFields(
  operation: Operation,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): SelectedField[] {
  const nodes = new Set<FieldNode>();
  const visited = new Set<string>();
  for (const set of sets) collect(operation, type, set, nodes, visited);
  const selected = new Map<string, SelectedField & { sets: SelectionSetNode[] }>();
  for (const node of nodes) {
    const field = type.getFields()[node.name.value];
    if (!field) continue;
    const args = field.args.length ? getArgumentValues(field, node, operation.variableValues) : {};
    const key = operation.keys.assign(node, field.name, args);
    const subsets = node.selectionSet ? [node.selectionSet] : [];
    const merged = selected.get(key);
    if (merged) merged.sets.push(...subsets);
    else selected.set(key, { name: `${type.name}.${field.name}`, key, field, args, sets: subsets });
  }
  return [...selected.values()];
}

function collect(
  operation: Operation,
  type: GraphQLObjectType,
  set: SelectionSetNode,
  nodes: Set<FieldNode>,
  visited: Set<string>,
): void {
  const { schema, fragments, variableValues } = operation;
  for (const selection of set.selections) {
    if (getDirectiveValues(GraphQLSkipDirective, selection, variableValues)?.if === true) continue;
    if (getDirectiveValues(GraphQLIncludeDirective, selection, variableValues)?.if === false) continue;
    if (selection.kind === "Field") {
      nodes.add(selection);
      continue;
    }
    if (selection.kind === "FragmentSpread") {
      if (visited.has(selection.name.value)) continue;
      visited.add(selection.name.value);
    }
    const fragment = selection.kind === "FragmentSpread" ? fragments[selection.name.value] : selection;
    if (!fragment) continue;
    const condition = fragment.typeCondition && typeFromAST(schema, fragment.typeCondition);
    const applies =
      !condition || condition === type || (isAbstractType(condition) && schema.isSubType(condition, type));
    if (applies) collect(operation, type, fragment.selectionSet, nodes, visited);
  }
}
