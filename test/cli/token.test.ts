import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TokenLookup } from "../../src/auth/token-lookup.ts";
import { openTestDatabase, runOn, type TestDatabase } from "../postgres.ts";
import { runInProcess } from "./in-process.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const run = (...args: string[]) => runInProcess(["token", ...args], { DATABASE_URL: database.url });

/** What a line of the plain list has, without the moments of it. */
async function listed(): Promise<string[][]> {
  const { stdout } = await run("list");
  const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/;
  return stdout
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => line.split("\t").map((cell) => (moment.test(cell) ? "then" : cell)));
}

describe("criugraph token", () => {
  it("makes a token, alone on standard output, lists it and revokes it", async () => {
    const made = await run("create", "Ada L.", "--scope", "write", "--expires", "12h");
    expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(/^cg_\w{49}\n$/) });
    expect(made.stderr).toMatch(
      /^The token "Ada L\." has the scope write and expires at \S+Z\. It is shown this once:\n$/,
    );
    const secret = made.stdout.trim();
    const lookup = new TokenLookup(database.auth);
    expect(await lookup.find(secret)).toMatchObject({ name: "Ada L.", scope: "write", createdBy: null });
    expect(await listed()).toEqual([["Ada L.", "write", "active", "then", "then", expect.any(String), ""]]);

    const revoked = await run("revoke", "Ada L.");
    expect(revoked).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^The token "Ada L\." is revoked since /),
    });
    expect(await run("revoke", "Ada L.")).toEqual(revoked);
    expect(await listed()).toEqual([["Ada L.", "write", "revoked", "then", "then", "then", "then"]]);
    await expect(new TokenLookup(database.auth).find(secret)).rejects.toThrow(/was revoked at/);
  });

  it("gives a name again once its token is revoked or has expired, and not before", async () => {
    const create = () => run("create", "again", "--scope", "read", "--expires", "never");
    expect(await create()).toMatchObject({ code: 0, stderr: expect.stringMatching(/and never expires\./) });
    expect(await create()).toEqual({
      code: 1,
      stdout: "",
      stderr: 'there is a token "again" already: revoke it, or choose another name\n',
    });
    await run("revoke", "again");
    expect(await create()).toMatchObject({ code: 0 });
    await runOn(
      database.url,
      "update tokens set expires_at = now() - interval '1 hour' where name = 'again' and revoked_at is null",
    );
    expect(await create()).toMatchObject({ code: 0 });
    const states = (await listed()).filter(([name]) => name === "again").map(([, , state]) => state);
    expect(states).toEqual(["revoked", "expired", "active"]);
  });

  it("prints JSON", async () => {
    const made = JSON.parse(
      (await run("create", "json", "--scope", "admin", "--expires", "2100-01-31", "--json")).stdout,
    );
    const known = {
      name: "json",
      scope: "admin",
      createdAt: expect.stringMatching(/Z$/),
      createdBy: null,
      expiresAt: "2100-01-31T00:00:00.000Z",
      lastUsedAt: null,
      revokedAt: null,
      revokedBy: null,
    };
    expect(made).toEqual({ token: expect.stringMatching(/^cg_/), ...known });
    const list = JSON.parse((await run("list", "--json")).stdout);
    expect(list.at(-1)).toEqual({ ...known, state: "active" });
    expect(JSON.parse((await run("revoke", "json", "--json")).stdout)).toEqual({
      ...known,
      revokedAt: expect.stringMatching(/Z$/),
    });
  });

  it.each([
    ["no scope", ["create", "x"], 2, /required option '--scope <scope>' not specified/],
    ["another scope", ["create", "x", "--scope", "all"], 2, /Allowed choices are read, write, admin/],
    [
      "an end that is past",
      ["create", "x", "--scope", "read", "--expires", "2020-01-01"],
      2,
      /nothing that is past/,
    ],
    ["no end", ["create", "x", "--scope", "read", "--expires", "soon"], 2, /12h, 90d, 8w/],
    ["no name", ["create", " ", "--scope", "read"], 1, /^name: is empty; expected text\n$/],
    ["a name on two lines", ["create", "a\nb", "--scope", "read"], 1, /^name: holds a line break/],
    [
      "a long name",
      ["create", "x".repeat(65), "--scope", "read"],
      1,
      /^name: is longer than 64 characters\n$/,
    ],
    [
      "the program's name",
      ["create", "Criugraph seed", "--scope", "read"],
      1,
      /^name: the program itself writes as/,
    ],
    ["a name nobody has", ["revoke", "x"], 3, /^There is no token "x"; criugraph token list shows/],
  ] as const)("refuses %s, and makes none", async (_what, args, code, message) => {
    const ended = await run(...args);
    expect(ended).toEqual({ code, stdout: "", stderr: expect.stringMatching(message) });
    expect((await listed()).map(([name]) => name?.trim())).not.toContain(args[1].trim());
  });

  it("leaves the token in no table, and in no export", async () => {
    const secret = (await run("create", "kept", "--scope", "write")).stdout.trim();
    await new TokenLookup(database.auth).find(secret);
    const [all] = await runOn<{ text: string }>(
      database.url,
      "select database_to_xml(true, true, '')::text as text",
    );
    // The hash is there, and so is everything else.
    expect(all?.text).toMatch(/<name>kept<\/name>/);
    const { stdout } = await runInProcess(["export"], { DATABASE_URL: database.url });
    expect(stdout).toMatch(/systemd/);
    const body = secret.slice(3, 46);
    for (const text of [all?.text, stdout]) {
      expect(text).not.toContain(body);
      expect(text).not.toContain(Buffer.from(secret).toString("hex"));
      expect(text).not.toContain(Buffer.from(secret).toString("base64").slice(0, 40));
    }
    expect(stdout).not.toMatch(/kept/);
  });
});
