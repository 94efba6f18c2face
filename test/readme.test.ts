import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { finished } from "node:stream/promises";
import { stripVTControlCharacters } from "node:util";
import type { Command } from "commander";
import { parse, validate } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createToken } from "../src/auth/token.ts";
import { type Application, openApplication } from "../src/cli/application.ts";
import { exitCodes } from "../src/cli/exit-code.ts";
import { buildProgram } from "../src/cli/program.ts";
import { readConfig } from "../src/env.ts";
import { configTable } from "../src/env-reference.ts";
import { schema } from "../src/graphql/schema.ts";
import { packageRoot } from "../src/package-root.ts";
import { openTestDatabase, type TestDatabase } from "./postgres.ts";
import { blocksOf, tableOf, withSettings } from "./readme.ts";

const text = (name: string) => readFileSync(join(packageRoot, name), "utf8");
const readme = text("README.md");

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase("seeds");
});
afterAll(() => database.close());

/** What a person sees who runs a command on a terminal: both streams, in the order they were written to. */
async function show(args: readonly string[]): Promise<string> {
  const screen = new PassThrough();
  const stream = Object.assign(screen, { isTTY: true, columns: 110 }) as unknown as NodeJS.WriteStream;
  const terminal = { in: process.stdin, out: stream, err: stream };
  const env = { DATABASE_URL: database.url, PORT: "0" };
  const stop = new AbortController();
  let shown = "";
  screen.on("data", (written) => {
    shown += written;
    // A server is asked to stop when it has greeted, which ends with a table.
    if (/by all sources:\n.*\n$/s.test(shown)) stop.abort();
  });
  await buildProgram({ terminal, env, stop: stop.signal }).parseAsync(args, { from: "user" });
  screen.end();
  await finished(screen);
  return stripVTControlCharacters(shown);
}

/** Without what differs from run to run. */
function steady(shown: string): string {
  return shown
    .replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:4000")
    .replace(/as of \S+, by all sources:/, "as of today:");
}

describe("README.md", () => {
  const answers = blocksOf(readme, "json");
  const queries = blocksOf(readme, "graphql").map((query, index) => ({
    about: /slug: "(.*?)"/.exec(query)?.[1],
    days: query.match(/\d{4}-\d{2}-\d{2}(?=")/g),
    query,
    answer: answers[index] ?? "",
  }));

  const ask = async (url: string, query: string, headers: object = {}) => {
    const application: Application = await openApplication(readConfig({ DATABASE_URL: url }));
    const response = await application.server.fetch("http://localhost/graphql", {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ query }),
    });
    await application.close();
    return (await response.json()) as { data: unknown; errors: unknown };
  };
  const isWrite = ({ query }: { query: string }) => query.startsWith("mutation");

  it.each(queries.filter((each) => !isWrite(each)))(
    "shows a query about $about with the answer it gets",
    async ({ query, answer }) => {
      const { data, errors } = await ask(database.url, query);
      expect({ data, errors }).toEqual(JSON.parse(answer));
    },
  );

  it("shows a mutation with the answer it gets, from who has the token that it speaks of", async () => {
    const [shown, ...others] = queries.filter(isWrite);
    expect(others).toEqual([]);
    const written = await openTestDatabase("seeds");
    const { secret } = await createToken(written.auth, { name: "ada", scope: "write", expiresAt: null });
    const { data, errors } = await ask(written.url, shown?.query ?? "", {
      authorization: `Bearer ${secret}`,
    });
    await written.close();
    expect({ data, errors }).toEqual(JSON.parse(shown?.answer ?? ""));
  });

  it("shows subscriptions that can be asked", () => {
    const subscriptions = blocksOf(readme, "GraphQL").map((document) => parse(document));
    expect(subscriptions.map((document) => validate(schema, document))).toEqual([[]]);
  });

  it("asks of --restore-sibling, SLURM and Docker at three days", () => {
    for (const slug of ["restore-sibling", "slurm", "docker"]) {
      const days = queries.filter(({ about }) => about === slug).flatMap((asked) => asked.days ?? []);
      expect([slug, new Set(days)]).toEqual([slug, new Set(["2016-08-30", "2021-09-17", "2026-11-23"])]);
    }
  });

  const commands = blocksOf(readme, "console").map((block) => {
    const [command = "", ...shown] = block.split("\n");
    return { command: command.replace(/^\$ /, ""), shown: shown.join("\n") };
  });

  const questions = commands.filter(({ command }) => command.startsWith("npx criugraph "));

  it("shows the headline question", () => {
    expect(questions.map(({ command }) => command.split(" ")[2])).toContain("blocks");
  });

  it.each(questions)("shows what $command prints", async ({ command, shown }) => {
    expect(await show(command.split(" ").slice(2))).toBe(shown);
  });

  it("shows what a start prints", async () => {
    const shown = commands.find(({ command }) => command === "npm start")?.shown ?? "";
    expect(steady(await show(["serve"]))).toBe(steady(shown));
  });

  it("lists every command", () => {
    const terminal = { in: process.stdin, out: process.stdout, err: process.stderr };
    const program = buildProgram({ terminal, env: {}, stop: AbortSignal.abort() });
    const rowsOf = (command: Command, ...parents: string[]): string[][] => {
      const names = [...parents, command.name()];
      if (command.commands.length > 0) return command.commands.flatMap((each) => rowsOf(each, ...names));
      const usage = [...names, ...command.registeredArguments.map(nameOf)].join(" ");
      return [[`\`${usage}\``, command.summary()]];
    };
    const all = program.commands.flatMap((command) => rowsOf(command));
    expect(tableOf(readme, "command").toSorted()).toEqual(all.toSorted());
  });

  it("lists every exit code", () => {
    const lines = exitCodes.trim().split("\n").slice(1);
    expect(tableOf(readme, "exit code")).toEqual(lines.map((line) => line.trim().split(/\s{2,}/)));
  });

  it("lists every setting; else run `npm run generate`", () => {
    expect(readme).toBe(withSettings(readme, configTable()));
    expect(readme).toContain(configTable());
  });

  it("draws the model in words of the schema", () => {
    const [picture = ""] = blocksOf(readme, "mermaid");
    const words = [...picture.matchAll(/\b[A-Z][A-Za-z]+\b/g)].map(([word]) => word);
    const types = schema.getTypeMap();
    expect(new Set(words).size).toBeGreaterThan(15);
    expect([...new Set(words)].filter((word) => !(word in types) && word !== "LR")).toEqual([]);
  });
});

describe.each(["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])("%s", (name) => {
  it("leads to files that are there", () => {
    const links = [...text(name).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = ""]) => path);
    expect(links.filter((path) => !existsSync(join(packageRoot, path)))).toEqual([]);
  });

  it("names scripts that are there", () => {
    const { scripts } = JSON.parse(text("package.json")) as { scripts: Record<string, string> };
    const named = [...text(name).matchAll(/npm run ([\w:-]+)/g)].map(([, script = ""]) => script);
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });
});

function nameOf(argument: { name(): string; required: boolean; variadic: boolean }): string {
  const name = argument.name() + (argument.variadic ? "..." : "");
  return argument.required ? `<${name}>` : `[${name}]`;
}
