import { stringify } from "yaml";

/** The kinds of files that are made of an outline. */
export type OutlineKind = "integration" | "feature" | "contributor";

/** What a new file says at first. */
export interface Outline {
  readonly slug: string;
  readonly name: string;
  /** Of an integration or a feature. */
  readonly kind?: string;
}

/**
 * The text of a new seed file: what describes the thing, then its facts in comments, to be completed. It fits its
 * schema as it is, but nothing is known yet: `criugraph check` lists it as an orphan until a fact is.
 */
export function outlineSeed(kind: OutlineKind, outline: Outline): string {
  const { slug, name, kind: sort } = outline;
  const says = stringify({ slug, name, ...(sort && { kind: sort }) }, { lineWidth: 0 });
  const hint =
    "# Complete what you have a source for, and delete the rest. ../README.md tells of every field.";
  return `# yaml-language-server: $schema=../schema/${kind}.json\n${says}${hint}\n${facts[kind]}`;
}

const facts: Readonly<Record<OutlineKind, string>> = {
  integration: `# aliases: []
# description:
# repository: https://
# homepage: https://
# status:
#   - date:
#     status:
#     sources: []
# capabilities:
#   - slug:
#     name:
#     reports:
#       - date:
#         state:
#         sources: []
# blockers:
#   - slug:
#     title:
#     kind:
#     sources: []
#     remedies:
#       - needs:
#           - feature:
#         sources: []
# reviews:
#   - date:
#     sources: []
# adoptions:
#   - feature:
#     from:
#     sources: []
# dependencies:
#   - on:
#     kind:
#     sources: []
`,
  feature: `# aliases: []
# description:
# releases:
#   - release:
#     change: ADDED
#     sources: []
# requires:
#   - feature:
#     sources: []
`,
  contributor: `# aliases: []
# contributions:
#   - integration:
#     role:
#     state:
#     from:
#     sources: []
`,
};
