import type { ChangeSet } from "../../domain/change-set.ts";
import { ConflictError, ValidationError } from "../../domain/error.ts";
import type { Noun } from "../../domain/noun.ts";
import { nounNamed } from "../../domain/noun-list.ts";
import { findRewritten } from "../../domain/rewritten.ts";
import { explainWriteError } from "../../domain/write-error.ts";
import { type Written, writeParsedRecords } from "../../domain/write-records.ts";
import { ExpectedError } from "../../expected-error.ts";
import { placeProblems } from "../place-problems.ts";
import { SeedError, type SeedProblem, withField } from "../seed-problem.ts";
import type { PlacedRecord } from "./read-document.ts";

/**
 * Writes records of one noun, and tells what is wrong with one with its place in the input.
 *
 * @param sets the change sets of this import so far: what one of them wrote, another one does not write anew.
 * @throws SeedError
 */
export async function writePiece(
  change: ChangeSet,
  file: string,
  piece: readonly PlacedRecord[],
  sets: readonly string[],
): Promise<Written[]> {
  const records = withoutRepeated(piece);
  const [first] = records;
  if (!first) return [];
  const noun = nounNamed(first.noun);
  const problemAt = (
    index: number,
    path: readonly PropertyKey[],
    message: string,
  ): SeedProblem | undefined => {
    const placed = records[index];
    const field = [...(placed?.path ?? []), ...path];
    return placed && { file, line: placed.line, column: 1, message: withField(field, message) };
  };
  const write = async () => {
    const written = await writeParsedRecords(
      change,
      noun,
      records.map(({ record }) => record),
    );
    await refuseRewritten(change, noun, written, sets);
    return written;
  };
  try {
    return await placeProblems(problemAt, write);
  } catch (error) {
    throw placeError(file, records, explainWriteError(error));
  }
}

/** @throws ValidationError where the input has a record twice, and differently. */
async function refuseRewritten(
  change: ChangeSet,
  noun: Noun,
  written: readonly Written[],
  sets: readonly string[],
): Promise<void> {
  const updated = written.flatMap(({ operation, slug }) => (operation === "UPDATE" ? [slug] : []));
  const rewritten = await findRewritten(change, noun, updated, sets);
  const problems = written.flatMap(({ slug }, index) => {
    const message = `the ${noun.name} "${slug}" is there twice, and differently`;
    return rewritten.has(slug) ? [{ path: [index], message }] : [];
  });
  if (problems.length > 0) throw new ValidationError(problems);
}

/** A document that goes on in another one says twice what it is about, in the same words. */
function withoutRepeated(piece: readonly PlacedRecord[]): PlacedRecord[] {
  const seen = new Set<string>();
  return piece.filter(({ record }) => {
    const text = JSON.stringify(record);
    return seen.size < seen.add(text).size;
  });
}

/** What the database refuses, with the line of the record where it is known which; else with those it is between. */
function placeError(file: string, records: readonly PlacedRecord[], error: unknown): unknown {
  if (error instanceof SeedError || !(error instanceof ExpectedError)) return error;
  const slugOf = error instanceof ConflictError ? error.slug : undefined;
  const found = records.find(({ record: { slug, formerly = [] } }) =>
    [slug, ...(formerly as string[])].includes(slugOf),
  );
  const [from, to] = [records[0]?.line ?? 1, records.at(-1)?.line ?? 1];
  const message = found || from === to ? error.message : `from here to line ${to}: ${error.message}`;
  return new SeedError([{ file, line: found?.line ?? from, column: 1, message }]);
}
