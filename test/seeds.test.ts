import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { checkSeeds } from "../src/check/check-seeds.ts";
import { loadSeeds } from "../src/data/load-seeds.ts";
import { readSeeds, type SeedRecord, type Seeds } from "../src/data/read-seeds.ts";
import { showProblem } from "../src/data/seed-problem.ts";
import { seedSchemas } from "../src/data/seed-schema.ts";
import { packageRoot } from "../src/package-root.ts";
import { type EmptyDatabase, openEmptyDatabase } from "./domain/empty-database.ts";

const folder = join(packageRoot, "seeds");
const page = "criu-wiki-integration-2016-08-30";

let seeds: Seeds;
beforeAll(async () => {
  seeds = await readSeeds(folder);
});

const recordsOf = (noun: SeedRecord["noun"]) =>
  seeds.records.filter((each) => each.noun === noun).map(({ record }) => record);

describe("the seed files", () => {
  it("have no problem", async () => {
    expect((await checkSeeds(folder)).problems.map(showProblem)).toEqual([]);
  });

  it("name their schema on the first line, for editors", () => {
    const schemas: Record<string, string> = {
      contributors: "contributor",
      features: "feature",
      integrations: "integration",
      releases: "releases",
      sources: "sources",
    };
    for (const [group, schema] of Object.entries(schemas)) {
      for (const file of readdirSync(join(folder, group))) {
        const [first] = readFileSync(join(folder, group, file), "utf8").split("\n");
        expect([file, first]).toEqual([file, `# yaml-language-server: $schema=../schema/${schema}.json`]);
      }
    }
  });

  it("quote what an editor would take for a number", () => {
    for (const file of readdirSync(join(folder, "releases"))) {
      const { releases } = parse(readFileSync(join(folder, "releases", file), "utf8"));
      for (const { version } of releases) expect([file, typeof version]).toEqual([file, "string"]);
    }
  });
});

describe("the JSON Schemas", () => {
  it("are those in seeds/schema, which `vitest -u` writes anew", async () => {
    for (const [name, text] of seedSchemas()) {
      await expect(text).toMatchFileSnapshot(join(folder, "schema", name));
    }
    expect(readdirSync(join(folder, "schema")).sort()).toEqual([...seedSchemas().keys()].sort());
  });

  it("describe every field", () => {
    const undescribed = [...seedSchemas()].flatMap(([name, text]) => fieldsWithout(JSON.parse(text), name));
    expect(undescribed).toEqual([]);
  });
});

it("the guide names every field", () => {
  const guide = readFileSync(join(folder, "README.md"), "utf8");
  const fields = new Set([...seedSchemas().values()].flatMap((text) => fieldsOf(JSON.parse(text))));
  expect([...fields].filter((field) => !guide.includes(`\`${field}`))).toEqual([]);
});

function fieldsOf(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { properties = {} } = schema as { properties?: object };
  return [...Object.keys(properties), ...Object.values(schema).flatMap(fieldsOf)];
}

function fieldsWithout(schema: unknown, path: string): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { properties = {}, items, anyOf = [] } = schema as Record<string, never>;
  return [
    ...Object.entries<Record<string, unknown>>(properties).flatMap(([name, field]) => [
      ...(field.description ? [] : [`${path}.${name}`]),
      ...fieldsWithout(field, `${path}.${name}`),
    ]),
    ...fieldsWithout(items, path),
    ...(anyOf as unknown[]).flatMap((each) => fieldsWithout(each, path)),
  ];
}

describe("the page of 2016", () => {
  it("has its twelve integrations, each with its status", () => {
    const statuses = recordsOf("status-report")
      .filter(({ sources }) => (sources as unknown[]).includes(page))
      .map(({ integration, status, date }) => [integration, status, date]);
    expect(Object.fromEntries(statuses.map(([slug, status]) => [slug, status]))).toEqual({
      "virtuozzo-openvz": "READY",
      "lxc-lxd": "READY",
      docker: "IN_PROGRESS",
      "coreos-rocket": "NOT_STARTED",
      "open-mpi": "STALLED",
      "subgraph-os": "NOT_STARTED",
      slurm: "READY",
      "wayland-weston": "STALLED",
      systemd: "NOT_STARTED",
      "file-utility": "READY",
      "screen-tmux": "STALLED",
      shell: "NOT_STARTED",
    });
    expect(new Set(statuses.map(([, , date]) => date))).toEqual(new Set(["2016-08-30"]));
  });

  it("makes these claims about people, blockers and capabilities", () => {
    const claims = (["contribution", "blocker", "remedy", "capability-report"] as const).flatMap((noun) =>
      recordsOf(noun).filter(({ sources }) => (sources as unknown[]).includes(page)),
    );
    const told = claims.map((record) =>
      ["contributor", "blocker", "slug", "integration", "capability", "role", "state"]
        .flatMap((field) => (record[field] === undefined ? [] : [record[field]]))
        .join(" "),
    );
    expect(told.sort()).toEqual([
      "adrian-reber open-mpi AUTHORED DONE",
      "adrian-reber systemd PROPOSED DONE",
      "jerome screen-tmux AUTHORED DONE",
      "ruslan-kuprieiev wayland-weston AUTHORED PLANNED",
      "shell-adoption",
      "shell-adoption shell",
      "systemd-adoption",
      "systemd-adoption systemd",
      "virtuozzo-openvz live-migration MISSING",
      "virtuozzo-openvz restore WORKS",
      "virtuozzo-openvz suspend WORKS",
      "vz-partial-checkpoint",
      "vz-partial-checkpoint",
      "vz-partial-checkpoint virtuozzo-openvz live-migration",
      "weston-adoption",
      "weston-adoption wayland-weston",
    ]);
  });
});

describe("loading them", () => {
  let database: EmptyDatabase;
  beforeAll(async () => {
    database = await openEmptyDatabase();
  });
  afterAll(() => database.close());

  it("takes a number of statements that does not depend on the number of records", async () => {
    const first = await database.countWriteStatements(() =>
      loadSeeds(database.write, seeds, { actor: "seeds" }),
    );
    expect(first).toBeLessThan(200);
    const again = await database.countWriteStatements(() =>
      loadSeeds(database.write, seeds, { actor: "seeds", force: true }),
    );
    expect(again).toBeLessThan(40);
    const known = await database.countWriteStatements(() =>
      loadSeeds(database.write, seeds, { actor: "seeds" }),
    );
    // begin, the lock, the hash, commit
    expect(known).toBe(4);
  });
});
