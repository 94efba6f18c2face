import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openEmbedded } from "../../src/db/embedded.ts";
import { findBinaries } from "../../src/db/embedded-binaries.ts";
import { ExpectedError } from "../../src/expected-error.ts";
import { type DataFolder, makeDataFolder } from "./data-folder.ts";
import { failProgram } from "./start-program.ts";

const isRoot = process.getuid?.() === 0;
/** Who `nobody` is where we are root and may become anybody. */
const nobody = 65_534;

let folder: DataFolder;
beforeEach(() => {
  folder = makeDataFolder();
  chmodSync(folder.path, 0o755);
});
afterEach(() => folder.remove());

async function refusal(dataDir: string, uid?: number): Promise<string> {
  const { code, stderr } = await failProgram({ DATA_DIR: dataDir }, uid === undefined ? {} : { uid });
  expect(code).toBe(1);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  return stderr;
}

function refusalHere(...below: string[]): Promise<never> {
  return openEmbedded(join(folder.path, ...below)).then(
    () => expect.unreachable("it should be refused"),
    (error: unknown) => {
      expect(error).toBeInstanceOf(ExpectedError);
      throw error;
    },
  );
}

describe("the embedded server refuses, in one sentence and without touching anything,", () => {
  it("a folder below a file", async () => {
    const file = join(folder.path, "file");
    writeFileSync(file, "");
    expect(await refusal(join(file, "data"))).toMatch(
      /cannot keep its data in .*file\/data: a part of the path is a file\. .*DATA_DIR.*DATABASE_URL/,
    );
  });

  it("a folder behind links that lead nowhere, or to themselves", async () => {
    symlinkSync("missing/folder", join(folder.path, "nowhere"));
    symlinkSync("circle", join(folder.path, "circle"));
    for (const end of ["", "data", "data/below"]) {
      await expect(refusalHere("circle", end)).rejects.toThrow(/links go in a circle\. .*DATA_DIR/);
    }
    await expect(refusalHere("nowhere", "data")).rejects.toThrow(/no folder can be made there\. .*DATA_DIR/);
    expect(folder.names()).toEqual(["circle", "nowhere"]);
  });

  it.runIf(process.platform === "linux").each(["/proc", "/proc/self/new", "/dev/null/new"])(
    "a folder of the system: %s",
    async (path) => {
      const dataDir = join(path, "criugraph");
      const user = isRoot ? [undefined, nobody] : [undefined];
      for (const uid of user) {
        expect(await refusal(dataDir, uid)).toMatch(/^criugraph cannot keep its data in .*: .*DATA_DIR/);
      }
    },
  );

  it.runIf(isRoot)("a folder it may not write", async () => {
    chmodSync(folder.path, 0o555);
    expect(await refusal(folder.path, nobody)).toMatch(
      /cannot keep its data in .*: permission denied\. .*DATABASE_URL/,
    );
    expect(await refusal(join(folder.path, "new"), nobody)).toMatch(/permission denied/);
    expect(folder.names()).toEqual([]);
  });

  it.each(["17", "19"])("data of PostgreSQL %s", async (version) => {
    const data = join(folder.path, "postgres");
    mkdirSync(data);
    writeFileSync(join(data, "PG_VERSION"), `${version}\n`);
    await expect(refusalHere()).rejects.toThrow(
      `was made by PostgreSQL ${version}, and this criugraph brings PostgreSQL 18`,
    );
    expect(readdirSync(data)).toEqual(["PG_VERSION"]);
  });

  it("a folder of something else", async () => {
    const data = join(folder.path, "postgres");
    mkdirSync(data);
    writeFileSync(join(data, "letters.txt"), "");
    await expect(refusalHere()).rejects.toThrow(`${data} is not a PostgreSQL data folder`);
    expect(readdirSync(data)).toEqual(["letters.txt"]);
  });

  it("data that Postgres cannot read, with its reason", async () => {
    const data = join(folder.path, "postgres");
    mkdirSync(data, { mode: 0o755 });
    writeFileSync(join(data, "PG_VERSION"), "18\n");
    await expect(refusalHere()).rejects.toThrow(
      /PostgreSQL could not start in .*: .*postgres.*See .*postgres\.log/,
    );
    expect(existsSync(join(folder.path, "postgres.lock"))).toBe(false);
  });

  it("a platform without programs", () => {
    expect(() => findBinaries("sunos-x64")).toThrow("brings no PostgreSQL for sunos-x64: set DATABASE_URL");
  });
});
