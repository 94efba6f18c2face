import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { PageDifference } from "../data/wiki/compare-page.ts";
import type { PersonQuestion } from "../data/wiki/resolve-people.ts";
import { isDay } from "../day.ts";
import type { Config } from "../env.ts";
import { ExpectedError } from "../expected-error.ts";
import { openQuestion } from "./exit-code.ts";
import { openInput } from "./open-input.ts";
import { seedFolder } from "./seed-folder.ts";
import { printLines, type Terminal, tableLines } from "./terminal.ts";

interface WikiFlags {
  readonly write?: boolean;
  readonly seeds?: string;
  readonly aliases?: string;
  readonly date?: string;
  readonly author?: string;
  readonly json?: boolean;
}

/** `criugraph import wiki <file>`: the page that the graph began with, in any revision. */
export function addImportWiki(
  command: Command,
  terminal: Terminal,
  readConfig: () => Config,
  stop: AbortSignal,
): void {
  command
    .command("wiki")
    .argument("<file>", "the CRIU wiki's page Integration, as text or wikitext; - is standard input")
    .summary("a revision of the CRIU wiki's page Integration, as text or wikitext")
    .description(
      "Reads a revision of the page and shows how it differs from what the graph says by that revision: new integrations, statuses, people and what they did, options it speaks of, and every line it makes nothing of. Writes nothing unless told to. Who is meant by part of a name is asked, not guessed.",
    )
    .addOption(
      new Option("--write", "put the difference into the graph, each fact cited to the revision").conflicts(
        "seeds",
      ),
    )
    .option("--seeds <folder>", "put the difference into the seed files of this folder")
    .option(
      "--aliases <file>",
      'who is meant, as YAML: a name of the page and whose it is, as "Adrian: Adrian Reber", or the name itself for a person of its own',
    )
    .addOption(
      new Option(
        "--date <day>",
        "the day of the revision (YYYY-MM-DD), where the page does not tell it",
      ).argParser(readDay),
    )
    .option("--author <name>", "who wrote the revision, where the page does not tell it")
    .option("--json", "print the difference as JSON")
    .addHelpText(
      "after",
      `
Examples:
  $ criugraph import wiki integration.txt
  $ criugraph import wiki integration.wiki --date 2021-09-17 --aliases people.yml --write
  $ curl -s 'https://criu.org/index.php?title=Integration&action=raw' | criugraph import wiki - --date 2026-11-27`,
    )
    .action(async (file: string, flags: WikiFlags) => {
      const config = readConfig();
      const [
        { openDatabase },
        { readPage },
        { parsePage },
        { comparePage },
        { readKnownGraph },
        { readAnswers },
        { lacksName },
        { readDescribed },
      ] = await Promise.all([
        import("../db/open.ts"),
        import("../data/wiki/read-page.ts"),
        import("../data/wiki/parse-page.ts"),
        import("../data/wiki/compare-page.ts"),
        import("../data/wiki/known-graph.ts"),
        import("../data/wiki/read-answers.ts"),
        import("../data/wiki/resolve-entries.ts"),
        import("../data/wiki/read-described.ts"),
      ]);
      const answers = new Map(flags.aliases ? await readAnswers(flags.aliases) : []);
      const { name, bytes } = openInput(file, terminal, stop);
      const page = parsePage(name, await readPage(name, bytes), {
        ...(flags.date && { date: flags.date }),
        ...(flags.author && { author: flags.author }),
      });
      const database = await openDatabase(config, stop);
      try {
        const known = await readKnownGraph(database.write, page.date);
        const described = lacksName(page.entries, known.integrations) ? await readDescribed(seedFolder) : [];
        let difference = comparePage(page, known, answers, described);
        // Standard input is the page: nobody can answer there.
        while (difference.questions.length > 0 && file !== "-" && terminal.in.isTTY && terminal.err.isTTY) {
          for (const question of difference.questions) answers.set(...(await ask(terminal, question)));
          difference = comparePage(page, known, answers, described);
        }
        await conclude(difference, flags, database);
      } finally {
        await database.close();
      }
    });

  async function conclude(
    difference: PageDifference,
    { write, seeds, json }: WikiFlags,
    database: { readonly write: Parameters<typeof import("../data/wiki/write-page.ts").writePage>[0] },
  ): Promise<void> {
    const { listDifference } = await import("../data/wiki/render-difference.ts");
    const rows = listDifference(difference);
    if (json) printLines(terminal.out, [JSON.stringify(difference, null, 2)]);
    else if (rows.length > 0) {
      const columns = ["", "WHAT", "OF", "SAYS", "LINE"].map((heading) => ({ heading }));
      printLines(terminal.out, tableLines(terminal.out, columns, rows));
    }
    if (difference.questions.length > 0) {
      const names = difference.questions.map(({ name }) => JSON.stringify(name)).join(", ");
      throw new ExpectedError(
        `It is not certain who ${names} is: say so in a file for --aliases. Nothing was written.`,
        {
          exitCode: openQuestion,
        },
      );
    }
    const say = (line: string) => printLines(terminal.err, [line]);
    if (!difference.isChanged)
      return say(`no change: the graph says all that the page of ${difference.date} says`);
    if (seeds !== undefined) {
      const { writePageSeeds } = await import("../data/wiki/write-page-seeds.ts");
      const paths = await writePageSeeds(resolve(seeds), difference);
      return say(`wrote ${paths.length === 1 ? "1 file" : `${paths.length} files`} below ${seeds}`);
    }
    if (!write) return say("nothing was written; --write or --seeds does");
    const { writePage } = await import("../data/wiki/write-page.ts");
    const revision = await writePage(database.write, difference, "criugraph import wiki");
    say(`written as revision ${revision}`);
  }
}

async function ask(
  { in: input, err }: Terminal,
  { name, candidates }: PersonQuestion,
): Promise<[name: string, answer: string]> {
  const { normalizeName } = await import("../normalize-name.ts");
  const lines = createInterface({ input, output: err });
  try {
    for (const candidate of candidates) {
      const answer = await lines.question(`Is "${name}" ${candidate}? [y/n] `);
      if (/^y/i.test(answer.trim())) return [normalizeName(name), candidate];
    }
    return [normalizeName(name), name];
  } finally {
    lines.close();
  }
}

function readDay(value: string): string {
  if (!isDay(value)) throw new InvalidArgumentError("expected a day of the calendar, YYYY-MM-DD.");
  return value;
}
