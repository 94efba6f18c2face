import { z } from "zod";
import { sourceKind, sources } from "../../schema/tables/source.ts";
import { keyed } from "./explain-issue.ts";
import { nodeShape } from "./node.ts";
import { type Noun, reference, stored } from "./noun.ts";
import { commitHash, day, line, prose, slug, webAddress } from "./value.ts";

/** What is said of a source besides its slug. */
export const sourceShape = {
  kind: z.enum(sourceKind.enumValues).meta({ description: "What it is." }),
  series: slug.optional().meta({
    description: "One name for all revisions of a page. A repository is a series without being named.",
  }),
  title: line(300).meta({ description: "What it calls itself, or what we call it." }),
  url: webAddress.optional().meta({ description: "Where to read it." }),
  repository: webAddress
    .optional()
    .meta({ description: "The address of the repository; with path and commit." }),
  path: line(1000).optional().meta({ description: "The file in the repository." }),
  commit: commitHash.optional().meta({ description: "The whole hash of the commit the file was read at." }),
  publishedOn: day.meta({
    description:
      "The day it appeared: of a commit its commit date, not its author date. Where only bounds are known, the latest possible day, with a note.",
  }),
  note: prose.optional().meta({ description: "What a reader should know besides, in our own words." }),
  author: slug.optional().meta({ description: "The slug of the contributor who wrote it." }),
};

const schema = keyed({ ...nodeShape, ...sourceShape }).superRefine((source, context) => {
  const { url, repository, path, commit } = source;
  const given = [repository, path, commit].filter((each) => each !== undefined).length;
  const say = (field: string, message: string) =>
    context.addIssue({ code: "custom", path: [field], message });
  if (given === 0 && url === undefined)
    say("url", "is missing; expected a url, or repository, path and commit");
  if (given === 1 || given === 2) say("repository", "repository, path and commit go together");
});

export type SourceRecord = z.output<typeof schema>;

/** Where a fact comes from: an address, or a file in a repository at a commit. */
export const source: Noun<SourceRecord> = {
  name: "source",
  schema,
  table: sources,
  node: { type: "SOURCE" },
  fields: {
    kind: stored(sources.kind),
    series: stored(sources.series),
    title: stored(sources.title),
    url: stored(sources.url),
    repository: stored(sources.repository),
    path: stored(sources.path),
    commit: stored(sources.commit),
    publishedOn: stored(sources.publishedOn),
    author: reference("contributor", sources.authorId),
    note: stored(sources.note),
  },
};
