import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadEdges } from "../../src/analysis/load-edges.ts";
import { findNeighborhood } from "../../src/analysis/neighborhood.ts";
import type { EndKey } from "../../src/analysis/paths.ts";
import type { Viewpoint } from "../../src/analysis/viewpoint.ts";
import { type EmptyDatabase, openEmptyDatabase } from "../domain/empty-database.ts";
import { writeExamples } from "../domain/example-records.ts";
import { openTestDatabase } from "../postgres.ts";

let database: EmptyDatabase;
beforeAll(async () => {
  database = await openEmptyDatabase();
  await writeExamples(database.write);
});
afterAll(() => database.close());

const all: Viewpoint = { asOf: "2026-01-01", sourceIds: null };

async function idOf(table: string, slug: string): Promise<number> {
  const { rows } = await database.readPool.query(`select id::int from ${table} where slug = $1`, [slug]);
  return rows[0].id;
}

/** Every edge around a node, by slugs: `"runner BLOCKED_BY runner-pause"`. */
async function listEdges(viewpoint: Viewpoint, of: EndKey): Promise<string[]> {
  const edges = await loadEdges(database.readPool, viewpoint);
  const slug = (node: EndKey): string => edges.slugOf(edges.indexOf(node));
  const { edges: found } = findNeighborhood(edges, of, 1, 100);
  return found.map(({ kind, from, to }) => `${slug(from)} ${kind} ${slug(to)}`).sort();
}

describe("loadEdges", () => {
  it("knows every kind of edge", async () => {
    const edges = await loadEdges(database.readPool, all);
    const runner = { type: "Integration", id: await idOf("integrations", "runner") } as const;
    const found = findNeighborhood(edges, runner, 9, 1000).edges;
    expect([...new Set(found.map(({ kind }) => kind))].sort()).toMatchInlineSnapshot(`
      [
        "ADOPTS",
        "BLOCKED_BY",
        "CONTRIBUTED_TO",
        "NEEDS",
        "RELEASED_IN",
        "REQUIRES",
      ]
    `);
    for (const { factIds } of found) expect(factIds.length).toBeGreaterThan(0);
  });

  it("lets an adoption end", async () => {
    const runner = { type: "Integration", id: await idOf("integrations", "runner") } as const;
    expect(await listEdges({ ...all, asOf: "2020-02-29" }, runner)).toContain("runner ADOPTS hold");
    expect(await listEdges({ ...all, asOf: "2020-03-01" }, runner)).not.toContain("runner ADOPTS hold");
  });

  it("filters claims by source, but not releases and requirements", async () => {
    const hold = { type: "Feature", id: await idOf("features", "hold") } as const;
    const viewpoint = { ...all, sourceIds: [await idOf("sources", "commit-1")] };
    expect(await listEdges(viewpoint, hold)).toEqual(["hold RELEASED_IN criu-1.10", "hold REQUIRES poke"]);
  });

  it("makes no edge of a release that took a feature out", async () => {
    const poke = { type: "Feature", id: await idOf("features", "poke") } as const;
    expect((await listEdges(all, poke)).filter((edge) => edge.includes("RELEASED_IN"))).toEqual([]);
  });

  it("reads in a fixed number of statements, and before everything finds nothing connected", async () => {
    const seeded = await openTestDatabase();
    const load = (asOf: string) => seeded.readStatements(() => loadEdges(seeded.readPool, { ...all, asOf }));
    const [early, late] = [await load("1990-01-01"), await load("2026-01-01")];
    await seeded.close();
    expect(early.statements).toHaveLength(20);
    expect(late.statements).toHaveLength(20);
    const nodes = Array.from({ length: early.result.size }, (_, index) => early.result.keyOf(index));
    expect(nodes.flatMap((node) => findNeighborhood(early.result, node, 1, 10).edges)).toEqual([]);
  });
});
