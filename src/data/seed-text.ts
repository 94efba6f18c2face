import { isMap, isScalar, LineCounter, type Node, type ParsedNode, parseDocument, visit } from "yaml";
import type { SeedProblem } from "./seed-problem.ts";

/** One parsed file that knows where its values stand. */
export interface SeedText {
  /** The value; every scalar is text, so that a version 1.10 stays one and no word is a boolean. */
  readonly value: unknown;
  /** What keeps it from being YAML of the plain sort. */
  readonly problems: readonly SeedProblem[];
  /** A problem with the value at `path`, or with the nearest value around it. */
  problemAt(path: readonly PropertyKey[], message: string): SeedProblem;
}

/** Parses the bytes of one file; `file` is how problems name it. */
export function parseSeedText(file: string, bytes: Uint8Array): SeedText {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const problem = { file, line: 1, column: 1, message: "is not text; expected UTF-8" };
    return { value: undefined, problems: [problem], problemAt: () => problem };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, schema: "failsafe" });
  const at = (offset: number, message: string): SeedProblem => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), message };
  };
  const problems = [...document.errors, ...document.warnings].map((error) =>
    at(error.pos[0], `not YAML: ${firstSentence(error.message)}`),
  );
  visit(document, {
    Alias: (_, alias) => {
      problems.push(
        at(alias.range?.[0] ?? 0, `*${alias.source}: aliases are not followed; write the value out`),
      );
    },
  });
  const value: unknown = problems.length > 0 ? undefined : document.toJS();
  return {
    value,
    problems,
    problemAt: (path, message) => at(offsetOf(document.contents, path), message),
  };
}

/** Where the value at `path` begins, its key in a map; or where the nearest value around it does. */
function offsetOf(root: ParsedNode | null, path: readonly PropertyKey[]): number {
  let node: Node | null | undefined = root;
  let offset = root?.range[0] ?? 0;
  for (const part of path) {
    if (!isMap(node) && !(node && "items" in node)) return offset;
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === part);
      if (!pair) return offset;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value as Node | null;
    } else {
      node = (node as { items: Node[] }).items[Number(part)];
      offset = node?.range?.[0] ?? offset;
    }
  }
  return offset;
}

function firstSentence(message: string): string {
  return message.split("\n")[0] ?? message;
}
