import { ExpectedError } from "../expected-error.ts";
import { ConflictError, ValidationError } from "./error.ts";

/** What Postgres says about a statement it refused. */
interface Refusal {
  readonly code: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly detail?: string;
  readonly message: string;
}

/** Rules that the database holds, with the field they are about. */
const rules: Readonly<Record<string, readonly [path: readonly string[], message: string]>> = {
  facts_end_after_start: [["to"], "the end is before the start"],
  facts_reports_are_dated: [["date"], "a report needs its day"],
  fact_is_cited: [["sources"], "no source cited; a fact needs at least one"],
  remedy_has_a_need: [["needs"], "a remedy needs at least one need"],
  remedy_keeps_a_need: [["needs"], "a remedy needs at least one need"],
  blocker_reports_work_is_open_or_done: [["state"], "a report on one work says OPEN or RESOLVED"],
  dependencies_on_another_integration: [["on"], "an integration does not depend on itself"],
  requirements_of_another_feature: [["requires"], "a feature does not require itself"],
  contributions_one_subject: [["integration"], "name one integration, feature or blocker"],
  sources_have_a_place: [["url"], "name a url, or a repository with path and commit"],
  sources_git_place_is_whole: [["repository"], "repository, path and commit go together"],
  sources_commit_is_a_hash: [["commit"], "expected a commit: 40 hexadecimal digits"],
};

/**
 * What the database refused, as an error of the domain; anything else, deadlocks and lost sessions included,
 * stays as it is.
 */
export function explainWriteError(error: unknown): unknown {
  if (error instanceof ExpectedError) return error;
  const refusal = findRefusal(error);
  if (!refusal) return error;
  const { code, constraint = "", table = "", detail = "", message } = refusal;
  const rule = rules[constraint];
  if (rule) {
    // A trigger names the fact that it is about, which need not be the one that was written.
    const said =
      message.startsWith("the fact ") && constraint === "facts_end_after_start" ? message : rule[1];
    return new ValidationError([{ path: rule[0], message: said }], { cause: error });
  }
  if (constraint === "slugs_pkey") {
    const [, type = "node", slug = ""] = /\)=\((\w+), (.*)\) already exists/.exec(detail) ?? [];
    return new ConflictError(`the slug "${slug}" leads to another ${type.toLowerCase()}`, { cause: error });
  }
  if (code === "23505") {
    const taken = readTaken(table, detail);
    if (taken) {
      const message = `the ${taken.noun} "${taken.slug}" is there already`;
      return new ConflictError(message, { ...taken, cause: error });
    }
    const value = /\)=\((.*)\) already exists/.exec(detail)?.[1] ?? "";
    const what = value ? `"${value}" is taken in ${table}` : message;
    return new ConflictError(`${what}; another record has it`, { cause: error });
  }
  if (code === "23503") {
    const what = detail.includes("still referenced")
      ? "other records still refer to it"
      : "what it refers to is gone";
    return new ConflictError(`${what} (${table || constraint})`, { cause: error });
  }
  // Integrity rules of our own triggers, and values a column cannot hold.
  if (code.startsWith("23") || code.startsWith("22")) {
    return new ValidationError([{ path: [], message }], { cause: error });
  }
  return error;
}

/** The record that somebody else made at the same time, where the slug of one is taken. */
function readTaken(table: string, detail: string): { noun: string; slug: string } | undefined {
  const [, columns = "", values = ""] = /^Key \((.*)\)=\((.*)\) already exists/.exec(detail) ?? [];
  if (table === "facts" && columns === "kind, slug") {
    const [kind = "", slug = ""] = values.split(", ");
    return { noun: kind.toLowerCase().replaceAll("_", "-"), slug };
  }
  return columns === "first_slug" ? { noun: table.slice(0, -1), slug: values } : undefined;
}

/** What Postgres says, where an error is, or comes of, its refusal. */
export function findRefusal(error: unknown): Refusal | undefined {
  for (let each = error; each instanceof Error; each = each.cause) {
    const { code } = each as { code?: unknown };
    if (typeof code === "string" && /^[0-9A-Z]{5}$/.test(code)) return each as unknown as Refusal;
  }
  return undefined;
}
