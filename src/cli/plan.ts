import { type Command, InvalidArgumentError, Option } from "commander";
import type { WithServer } from "./application.ts";
import { type Answer, askDocument } from "./ask.ts";
import { printLines, type Terminal, tableLines } from "./terminal.ts";
import {
  addQuestionOptions,
  describeViewpoint,
  type ViewpointOptions,
  viewpointInput,
} from "./viewpoint-options.ts";

const mostSteps = 100;

const document = `query ($targets: [NodeRef!]!, $at: ViewpointInput, $timeLimit: Int) {
  unblockPlan(targets: $targets, at: $at, timeLimit: $timeLimit) {
    feasible optimal cost lowerBound inTheWayCount
    inTheWay(first: 100) { __typename slug }
    steps(first: ${mostSteps}) {
      position action description unblockCount
      feature { slug } integration { slug } blocker { slug } work
      unblocks { slug }
    }
  }
}`;

interface PlanOptions extends ViewpointOptions {
  readonly timeLimit?: number;
  readonly json?: boolean;
}

/** `criugraph plan <integration…>`: the least that would unblock them. */
export function addPlan(program: Command, terminal: Terminal, withServer: WithServer): void {
  addQuestionOptions(program.command("plan"))
    .argument("<integrations...>", "slugs of integrations, such as systemd shell")
    .summary("the least that would have to happen to unblock integrations, in order")
    .description(
      "Lists the fewest steps after which none of these integrations has an unlifted blocker, in an order in which each is possible; or what makes that impossible.",
    )
    .addOption(
      new Option("--time-limit <ms>", "milliseconds to search, 1 to 5000; 1000 when absent").argParser(
        readMilliseconds,
      ),
    )
    .addHelpText(
      "after",
      `
Examples:
  $ criugraph plan shell
  $ criugraph plan systemd shell --as-of 2016-08-30 --source criu-wiki-integration-2016-08-30
  $ criugraph plan runc podman --json`,
    )
    .action(async (slugs: string[], { json, timeLimit, ...viewpoint }: PlanOptions) => {
      const targets = slugs.map((integration) => ({ integration }));
      const variables = { targets, at: viewpointInput(viewpoint), timeLimit };
      const { unblockPlan: plan }: Answer = await withServer((server) =>
        askDocument(server, document, variables),
      );
      if (json) return printLines(terminal.out, [JSON.stringify(plan, null, 2)]);
      printLines(terminal.err, [`${describePlan(plan)} ${describeViewpoint(viewpoint)}`]);
      if (!plan.feasible) {
        const rows = plan.inTheWay.map(({ __typename, slug }: Answer) => [slug, __typename]);
        const columns = ["IN THE WAY", "IS"].map((heading) => ({ heading }));
        printLines(terminal.out, tableLines(terminal.out, columns, rows));
        const more = plan.inTheWayCount - rows.length;
        if (more > 0) printLines(terminal.err, [`and ${more} more`]);
        return;
      }
      if (plan.cost === 0) return;
      const columns = ["STEP", "ACTION", "WHAT", "UNBLOCKS"].map((heading) => ({ heading }));
      const rows = plan.steps.map((step: Answer) => [
        String(step.position),
        keyOf(step),
        step.description,
        step.unblocks.map(({ slug }: Answer) => slug).join(", "),
      ]);
      printLines(terminal.out, tableLines(terminal.out, columns, rows));
      if (plan.cost > rows.length) printLines(terminal.err, [`and ${plan.cost - rows.length} more steps`]);
    });
}

function describePlan({ feasible, optimal, cost, lowerBound }: Answer): string {
  if (!feasible) return optimal ? "There is no plan," : "No plan was found in the time given,";
  const steps = cost === 1 ? "1 step" : `${cost} steps`;
  if (cost === 0) return "Nothing is in the way,";
  return optimal ? `${steps}, and it takes no fewer,` : `${steps}, and it takes at least ${lowerBound},`;
}

/** `ADOPT shell restore-sibling`, as plans are compared by. */
function keyOf({ action, integration, feature, blocker, work }: Answer): string {
  return [action, integration?.slug, feature?.slug, blocker?.slug, work].filter(Boolean).join(" ");
}

function readMilliseconds(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1 && number <= 5000) return number;
  throw new InvalidArgumentError("expected a whole number from 1 to 5000.");
}
