import type { NounName, Target } from "../domain/noun.ts";
import { nounNamed, nouns } from "../domain/noun-list.ts";
import { referencesOf } from "../domain/record.ts";
import type { Invariant } from "./seed-set.ts";

/**
 * What nothing speaks of and that speaks of nothing: no question could ever lead to it. A source speaks of its author,
 * and is found with what else that person wrote.
 */
export const orphan: Invariant = {
  id: "orphan",
  says: "Every integration, feature, contributor and source is spoken of by a fact, or is a source by a known author.",
  find: (seeds) => {
    const spokenOf = new Set(
      nouns.flatMap(({ name }) =>
        seeds.of(name).flatMap(({ noun, record }) =>
          // A capability nobody reports on is part of the integration's own description.
          noun === "capability"
            ? []
            : referencesOf(nounNamed(noun), record).map(
                ({ target, slug }) => `${target} ${seeds.firstSlug(target, slug)}`,
              ),
        ),
      ),
    );
    return (["integration", "feature", "contributor", "source"] as const satisfies NounName[]).flatMap(
      (noun: NounName & Target) =>
        seeds.of(noun).flatMap(({ record, problemAt }) => {
          if (spokenOf.has(`${noun} ${seeds.firstSlug(noun, record.slug)}`)) return [];
          if (record.author !== undefined) return [];
          return [problemAt(["slug"], `no fact speaks of the ${noun} "${record.slug}"`)];
        }),
    );
  },
};
