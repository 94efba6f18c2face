import { type Problem, ValidationError } from "./error.ts";
import { explainIssue } from "./explain-issue.ts";
import type { AnyRecord, Noun } from "./noun.ts";

/** What is wrong with a record by itself, or the record with its text trimmed. */
export function parseRecord<R extends AnyRecord>(
  noun: Noun<R>,
  record: unknown,
): { record: R } | { problems: readonly Problem[] } {
  const parsed = noun.schema.safeParse(record, { error: explainIssue });
  if (parsed.success) return { record: parsed.data };
  return { problems: parsed.error.issues.map(({ path, message }) => ({ path, message })) };
}

/** @throws ValidationError with every problem of every record, its path led by the index of the record. */
export function parseRecords<R extends AnyRecord>(noun: Noun<R>, records: readonly unknown[]): R[] {
  const problems: Problem[] = [];
  const parsed = records.flatMap((each, index): R[] => {
    const result = parseRecord(noun, each);
    if ("record" in result) return [result.record];
    problems.push(...result.problems.map(({ path, message }) => ({ path: [index, ...path], message })));
    return [];
  });
  if (problems.length > 0) throw new ValidationError(problems);
  return parsed;
}
