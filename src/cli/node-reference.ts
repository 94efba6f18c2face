import { ExpectedError } from "../expected-error.ts";
import type { Server } from "../server.ts";
import { askDocument } from "./ask.ts";
import { nothingFound, wrongUsage } from "./exit-code.ts";

const kinds = ["integration", "feature", "contributor", "blocker", "release", "source"] as const;

/** How a node is written on the command line. */
export const nodeReferenceForm = "a slug, or with its kind where several go by it: feature:restore-sibling";

/**
 * The `NodeRef` that a text of the command line means.
 *
 * @throws ExpectedError where nothing goes by the slug, or several things do
 */
export async function readNodeReference(server: Server, text: string): Promise<Record<string, string>> {
  const [, kind, slug] = /^([a-z]+):(.*)$/.exec(text) ?? [];
  const asked = kind === undefined ? kinds : kinds.filter((each) => each === kind);
  if (asked.length === 0) {
    throw new ExpectedError(
      `There is no kind of node ${JSON.stringify(kind)}; expected ${kinds.join(", ")}.`,
      {
        exitCode: wrongUsage,
      },
    );
  }
  const bare = (slug ?? text).replace(/^-+/, "");
  const fields = asked.map((each) => `${each}(slug: $slug) { slug }`);
  const found = await askDocument(server, `query ($slug: String!) { ${fields.join(" ")} }`, { slug: bare });
  const [one, ...others] = asked.filter((each) => found[each]);
  if (one === undefined) {
    throw new ExpectedError(`Nothing goes by ${JSON.stringify(text)}.`, { exitCode: nothingFound });
  }
  if (others.length > 0) {
    const choices = [one, ...others].map((each) => `${each}:${bare}`).join(" or ");
    throw new ExpectedError(`${JSON.stringify(text)} is several things; say ${choices}.`, {
      exitCode: wrongUsage,
    });
  }
  return { [one]: bare };
}
