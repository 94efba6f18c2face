import { type NounName, nounNames } from "../../domain/noun.ts";

/** The object type of the records of a noun: `StatusReport` of status-report. */
export function typeOfNoun(noun: NounName): string {
  return noun.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The object type of the records of each noun. */
export const recordTypes: Readonly<Record<NounName, string>> = Object.fromEntries(
  nounNames.map((noun) => [noun, typeOfNoun(noun)]),
) as Record<NounName, string>;
