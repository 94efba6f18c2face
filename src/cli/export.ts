import { once } from "node:events";
import { type Command, Option } from "commander";
import type { Config } from "../env.ts";
import { ExpectedError } from "../expected-error.ts";
import { Progress } from "./progress.ts";
import { printLines, type Terminal } from "./terminal.ts";

/** `criugraph export`: the whole graph as text. */
export function addExport(
  program: Command,
  terminal: Terminal,
  readConfig: () => Config,
  stop: AbortSignal,
): void {
  program
    .command("export")
    .summary("the whole graph as text, for backups and for other databases")
    .description(
      "Prints the whole graph as it is at this moment, without a viewpoint: a document for each contributor, feature, integration, product and source, of the same shape as a seed file, with all that is said of it. Importing it into an empty database gives the same graph; the history of changes stays behind.",
    )
    .addOption(
      new Option("--format <format>", "one JSON document a line, or YAML documents")
        .choices(["ndjson", "yaml"])
        .default("ndjson"),
    )
    .addHelpText(
      "after",
      `
Examples:
  $ criugraph export > graph.ndjson
  $ criugraph export --format yaml > graph.yaml
  $ criugraph export | gzip > graph.ndjson.gz`,
    )
    .action(async ({ format }: { format: "ndjson" | "yaml" }) => {
      const config = readConfig();
      const [{ openDatabase }, { countNodes, exportGraph }, { renderDocument }] = await Promise.all([
        import("../db/open.ts"),
        import("../data/export/export-graph.ts"),
        import("../data/graph-document.ts"),
      ]);
      const database = await openDatabase(config, stop);
      const progress = new Progress(terminal);
      let documents = 0;
      let isRead = true;
      terminal.out.once("error", () => {
        isRead = false;
      });
      try {
        const nodes = await countNodes(database.write);
        await exportGraph(database.write, async (document) => {
          stop.throwIfAborted();
          if (!terminal.out.write(renderDocument(format, document))) {
            await once(terminal.out, "drain", { signal: stop });
          }
          documents += 1;
          progress.show(
            () =>
              `exported ${documents.toLocaleString("en")} of about ${nodes.toLocaleString("en")} documents`,
          );
        });
      } catch (error) {
        if (!stop.aborted) throw error;
        // A reader that has seen enough needs no word about it.
        if (isRead) throw new ExpectedError("Stopped. What was printed is not the whole graph.");
      } finally {
        progress.clear();
        await database.close();
      }
      printLines(terminal.err, database.notices);
      if (documents === 0 && !stop.aborted) {
        printLines(terminal.err, ["The graph is empty. criugraph seed loads the facts that come with it."]);
      }
    });
}
