import { type Command, Option } from "commander";
import { tokenScope } from "../../schema/tables/token.ts";
import { defaultExpiry, expiryForms, readExpiry } from "../auth/expiry.ts";
import type { Token } from "../auth/token.ts";
import type { Database } from "../db/open.ts";
import { NotFoundError } from "../domain/error.ts";
import type { Config } from "../env.ts";
import { ExpectedError } from "../expected-error.ts";
import { untilStopped } from "../until-stopped.ts";
import { nothingFound, wrongUsage } from "./exit-code.ts";
import { printLines, type Terminal, tableLines } from "./terminal.ts";
import { describeToken, tokenColumns, tokenRow } from "./token-table.ts";

interface CreateOptions {
  readonly scope: Token["scope"];
  readonly expires: string;
  readonly json?: boolean;
}

/** `criugraph token`: who may write, and who may ask where not everybody may. Needs the database, and no server. */
export function addToken(
  program: Command,
  terminal: Terminal,
  readConfig: () => Config,
  stop: AbortSignal,
): void {
  const command = program
    .command("token")
    .summary("make, list and revoke tokens")
    .description(
      "Tokens let their bearers write, under the name of the token, and ask where not everybody may. These commands need no token: they work on the database itself, also while a server runs.",
    );
  const withDatabase = async <T>(action: (database: Database) => Promise<T>): Promise<T> => {
    const config = readConfig();
    const { openDatabase } = await import("../db/open.ts");
    const database = await openDatabase(config, stop);
    printLines(terminal.err, database.notices);
    return untilStopped(stop, database.cut, () => action(database)).finally(() => database.close());
  };
  addCreate(command, terminal, withDatabase);
  addList(command, terminal, withDatabase);
  addRevoke(command, terminal, withDatabase);
}

type WithDatabase = <T>(action: (database: Database) => Promise<T>) => Promise<T>;

function addCreate(command: Command, terminal: Terminal, withDatabase: WithDatabase): void {
  command
    .command("create")
    .argument("<name>", "who writes with it, as the history of changes will say")
    .summary("make a token, and print it this once")
    .description(
      "Makes a token and prints it alone on standard output, this once: only a hash of it is kept. A token of that name that has expired makes room for the new one.",
    )
    .addOption(
      new Option("--scope <scope>", "what it lets its bearer do; each includes those before it")
        .choices(tokenScope.enumValues)
        .makeOptionMandatory(),
    )
    .option("--expires <when>", `when it ends: ${expiryForms}`, defaultExpiry)
    .option("--json", "print the token and what is known of it as JSON")
    .addHelpText(
      "after",
      `
Examples:
  $ criugraph token create ada --scope write
  $ criugraph token create deploy --scope admin --expires 12h
  $ TOKEN=$(criugraph token create ci --scope write --expires 2027-01-31)
  $ curl http://localhost:4000/graphql --header "Authorization: Bearer $TOKEN" \\
      --json '{"query": "{ viewer { name scopes } }"}'`,
    )
    .action(async (name: string, { scope, expires, json }: CreateOptions) => {
      const expiresAt = expiryOf(expires);
      const { createToken } = await import("../auth/token.ts");
      const { token, secret } = await withDatabase(({ auth }) =>
        createToken(auth, { name, scope, expiresAt }),
      );
      if (json) return printLines(terminal.out, [JSON.stringify({ token: secret, ...token }, null, 2)]);
      printLines(terminal.err, [`${describeToken(token)} It is shown this once:`]);
      printLines(terminal.out, [secret]);
    });
}

function addList(command: Command, terminal: Terminal, withDatabase: WithDatabase): void {
  command
    .command("list")
    .summary("the tokens there are and were")
    .description(
      "Lists all tokens, oldest first: their names and what became of them, not the tokens themselves.",
    )
    .option("--json", "print the answer as JSON")
    .addHelpText("after", "\nExample:\n  $ criugraph token list")
    .action(async ({ json }: { json?: boolean }) => {
      const { listTokens, tokenState } = await import("../auth/token.ts");
      const list = await withDatabase(({ auth }) => listTokens(auth));
      const now = new Date();
      const known = list.map((token) => ({ ...token, state: tokenState(token, now) }));
      if (json) return printLines(terminal.out, [JSON.stringify(known, null, 2)]);
      const lines = tableLines(terminal.out, tokenColumns, known.map(tokenRow));
      printLines(terminal.out, known.length > 0 || !terminal.out.isTTY ? lines : ["no tokens"]);
    });
}

function addRevoke(command: Command, terminal: Terminal, withDatabase: WithDatabase): void {
  command
    .command("revoke")
    .argument("<name>", "what it was made for")
    .summary("have a token refused from now on")
    .description("Revokes a token. Servers that run refuse it within a second. Its name can be given again.")
    .option("--json", "print what is known of it as JSON")
    .addHelpText("after", "\nExample:\n  $ criugraph token revoke ada")
    .action(async (name: string, { json }: { json?: boolean }) => {
      const { revokeToken } = await import("../auth/token.ts");
      const token = await withDatabase(({ auth }) => revokeToken(auth, name)).catch((error: unknown) => {
        if (!(error instanceof NotFoundError)) throw error;
        throw new ExpectedError(`There is no token "${name}"; criugraph token list shows those there are.`, {
          exitCode: nothingFound,
          cause: error,
        });
      });
      printLines(terminal.out, [
        json
          ? JSON.stringify(token, null, 2)
          : `The token "${token.name}" is revoked since ${token.revokedAt}.`,
      ]);
    });
}

function expiryOf(text: string): Date | null {
  const expiry = readExpiry(text, new Date());
  if (expiry !== undefined) return expiry;
  throw new ExpectedError(
    `--expires is ${JSON.stringify(text)}; expected ${expiryForms}, and nothing that is past`,
    { exitCode: wrongUsage },
  );
}
