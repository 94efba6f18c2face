import { z } from "zod";

type Issue = z.core.$ZodRawIssue;

/** An object that takes no keys but these, and says which it takes. */
export function keyed<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `unknown ${issue.keys.length > 1 ? "keys" : "key"} ${issue.keys.join(", ")}; expected ${Object.keys(shape).join(", ")}`
        : undefined,
  });
}

/** What is wrong with a value and what was expected, for zod's issues that say neither in our words. */
export function explainIssue(issue: Issue): string | undefined {
  const { input } = issue;
  if (input === undefined) return `is missing; expected ${expected(issue)}`;
  switch (issue.code) {
    case "invalid_type":
      return `is ${describe(input)}; expected ${expected(issue)}`;
    case "invalid_value":
      return `is ${describe(input)}; expected ${expected(issue)}`;
    case "invalid_format":
      return `is ${describe(input)}; expected ${expected(issue)}`;
    case "too_small":
      return issue.origin === "string" ? "is empty; expected text" : `expected at least ${issue.minimum}`;
    case "too_big":
      return issue.origin === "string"
        ? `is longer than ${issue.maximum} characters`
        : `expected at most ${issue.maximum}`;
    default:
      return undefined;
  }
}

const formats: Readonly<Record<string, string>> = {
  date: "a day of the calendar: YYYY-MM-DD",
  url: "an address that begins with http:// or https://",
};

const types: Readonly<Record<string, string>> = {
  string: "text",
  array: "a list",
  object: "keys and values",
};

function expected(issue: Issue): string {
  if (issue.code === "invalid_value") return `one of ${issue.values.join(", ")}`;
  if (issue.code === "invalid_format") return formats[issue.format] ?? `a ${issue.format}`;
  if (issue.code === "invalid_type") return types[issue.expected] ?? issue.expected;
  return "a value";
}

function describe(input: unknown): string {
  if (typeof input === "string") return JSON.stringify(input.length > 60 ? `${input.slice(0, 60)}…` : input);
  if (Array.isArray(input)) return "a list";
  return typeof input === "object" && input !== null ? "keys and values" : String(input);
}
