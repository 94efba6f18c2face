const millisecondsADay = 86_400_000;
/** The days of PostgreSQL's binary format begin here. */
const firstDay = Date.UTC(2000, 0, 1) / millisecondsADay;

/** A day, `YYYY-MM-DD`, as the number of days since 2000-01-01. */
export function numberDay(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / millisecondsADay - firstDay;
}

const known = new Map<number, string>();

/** The day with a number. */
export function nameDay(number: number): string {
  const name = known.get(number);
  if (name !== undefined) return name;
  const made = new Date((number + firstDay) * millisecondsADay).toISOString().slice(0, 10);
  // Days repeat; there are some ten thousand that anything happened on.
  if (known.size < 20_000) known.set(number, made);
  return made;
}
