import { computedObject, firstArgument, property, readField } from "../fields.ts";
import { readFirst } from "../read/page.ts";
import { Source } from "./source.ts";

/** What a verdict relies on. */
export const Reliance = computedObject(
  "Reliance",
  "The sources without any one of which a verdict would be another.",
  (t) => ({
    sources: readField(
      t,
      {
        type: [Source],
        description:
          "By slug. With a source goes every fact that it alone says, releases too; what others say as well stays.",
        args: firstArgument(t, 5),
      },
      {
        kind: "references",
        columns: [],
        compute: ({ sourceIds }, { args }) =>
          sourceIds
            .slice(0, readFirst("Reliance.sources", args.first))
            .map((id: number) => ({ type: "Source", id })),
      },
    ),
    sourceCount: property(t, "sourceCount", {
      type: "Int",
      description: "How many `sources` there are in all.",
    }),
    complete: property(t, "complete", {
      type: "Boolean",
      description: "Whether all sources were tried; false: time ran out, and there may be more.",
    }),
  }),
);
