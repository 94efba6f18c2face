import { type ASTVisitor, GraphQLError, Kind, type SelectionSetNode, type ValidationContext } from "graphql";
import type { Plugin } from "graphql-yoga";

/** Most mutations of one document: each is a write of its own, and all of them make one client wait. */
const mostMutations = 20;

/** Refuses documents of more mutations than one request should do, before any is done. */
export function useMutationBound(): Plugin {
  return {
    onValidate: ({ addValidationRule }) => addValidationRule(boundMutations),
  };
}

function boundMutations(context: ValidationContext): ASTVisitor {
  const counts = new Map<string, number>();

  /** The fields of a selection, those of its fragments included; a circle of these is another rule's matter. */
  function count({ selections }: SelectionSetNode): number {
    return selections.reduce((sum, selection) => {
      if (selection.kind === Kind.FIELD) return sum + 1;
      if (selection.kind === Kind.INLINE_FRAGMENT) return sum + count(selection.selectionSet);
      return sum + countFragment(selection.name.value);
    }, 0);
  }

  function countFragment(name: string): number {
    const known = counts.get(name);
    if (known !== undefined) return known;
    counts.set(name, 0);
    const fragment = context.getFragment(name);
    const found = fragment ? count(fragment.selectionSet) : 0;
    counts.set(name, found);
    return found;
  }

  return {
    OperationDefinition(node) {
      if (node.operation !== "mutation") return;
      const sent = count(node.selectionSet);
      if (sent <= mostMutations) return;
      const message = `the document sends ${sent} mutations, expected at most ${mostMutations}; applyChanges makes up to 100 changes as one`;
      context.reportError(new GraphQLError(message, { nodes: node }));
    },
  };
}
