import { isDay } from "../../day.ts";
import type { Path } from "../../domain/error.ts";
import type { Citation } from "../../domain/fact.ts";
import type { AnyRecord, NounName } from "../../domain/noun.ts";
import { nounNamed } from "../../domain/noun-list.ts";
import { parseRecord } from "../../domain/parse-records.ts";
import { parseGlobalId } from "../global-id.ts";
import { recordTypes } from "../read/record-types.ts";
import type { Problems } from "./problems.ts";
import { formOf } from "./record-form.ts";

/** An input as GraphQL coerced it. */
// biome-ignore lint/suspicious/noExplicitAny: coerced by GraphQL against its type
export type Input = Readonly<Record<string, any>>;

/** A source that was given inline, and where. */
export interface NewSource {
  readonly path: Path;
  readonly record: AnyRecord;
}

/** What an input says of a record. */
export interface ReadRecord {
  /** In the form of `domain/`. */
  readonly fields: AnyRecord;
  /** Fields that are to have no value. */
  readonly cleared: readonly string[];
  /** To be made before. */
  readonly newSources: readonly NewSource[];
}

/** Reads what an input says of a record of a noun; what is wrong with it is added to the problems. */
export function readRecord(noun: NounName, input: Input, problems: Problems): ReadRecord {
  const fields: Record<string, unknown> = {};
  const cleared: string[] = [];
  const newSources: NewSource[] = [];
  for (const { name, kind, target } of formOf(nounNamed(noun))) {
    const value = input[name];
    if (value === undefined) continue;
    if (value === null) {
      cleared.push(name);
      continue;
    }
    const below = problems.below(name);
    if (kind === "reference") fields[name] = readReference(target as NounName, value, below);
    else if (kind === "end") fields[name] = isDay(value) ? value : readReference("release", value, below);
    else if (kind === "sources") fields[name] = readCitations(value, below, newSources);
    else if (kind === "needs") {
      fields[name] = value.map((need: Input, index: number) => readNeed(need, below.below(index)));
    } else fields[name] = value;
  }
  if (noun === "release" && input.newSource != null) {
    if (fields.source !== undefined) problems.add(["newSource"], "expected source or newSource, not both");
    fields.source = readNewSource(input.newSource, problems.below("newSource"), newSources);
  }
  return { fields, cleared, newSources };
}

/**
 * Adds what is wrong with a new record by itself, as `domain/` finds it.
 *
 * @param place where in the input a field of the record is
 */
export function checkRecord(
  noun: NounName,
  record: unknown,
  problems: Problems,
  place = (path: Path): Path => path,
): void {
  const parsed = parseRecord(nounNamed(noun), record);
  if ("record" in parsed) return;
  for (const { path, message } of parsed.problems) problems.add(place(path), message);
}

/** An id of the longest slug that a fact can have is shorter. */
const longestReference = 2000;
/** Most sources that are read of one list. */
const mostCitations = 100;

/** What a reference by id or slug names, as a slug; of facts and capabilities what they go by. */
export function readReference(noun: NounName, value: string, problems: Problems): string {
  if (value.length > longestReference) {
    problems.add([], `is longer than ${longestReference} characters; expected an id or a slug`);
    return value;
  }
  const named = parseGlobalId(value);
  const expected = recordTypes[noun];
  if (named === null) {
    if (!/^[a-z0-9./_-]+$/.test(value)) {
      problems.add(
        [],
        `${shown(value)} is neither an id nor a slug; expected those of ${withArticle(expected)}`,
      );
    }
    return value;
  }
  if (named.type !== expected)
    problems.add([], `is the id of ${withArticle(named.type)}; expected that of ${withArticle(expected)}`);
  return named.slug;
}

/** The noun and key of the fact that an id names; null, with a problem, where it is none. */
export function readFactId(value: string, problems: Problems): { noun: NounName; key: string } | null {
  const named = parseGlobalId(value);
  const noun = (Object.keys(recordTypes) as NounName[]).find((name) => recordTypes[name] === named?.type);
  if (named && noun && nounNamed(noun).fact) return { noun, key: named.slug };
  problems.add([], `${shown(value)} is not the id of a fact`);
  return null;
}

/** Reads who says something; sources given inline are added to `newSources`. */
export function readCitations(
  cited: readonly Input[],
  problems: Problems,
  newSources: NewSource[],
): Citation[] {
  if (cited.length > mostCitations) {
    problems.add([], `has ${cited.length} sources; expected at most ${mostCitations}`);
    problems.refuseAny();
  }
  return cited.map(({ source, newSource, note }, index) => {
    const below = problems.below(index);
    if ((source == null) === (newSource == null)) {
      below.add(
        [],
        source == null ? "expected a source, or a newSource" : "expected one of source and newSource",
      );
      return String(source ?? "");
    }
    const slug =
      newSource == null
        ? readReference("source", source, below.below("source"))
        : readNewSource(newSource, below.below("newSource"), newSources);
    return note == null ? slug : { source: slug, note };
  });
}

function readNewSource(input: Input, problems: Problems, newSources: NewSource[]): string {
  const { fields: record } = readRecord("source", input, problems);
  checkRecord("source", record, problems);
  newSources.push({ path: problems.path, record });
  return String(record.slug);
}

function readNeed(need: Input, problems: Problems): AnyRecord {
  const given = Object.entries(need).filter(([, value]) => value != null);
  return Object.fromEntries(
    given.map(([name, value]) => {
      if (!["feature", "blocker", "integration"].includes(name)) return [name, value];
      return [name, readReference(name as NounName, value, problems.below(name))];
    }),
  );
}

/** What a client sent, cut short: it may be long. */
export function shown(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}

function withArticle(type: string): string {
  return `${/^[AEIOU]/.test(type) ? "an" : "a"} ${type}`;
}
