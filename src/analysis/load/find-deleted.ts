import type { Projection } from "../projection/projection.ts";
import { type Texts, TextsBuilder } from "../projection/texts.ts";
import type { NodeName } from "./changed-records.ts";

/** The id of the node that a projection has under a slug; none: it has no such node. Releases are in no projection. */
export function findDeleted({ tables }: Projection, noun: NodeName, slug: unknown): number[] {
  if (typeof slug !== "string" || noun === "release") return [];
  const builder = new TextsBuilder();
  builder.push(slug);
  const wanted = builder.finish();
  if (noun === "source") {
    const { id, slug: slugs } = tables.sources;
    const row = id.findIndex((_, each) => slugs.compare(each, wanted, 0) === 0);
    return row < 0 ? [] : [id[row] as number];
  }
  const { id, slug: slugs } = tables[`${noun}s`];
  const row = findPlace(slugs, wanted);
  return row < id.length && slugs.compare(row, wanted, 0) === 0 ? [id[row] as number] : [];
}

/** The first text that does not come before another one, among texts in order. */
function findPlace(texts: Texts, wanted: Texts): number {
  let [low, high] = [0, texts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (texts.compare(middle, wanted, 0) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
