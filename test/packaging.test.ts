import { execFileSync } from "node:child_process";
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildSchema, parse as parseDocument, validate } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { buildProgram } from "../src/cli/program.ts";
import { describeSettings } from "../src/env.ts";
import { packageRoot } from "../src/package-root.ts";
import { runProgram, startServe } from "./cli/criugraph.ts";
import { readCopy, readEnv, readExec, readStages } from "./dockerfile.ts";
import { openTestDatabase } from "./postgres.ts";

const path = (...names: string[]) => join(packageRoot, ...names);
const text = (...names: string[]) => readFileSync(path(...names), "utf8");

const manifest = JSON.parse(text("package.json"));
const settings = describeSettings().map(({ name }) => name);
const stages = readStages(text("Dockerfile"));
const image = stages.at(-1) ?? [];
const lastOf = (name: string) => image.findLast((instruction) => instruction.name === name)?.rest ?? "";
const copies = image.filter(({ name }) => name === "COPY").map(({ rest }) => readCopy(rest));
const commands = buildProgram({
  terminal: { in: process.stdin, out: process.stdout, err: process.stderr },
  env: {},
  stop: AbortSignal.abort(),
}).commands.map((command) => command.name());

describe("Dockerfile", () => {
  it("copies what is there, and what .dockerignore lets through", () => {
    const [everything, ...exceptions] = text(".dockerignore")
      .replace(/^#.*\n/gm, "")
      .trim()
      .split("\n");
    expect(everything).toBe("*");
    const taken = stages
      .flat()
      .filter(({ name }) => name === "COPY")
      .map(({ rest }) => readCopy(rest))
      .flatMap(({ from, sources }) => (from ? [] : sources));
    expect(taken.filter((source) => !existsSync(path(source)))).toEqual([]);
    expect(exceptions.toSorted()).toEqual([...new Set(taken)].map((source) => `!${source}`).toSorted());
  });

  it("takes from the first stage what npm makes there", () => {
    const made = copies.flatMap(({ from, sources }) => (from ? sources : []));
    const missing = made.filter((source) => !existsSync(path(source.replace(/^\/app\//, ""))));
    expect([made.length > 0, missing]).toEqual([true, []]);
  });

  it("runs on Node.js that package.json allows, twice the same image", () => {
    const images = stages.map(([from]) => from?.rest.split(" ")[0]);
    expect(new Set(images).size).toBe(1);
    const [, major = ""] = /^node:(\d+)-\w+-slim$/.exec(images[0] ?? "") ?? [];
    expect(Number(major)).toBeGreaterThanOrEqual(Number.parseInt(manifest.engines.node.slice(2), 10));
  });

  it("runs as an ordinary user, who owns the folder of the volume", () => {
    expect(lastOf("USER")).toBe("node");
    expect(lastOf("VOLUME")).toBe(readEnv(image).DATA_DIR);
    expect(lastOf("RUN")).toContain(`--owner=node --group=node "$DATA_DIR"`);
  });

  it("sets nothing but settings, and listens to everybody", () => {
    const { NODE_ENV, ...env } = readEnv(image);
    expect(NODE_ENV).toBe("production");
    expect(Object.keys(env).filter((name) => !settings.includes(name))).toEqual([]);
    expect(env).toMatchObject({ HOST: "0.0.0.0", PORT: lastOf("EXPOSE") });
  });

  it("starts and is checked without a shell, by commands that exist", () => {
    const entry = readExec(lastOf("ENTRYPOINT"));
    const [command = ""] = readExec(lastOf("CMD"));
    expect(commands).toContain(command);
    expect(readExec(lastOf("HEALTHCHECK")).slice(0, -1)).toEqual(entry);
    expect(commands).toContain(readExec(lastOf("HEALTHCHECK")).at(-1));
    expect(path(entry[1]?.replace("/app/", "") ?? "")).toBe(path(manifest.bin.criugraph));
  });
});

describe("what the image holds", () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "criugraph-image-"));
    for (const source of copies.flatMap(({ sources }) => sources)) {
      const name = source.replace("/app/", "");
      if (name === "node_modules") symlinkSync(path(name), join(root, name));
      else cpSync(path(name), join(root, name), { recursive: true });
    }
  });
  afterAll(() => rmSync(root, { recursive: true }));

  it("starts, answers its health check, and stops when told to", async () => {
    const database = await openTestDatabase("seeds");
    const [, entry = ""] = readExec(lastOf("ENTRYPOINT"));
    const program = entry.replace("/app", root);
    const env = { ...readEnv(image), DATABASE_URL: database.url };
    const serving = await startServe([], { env, program, cwd: "/" });
    expect(await serving.ask("{ integrations(first: 1) { totalCount } }")).toMatchObject({
      data: { integrations: { totalCount: expect.any(Number) } },
    });
    const check = readExec(lastOf("HEALTHCHECK")).slice(2);
    const { port } = new URL(serving.url);
    expect(await runProgram(process.execPath, [program, ...check], { env: { ...env, PORT: port } })).toEqual({
      code: 0,
      stdout: "ok\n",
      stderr: "",
    });
    expect((await serving.stop()).code).toBe(0);
    await database.close();
  });
});

