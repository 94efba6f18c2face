import { isDeepStrictEqual } from "node:util";
import { namesIn } from "../domain/node.ts";
import type { AnyRecord, Noun } from "../domain/noun.ts";

/** One record three times: as the files last loaded had it, as they have it now, and as the database has it. */
export interface ThreeWays {
  readonly base: AnyRecord | undefined;
  readonly file: AnyRecord | undefined;
  readonly stored: AnyRecord | undefined;
}

/** What loading a record comes to. Every verdict but `conflict` settles what the files say of it. */
export type Verdict = "unchanged" | "write" | "remove" | "conflict";

/** Whose word counts where the files and somebody else both changed a record, and differently. */
export type OnConflict = "leave" | "ours" | "theirs";

/**
 * Compares the three: where only the files changed they are followed, where only somebody else did the database
 * stays, and where both did `onConflict` decides.
 */
export function compareRecord(
  noun: Noun,
  { base, file, stored }: ThreeWays,
  onConflict: OnConflict,
): Verdict {
  if (isDeepStrictEqual(file, base)) return "unchanged";
  if (saysTheSame(noun, stored, file)) return "unchanged";
  if (saysTheSame(noun, stored, base) || onConflict === "ours")
    return file === undefined ? "remove" : "write";
  return onConflict === "theirs" ? "unchanged" : "conflict";
}

/** True also where the stored node has more former slugs: they keep leading to it, whatever the files say. */
function saysTheSame(noun: Noun, stored: AnyRecord | undefined, other: AnyRecord | undefined): boolean {
  if (!noun.node || stored === undefined || other === undefined) return isDeepStrictEqual(stored, other);
  const { formerly: _, ...rest } = stored;
  const { formerly: __, ...otherRest } = other;
  const names = new Set(namesIn(stored as never));
  return isDeepStrictEqual(rest, otherRest) && namesIn(other as never).every((name) => names.has(name));
}
