/** One measured work, and what it is held against. */
export interface Result {
  readonly work: string;
  readonly took: string;
  /** What else was measured in the same run, and how the two compare. */
  readonly beside: string;
  readonly target: string;
  readonly isMet: boolean;
}

export function milliseconds(time: number): string {
  return `${time < 10 ? time.toFixed(1) : Math.round(time).toLocaleString("en")} ms`;
}

export function ratio(one: number, other: number): string {
  const quotient = one / other;
  return `${quotient < 10 ? quotient.toFixed(2) : Math.round(quotient)}×`;
}

/** Prints results as the table of the README and of issues. */
export function printTable(results: readonly Result[]): void {
  const rows = [
    ["work", "took", "beside", "target", "met"],
    ...results.map(({ work, took, beside, target, isMet }) => [
      work,
      took,
      beside,
      target,
      isMet ? "yes" : "NO",
    ]),
  ];
  const widths = (rows[0] as string[]).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] as string).length)),
  );
  rows.forEach((row, index) => {
    console.log(`| ${row.map((cell, column) => cell.padEnd(widths[column] as number)).join(" | ")} |`);
    if (index === 0) console.log(`| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`);
  });
}
