import { type Command, InvalidArgumentError, Option } from "commander";
import type { ImportedBatch } from "../data/import/import-report.ts";
import type { Config } from "../env.ts";
import { openInput } from "./open-input.ts";
import { Progress } from "./progress.ts";
import { printLines, type Terminal } from "./terminal.ts";

interface ImportFlags {
  readonly batch?: number;
  readonly resume?: boolean;
  readonly json?: boolean;
}

/** `criugraph import ndjson|yaml <file>`: documents into the graph. */
export function addImport(
  program: Command,
  terminal: Terminal,
  readConfig: () => Config,
  stop: AbortSignal,
): Command {
  const command = program
    .command("import")
    .summary("bring facts into the graph")
    .description("Brings facts into the graph, each with its source, and keeps every change in the history.");
  for (const format of ["ndjson", "yaml"] as const) {
    const sort = format === "ndjson" ? "one JSON document a line" : "YAML documents";
    command
      .command(format)
      .argument("<file>", "what to read; - is standard input")
      .summary(`${sort}, as criugraph export --format ${format} prints them`)
      .description(
        `Reads ${sort} of the shape of seed files, checks all of them, and then brings the graph to what they say: creates and updates. What the graph has besides stays. All or nothing, unless --batch says otherwise.`,
      )
      .addOption(
        new Option(
          "--batch <n>",
          "commit every n entities (nodes and facts, nodes first), each time as a change set of its own",
        ).argParser(readCount),
      )
      .option("--resume", "go on after the last batch that was committed of this very file")
      .option("--json", "print the answer as JSON")
      .addHelpText(
        "after",
        `
Examples:
  $ criugraph import ${format} graph.${format}
  $ criugraph import ${format} graph.${format} --batch 10000 --resume
  $ ssh elsewhere criugraph export --format ${format} | criugraph import ${format} -`,
      )
      .action(async (file: string, { json, ...options }: ImportFlags) => {
        const config = readConfig();
        const [{ openDatabase }, { importGraph }, { counted, number, renderImportReport }] =
          await Promise.all([
            import("../db/open.ts"),
            import("../data/import/import-graph.ts"),
            import("../data/import/import-report.ts"),
          ]);
        const { name, bytes } = openInput(file, terminal, stop);
        const database = await openDatabase(config, stop);
        const progress = new Progress(terminal);
        const tell = ({ through, revision }: ImportedBatch, of: number) => {
          progress.clear();
          const as = revision === null ? "unchanged" : `revision ${revision}`;
          const line = `${number(through)} of ${counted(of, "record")} are in: ${as}`;
          if (options.batch !== undefined) printLines(json ? terminal.err : terminal.out, [line]);
        };
        const report = await importGraph(
          database.write,
          { name, format, bytes },
          {
            ...options,
            actor: "criugraph import",
            stop,
            onRead: (documents) => progress.show(() => `read ${counted(documents, "document")}`),
            onWritten: (records, of) =>
              progress.show(() => `wrote ${number(records)} of ${counted(of, "record")}`),
            onCommitted: tell,
          },
        ).finally(() => {
          progress.clear();
          return database.close();
        });
        printLines(terminal.err, database.notices);
        printLines(terminal.out, json ? [JSON.stringify(report, null, 2)] : renderImportReport(report));
      });
  }
  return command;
}

function readCount(value: string): number {
  const count = Number(value);
  if (!/^\d+$/.test(value) || count < 1)
    throw new InvalidArgumentError("expected a whole number, 1 or more.");
  return count;
}
