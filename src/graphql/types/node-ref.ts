import { builder } from "../builder.ts";
import { inputError } from "../errors.ts";
import { readGlobalId } from "../global-id.ts";
import type { Reference } from "../read/field-read.ts";
import { type NamedType, type NodeName, namedTypes } from "../read/find-nodes.ts";
import type { Reader } from "../read/reader.ts";

/** A reference to a node of any named type, as GraphQL coerced it: one of these is there. */
export type NodeRefInput = Readonly<Record<string, string | null | undefined>>;

export const NodeRef = builder.inputType("NodeRef", {
  isOneOf: true,
  description:
    "Names a node where its kind is open: by its global id, or by its kind and slug, of which one before a rename works too.",
  fields: (t) => ({
    id: t.id({ description: "The global id of a node of one of the kinds below." }),
    integration: t.string({ description: "Slug of an integration." }),
    feature: t.string({ description: "Slug of a feature." }),
    contributor: t.string({ description: "Slug of a contributor." }),
    blocker: t.string({ description: "Slug of a blocker." }),
    release: t.string({ description: "Slug of a release: `criu-1.3.1`." }),
    source: t.string({ description: "Slug of a source." }),
  }),
});

/**
 * Finds the nodes that arguments name.
 *
 * @param refs each with what it is called in errors: `unblockPlan: targets[1]`
 * @param expected the one type they may be of; any when absent
 * @throws BAD_USER_INPUT for a node that is not there, or is of another type
 */
export async function findNodeRefs(
  reader: Reader,
  refs: readonly (readonly [place: string, ref: NodeRefInput])[],
  expected?: NamedType,
): Promise<Reference[]> {
  const names = refs.map(([place, ref]) => {
    const name = readNodeRef(place, ref);
    if (expected === undefined || name.type === expected) return name;
    throw inputError(`${place} names ${withArticle(name.type)}, expected ${withArticle(expected)}`);
  });
  const found = await reader.find(names);
  return found.map((reference, index) => {
    if (reference) return reference;
    const { type, slug } = names[index] as NodeName;
    throw inputError(`${refs[index]?.[0]}: there is no ${type.toLowerCase()} ${JSON.stringify(slug)}`);
  });
}

function readNodeRef(place: string, ref: NodeRefInput): NodeName {
  const [kind = "", value = ""] = Object.entries(ref).find(([, slug]) => slug != null) ?? [];
  const ofKind = namedTypes[kind.toUpperCase() as keyof typeof namedTypes];
  if (ofKind) return { type: ofKind, slug: value as string, isFirst: false };
  const { type, slug } = readGlobalId(value as string);
  const named = Object.values(namedTypes).find((name) => name === type);
  if (named) return { type: named, slug, isFirst: true };
  throw inputError(`${place} names ${withArticle(type)}, expected ${anyNamed}`);
}

const kinds = Object.keys(namedTypes).map((kind) => kind.toLowerCase());
const anyNamed = `an ${kinds.slice(0, -1).join(", ")} or ${kinds.at(-1)}`;

function withArticle(type: string): string {
  const words = type.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
  return `${/^[aeiou]/.test(words) ? "an" : "a"} ${words}`;
}
