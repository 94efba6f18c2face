import { type Command, InvalidArgumentError, Option } from "commander";
import { isDay, today } from "../day.ts";

/** What `--as-of` and `--source` say. */
export interface ViewpointOptions {
  readonly asOf?: string;
  readonly source?: readonly string[];
}

/** Adds `--as-of` and `--source`, the viewpoint of a question, and `--json`. */
export function addQuestionOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--as-of <day>", "answer as of this day (YYYY-MM-DD); today when absent").argParser(readDay),
    )
    .option(
      "--source <slug>",
      "count only what this source says; give it again for more",
      (slug: string, before: readonly string[] = []) => [...before, slug],
    )
    .option("--json", "print the answer as JSON");
}

/** The `at` argument for these options. */
export function viewpointInput({ asOf, source }: ViewpointOptions): Record<string, unknown> {
  return { ...(asOf ? { asOf } : {}), ...(source ? { sources: source } : {}) };
}

/** A viewpoint in words. */
export function describeViewpoint({ asOf, source }: ViewpointOptions): string {
  const day = asOf ?? today();
  return source ? `as of ${day}, by ${source.join(", ")} alone` : `as of ${day}, by all sources`;
}

function readDay(value: string): string {
  if (!isDay(value)) throw new InvalidArgumentError("expected a day of the calendar, YYYY-MM-DD.");
  return value;
}
