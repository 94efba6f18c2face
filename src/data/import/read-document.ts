import type { FlatRecord } from "../flatten-seed.ts";
import type { DocumentFormat } from "../graph-document.ts";
import { parseDocument } from "../parse-document.ts";
import { seedKinds } from "../seed-kind.ts";
import { type SeedProblem, withField } from "../seed-problem.ts";
import { parseSeedText, type SeedText } from "../seed-text.ts";
import type { DocumentText } from "./document-text.ts";

/** A record of a document, and where it stands. */
export interface PlacedRecord extends FlatRecord {
  readonly line: number;
}

/** The records of one document, or what is wrong with it. */
export interface ReadDocument {
  readonly records: readonly PlacedRecord[];
  readonly problems: readonly SeedProblem[];
}

/** Parses and checks one document by itself; what its slugs lead to is not looked at. */
export function readDocument(format: DocumentFormat, file: string, document: DocumentText): ReadDocument {
  const located = once(() => locate(file, document));
  const value = format === "ndjson" ? parseJson(document.text) : { parsed: located().value };
  if (format === "yaml" && located().problems.length > 0)
    return { records: [], problems: located().problems };
  if ("message" in value) {
    const { column, message } = value;
    return { records: [], problems: [{ file, line: document.line, column, message }] };
  }
  const kind = seedKinds.find(({ name }) => isNamed(value.parsed, name));
  if (!kind) {
    const names = seedKinds.map(({ name }) => name).join(", ");
    const message = `expected one key, which says what the document is: ${names}`;
    return { records: [], problems: [located().problemAt([], message)] };
  }
  const { records, problems } = parseDocument(kind, (value.parsed as Record<string, unknown>)[kind.name]);
  const lineOf = (path: readonly PropertyKey[]) =>
    format === "ndjson" ? document.line : located().problemAt([kind.name, ...path], "").line;
  return {
    records: records.map((each) => ({ ...each, line: lineOf(each.path) })),
    problems: problems.map(({ path, place, message }) =>
      located().problemAt([kind.name, ...place], withField(path, message)),
    ),
  };
}

function isNamed(value: unknown, name: string): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && keys[0] === name;
}

function parseJson(text: string): { parsed: unknown } | { column: number; message: string } {
  try {
    return { parsed: JSON.parse(text) };
  } catch (error) {
    const { message } = error as Error;
    const [, position = message.includes("end of JSON input") ? text.length : 0] =
      /at position (\d+)/.exec(message) ?? [];
    const column = Number(position) + 1;
    return { column, message: `not JSON: ${message.replace(/ in JSON at position .*$/s, "")}` };
  }
}

/** JSON is YAML too: one parser finds the place of a field in both. */
function locate(file: string, { line, text }: DocumentText): SeedText {
  const parsed = parseSeedText(file, Buffer.from(text));
  const move = (problem: SeedProblem): SeedProblem => ({ ...problem, line: problem.line + line - 1 });
  return {
    value: parsed.value,
    problems: parsed.problems.map(move),
    problemAt: (path, message) => move(parsed.problemAt(path, message)),
  };
}

function once<Result>(make: () => Result): () => Result {
  let made: { result: Result } | undefined;
  return () => {
    made ??= { result: make() };
    return made.result;
  };
}