describe("docker-compose.yml", () => {
  const compose = parse(text("docker-compose.yml"));
  const { database, app } = compose.services;

  it("starts the program when the database is healthy", () => {
    expect(app.depends_on).toEqual({ database: { condition: "service_healthy" } });
    expect(database.image).toMatch(/^postgres:18\b/);
    expect(database.healthcheck.test.slice(0, 2)).toEqual(["CMD", "pg_isready"]);
    expect(["CMD", ...readExec(lastOf("HEALTHCHECK"))]).toEqual(app.healthcheck.test);
  });

  it("keeps the data in a volume with a name, and publishes no port of the database", () => {
    const [volume] = database.volumes[0].split(":");
    expect(Object.keys(compose.volumes)).toEqual([volume]);
    expect(database.ports).toBeUndefined();
    expect(app.ports).toEqual([`127.0.0.1:\${PORT:-4000}:${readEnv(image).PORT}`]);
  });

  it("sets nothing but settings, and the password beside the URL", () => {
    const { PGPASSWORD, ...env } = app.environment;
    expect(PGPASSWORD).toBe(database.environment.POSTGRES_PASSWORD);
    expect(Object.keys(env).filter((name) => !settings.includes(name))).toEqual([]);
    const { username, hostname, pathname, password } = new URL(env.DATABASE_URL);
    expect({ username, hostname, pathname, password }).toEqual({
      username: database.environment.POSTGRES_USER,
      hostname: "database",
      pathname: `/${database.environment.POSTGRES_DB}`,
      password: "",
    });
  });

  it("takes from the environment nothing but settings and the password, each with a default", () => {
    const taken = [...text("docker-compose.yml").matchAll(/\$\{(\w+)(:-[^}]+)?\}/g)];
    expect(taken.every(([, , fallback]) => fallback)).toBe(true);
    const names = new Set(taken.map(([, name = ""]) => name));
    expect([...names].filter((name) => !settings.includes(name))).toEqual(["POSTGRES_PASSWORD"]);
  });

  it("names the image after this version", () => {
    expect(app.image).toBe(`criugraph:${manifest.version}`);
  });
});

describe(".graphqlrc.yml", () => {
  const { schema, documents } = parse(text(".graphqlrc.yml"));

  it("leads to the schema, and to documents that it validates", () => {
    const folder = dirname(documents);
    const operations = readdirSync(path(folder));
    expect(documents).toBe(`${folder}/*.graphql`);
    expect(operations.length).toBeGreaterThanOrEqual(8);
    const built = buildSchema(text(schema));
    for (const name of operations) {
      const errors = validate(built, parseDocument(text(folder, name)));
      expect([name, errors.map(({ message }) => message)]).toEqual([name, []]);
    }
  });
});

describe("the npm package", () => {
  it("holds what a start needs, and no more", () => {
    const packed = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
      cwd: packageRoot,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const answer = JSON.parse(packed);
    const [{ files }] = (Array.isArray(answer) ? answer : Object.values(answer)) as [
      { files: { path: string }[] },
    ];
    const names = files.map((file) => file.path);
    const needed = [
      manifest.bin.criugraph,
      "LICENSE",
      "README.md",
      "schema/schema.graphql",
      "seeds/integrations/systemd.yml",
      "src/graphql/operations/FeatureImpact.graphql",
      "src/plugins/playground/ready-tabs.js",
    ];
    expect(names).toEqual(expect.arrayContaining(needed));
    expect(names.filter((name) => name.endsWith("/migration.sql")).length).toBeGreaterThan(0);
    expect(names.filter((name) => /^(test|dist\/test|\.|node_modules)/.test(name))).toEqual([]);
  });

  it("has a command that runs by itself, and its licence", () => {
    expect(text(manifest.bin.criugraph)).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(manifest.license).toBe("Apache-2.0");
    expect(text("LICENSE")).toMatch(
      /Apache License\s+Version 2\.0, January 2004[\s\S]*END OF TERMS AND CONDITIONS/,
    );
  });
});

describe(".ci/run", () => {
  it("is a program that bash can read", () => {
    accessSync(path(".ci", "run"), constants.X_OK);
    execFileSync("bash", ["-n", path(".ci", "run")]);
  });
});
