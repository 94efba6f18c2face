import { relative, resolve } from "node:path";
import { type Command, Option } from "commander";
import { featureKind } from "../../schema/tables/feature.ts";
import { integrationKind } from "../../schema/tables/integration.ts";
import type { OutlineKind } from "../data/seed-outline.ts";
import { seedFolder } from "./seed-folder.ts";
import { printLines, type Terminal } from "./terminal.ts";

const examples = `
Examples:
  $ criugraph new integration zellij --name Zellij --kind TERMINAL_MULTIPLEXER
  $ criugraph new feature leave-running --name=--leave-running --kind CLI_OPTION
  $ criugraph new contributor grace-hopper --name "Grace Hopper"`;

const kinds = { integration: integrationKind.enumValues, feature: featureKind.enumValues } as const;

interface NewOptions {
  readonly name: string;
  readonly kind?: string;
  readonly folder?: string;
}

/** `criugraph new`: a seed file to be completed. */
export function addNew(program: Command, terminal: Terminal): void {
  const command = program
    .command("new")
    .summary("make a seed file to be completed")
    .description(
      "Makes a seed file with a name and, in comments, the facts one may know. It touches no file that is there.",
    )
    .addHelpText("after", examples);
  addKind("integration", "software that integrates CRIU");
  addKind("feature", "what CRIU, or the kernel under it, offers an integrator");
  addKind("contributor", "a person");

  function addKind(noun: OutlineKind, says: string): void {
    const made = command
      .command(noun)
      .argument("<slug>", "what addresses and other files call it: small letters, digits, dots, dashes")
      .summary(`make the seed file of ${says}`)
      .description(`Makes the seed file of ${says}.`)
      .requiredOption("--name <name>", "what it calls itself");
    if (noun !== "contributor") {
      made.addOption(
        new Option("--kind <kind>", "what sort it is").choices(kinds[noun]).makeOptionMandatory(),
      );
    }
    made
      .option("--folder <folder>", "folder of seed files; those that come with criugraph when absent")
      .addHelpText("after", examples)
      .action(async (slug: string, { folder, ...described }: NewOptions) => {
        const { makeSeedFile } = await import("../data/new-seed-file.ts");
        const path = await makeSeedFile(folder ? resolve(folder) : seedFolder, noun, { slug, ...described });
        const shown = relative("", path);
        printLines(terminal.out, [`made ${shown.startsWith("..") ? path : shown}`]);
      });
  }
}
