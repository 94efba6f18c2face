import { type NounName, nounNames } from "../../domain/noun.ts";
import type { Written } from "../../domain/write-records.ts";

/** How many records of a noun an import created, updated, and found as they were. */
export interface ImportCounts {
  created: number;
  updated: number;
  unchanged: number;
}

/** Records that were committed together. */
export interface ImportedBatch {
  /** All records up to this one are in the graph. */
  readonly through: number;
  /** The number of the write; null: it changed nothing. */
  readonly revision: number | null;
}

/** What an import did. */
export interface ImportReport {
  readonly documents: number;
  readonly records: number;
  /** The records that an earlier run had committed. */
  readonly resumedAfter: number;
  readonly batches: readonly ImportedBatch[];
  readonly counts: Readonly<Partial<Record<NounName, ImportCounts>>>;
}

/** Adds what became of records of a noun. */
export function countWritten(
  counts: Map<NounName, ImportCounts>,
  noun: NounName,
  written: readonly Written[],
): void {
  const ofNoun = counts.get(noun) ?? { created: 0, updated: 0, unchanged: 0 };
  counts.set(noun, ofNoun);
  for (const { operation } of written) {
    if (operation === "CREATE") ofNoun.created += 1;
    else if (operation === "UPDATE") ofNoun.updated += 1;
    else ofNoun.unchanged += 1;
  }
}

/** The counts in the order of nouns. */
export function orderCounts(counts: ReadonlyMap<NounName, ImportCounts>): ImportReport["counts"] {
  return Object.fromEntries(
    nounNames.flatMap((noun) => (counts.has(noun) ? [[noun, counts.get(noun)]] : [])),
  );
}

/** The report as lines of plain text: what was done, then a line per noun. */
export function renderImportReport({
  documents,
  records,
  resumedAfter,
  batches,
  counts,
}: ImportReport): string[] {
  const revisions = batches.flatMap(({ revision }) => (revision === null ? [] : [revision]));
  const [first, last] = [revisions[0], revisions.at(-1)];
  const read = `${counted(records, "record")} in ${counted(documents, "document")}`;
  const resumed = resumedAfter > 0 ? `, ${number(resumedAfter)} of them imported before` : "";
  const done =
    first === undefined
      ? `Nothing changed: ${read}${resumed}.`
      : `Imported ${read}${resumed}, as ${first === last ? `revision ${first}` : `revisions ${first} to ${last}`}.`;
  const nouns = Object.entries(counts).map(([noun, { created, updated, unchanged }]) => {
    const parts = [
      created && `${number(created)} created`,
      updated && `${number(updated)} updated`,
      unchanged && `${number(unchanged)} unchanged`,
    ];
    return `${noun}: ${parts.filter(Boolean).join(", ")}`;
  });
  return [done, ...nouns];
}

/** A number as people read it: 1,000,000. */
export function number(value: number): string {
  return value.toLocaleString("en");
}

/** So many things: `1 record`, `2,000 records`. */
export function counted(value: number, thing: string): string {
  return `${number(value)} ${thing}${value === 1 ? "" : "s"}`;
}
