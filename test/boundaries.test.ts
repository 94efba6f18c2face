import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../src/package-root.ts";

// Imports point one way, from what a person starts to what the graph is; the path of a request reads down the list.

const layers = {
  main: ["cli"],
  cli: ["server", "graphql", "check", "feed", "analysis", "data", "auth", "domain", "db", "schema"],
  server: ["graphql", "feed", "analysis", "data", "auth", "domain", "db", "schema"],
  graphql: ["feed", "analysis", "data", "auth", "domain", "db", "schema"],
  feed: ["analysis", "domain", "db", "schema"],
  check: ["analysis", "data", "domain"],
  analysis: ["db", "schema"],
  data: ["domain", "db", "schema"],
  auth: ["domain", "db", "schema"],
  domain: ["db", "schema"],
  db: ["schema"],
  schema: [],
  /** What any layer may use: settings, days, the package's folder, errors for people. */
  shared: [],
} as const satisfies Record<string, readonly string[]>;
type Layer = keyof typeof layers;

/** The packages that belong to some layers alone. */
const packages: Readonly<Record<string, readonly Layer[]>> = {
  commander: ["main", "cli"],
  graphql: ["server", "graphql"],
  "graphql-yoga": ["server"],
  "@graphql-yoga/render-graphiql": ["server"],
  "@pothos/core": ["graphql"],
  yaml: ["data"],
  pg: ["db", "analysis", "feed"],
  "drizzle-orm": ["graphql", "data", "feed", "auth", "domain", "db", "schema"],
};

const files = ["src", "schema"].flatMap((folder) =>
  readdirSync(join(packageRoot, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name)),
);
const imports = files.flatMap((file) => readImports(file).map((imported) => ({ file, imported })));

describe("imports", () => {
  it("are all found", () => {
    expect(files.length).toBeGreaterThan(150);
    expect(imports.length).toBeGreaterThan(600);
    expect(readImports(join("src", "main.ts"))).toContain("./cli/run.ts");
  });

  it("point one way", () => {
    const wrong = imports.flatMap(({ file, imported }) => {
      if (!imported.startsWith(".")) return [];
      const target = relative(packageRoot, join(packageRoot, dirname(file), imported));
      const [from, to] = [layerOf(file), layerOf(target)];
      const allowed: readonly string[] = [from, "shared", ...layers[from]];
      return allowed.includes(to) ? [] : [`${file} (${from}) imports ${imported} (${to})`];
    });
    expect(wrong).toEqual([]);
  });

  it("run in no circle on the way of a request, but between object types that refer to each other", () => {
    const isFollowed = (file: string) =>
      file.startsWith(join("src", "graphql")) && !file.startsWith(join("src", "graphql", "types"));
    const followed = files.filter(isFollowed);
    // What imports nothing that is left is taken away until nothing can be: what then is left are circles.
    for (let left = new Map(followed.map((file) => [file, targetsOf(file).filter(isFollowed)])); ; ) {
      const kept = new Map([...left].filter(([, targets]) => targets.some((target) => left.has(target))));
      if (kept.size === left.size) {
        expect([...left.keys()]).toEqual([]);
        break;
      }
      left = kept;
    }
  });

  it("of packages stay in the layers they are for", () => {
    const wrong = imports.flatMap(({ file, imported }) => {
      const [name = ""] = /^(@[^/]+\/)?[^/]+/.exec(imported) ?? [];
      return packages[name]?.includes(layerOf(file)) === false ? [`${file} imports ${imported}`] : [];
    });
    expect(wrong).toEqual([]);
  });
});

describe("a file", () => {
  it("does nothing by being imported, but for main.ts", () => {
    const kept = ["schema", "seeds", "src"].flatMap((folder) =>
      readdirSync(join(packageRoot, folder), { recursive: true, encoding: "utf8" })
        .map((name) => join(folder, name))
        .filter((name) => statSync(join(packageRoot, name)).isFile()),
    );
    const times = () => kept.map((name) => [name, statSync(join(packageRoot, name)).mtimeMs]);
    const before = times();
    const others = files
      .filter((file) => file !== join("src", "main.ts"))
      .map((file) => join(packageRoot, file));
    const script = `for (const file of ${JSON.stringify(others)}) await import(file);`;
    // What a file had begun, such as a timer, would keep the program from its end.
    const ended = spawnSync(process.execPath, ["--import=tsx", "--input-type=module", "--eval", script], {
      encoding: "utf8",
      timeout: 15_000,
    });
    expect(ended).toMatchObject({ status: 0, stdout: "", stderr: "" });
    expect(times()).toEqual(before);
  });
});

describe("the environment", () => {
  it("is read by main.ts alone", () => {
    const readers = files.filter((file) => /\bprocess\s*\.\s*env\b|node:process/.test(codeOf(file)));
    expect(readers).toEqual([join("src", "main.ts")]);
  });
});

/** The files a file imports, from the package's folder. */
function targetsOf(file: string): string[] {
  return imports
    .filter((each) => each.file === file && each.imported.startsWith("."))
    .map(({ imported }) => join(dirname(file), imported));
}

function layerOf(file: string): Layer {
  const [folder, part = "", inside] = file.split("/");
  if (folder === "schema") return "schema";
  if (inside !== undefined) {
    if (part === "plugins") return "server";
    if (part in layers) return part as Layer;
    throw new Error(`${file} is in no layer: say in this test which one ${part} is`);
  }
  if (part === "main.ts") return "main";
  return ["server.ts", "listen.ts"].includes(part) ? "server" : "shared";
}

function readImports(file: string): string[] {
  const statement =
    /^\s*(?:import|export)\b[^"';]*?\bfrom\s*"([^"]+)"|^\s*import\s*"([^"]+)"|\bimport\(\s*"([^"]+)"/gm;
  return [...codeOf(file).matchAll(statement)].map(([, from, effect, late]) => from ?? effect ?? late ?? "");
}

function codeOf(file: string): string {
  return readFileSync(join(packageRoot, file), "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
}
