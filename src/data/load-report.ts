import type { NounName } from "../domain/noun.ts";
import { nounNames } from "../domain/noun.ts";
import { type SeedProblem, showProblem } from "./seed-problem.ts";

/** What loading did to one record. */
export interface LoadedChange {
  readonly operation: "CREATE" | "UPDATE" | "DELETE";
  readonly noun: NounName;
  readonly slug: string;
}

/** A record that was left as it is, and will be listed again next time. */
export interface LoadConflict {
  readonly noun: NounName;
  readonly slug: string;
  readonly message: string;
  /** Where the files have it, if they do. */
  readonly place?: SeedProblem;
}

/** How many records of a noun the files created, updated, deleted, and left. */
export interface LoadCounts {
  readonly created: number;
  readonly updated: number;
  readonly deleted: number;
  readonly unchanged: number;
}

/** What loading the seeds did. */
export interface LoadReport {
  /** These very files were loaded last, and nothing was looked at. */
  readonly isUpToDate: boolean;
  /** The number of the write; null: nothing was changed. */
  readonly revision: number | null;
  readonly counts: Readonly<Partial<Record<NounName, LoadCounts>>>;
  readonly changes: readonly LoadedChange[];
  readonly conflicts: readonly LoadConflict[];
}

/** Counts what was done to each noun; `unchanged` tells how many records the files have of it besides. */
export function countLoaded(
  changes: readonly LoadedChange[],
  unchanged: ReadonlyMap<NounName, number>,
): LoadReport["counts"] {
  const count = (noun: NounName, operation: LoadedChange["operation"]) =>
    changes.filter((change) => change.noun === noun && change.operation === operation).length;
  return Object.fromEntries(
    nounNames.flatMap((noun) => {
      const counts = {
        created: count(noun, "CREATE"),
        updated: count(noun, "UPDATE"),
        deleted: count(noun, "DELETE"),
        unchanged: unchanged.get(noun) ?? 0,
      };
      return Object.values(counts).some(Boolean) ? [[noun, counts]] : [];
    }),
  );
}

const signs = { CREATE: "+", UPDATE: "~", DELETE: "-" } as const;

/** The report as lines of plain text: a line per noun, then per change, then per conflict. */
export function renderLoadReport(report: LoadReport): string[] {
  if (report.isUpToDate) return ["The seeds are loaded already."];
  const { counts, changes, conflicts, revision } = report;
  const nouns = Object.entries(counts).map(([noun, { created, updated, deleted, unchanged }]) => {
    const parts = [
      created && `${created} created`,
      updated && `${updated} updated`,
      deleted && `${deleted} deleted`,
      unchanged && `${unchanged} unchanged`,
    ];
    return `${noun}: ${parts.filter(Boolean).join(", ")}`;
  });
  return [
    revision === null ? "The seeds changed nothing." : `The seeds are loaded, as revision ${revision}.`,
    ...nouns,
    ...changes.map(({ operation, noun, slug }) => `${signs[operation]} ${noun} ${slug}`),
    ...conflicts.map(({ noun, slug, message, place }) =>
      place
        ? showProblem({ ...place, message: `${noun} ${slug}: ${message}` })
        : `! ${noun} ${slug}: ${message}`,
    ),
  ];
}
