import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { finish } from "../../../src/analysis/algorithms/stoppable.ts";
import { findNeighborhood } from "../../../src/analysis/edges/neighborhood.ts";
import { type EndKey, findPath } from "../../../src/analysis/edges/paths.ts";
import { loadEdges } from "../../../src/analysis/load/load-edges.ts";
import type { Viewpoint } from "../../../src/analysis/viewpoint.ts";
import { type EmptyDatabase, openEmptyDatabase } from "../../domain/empty-database.ts";
import { writeExamples } from "../../domain/example-records.ts";
import { openTestDatabase } from "../../postgres.ts";

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
  const { edges: found } = finish(findNeighborhood(edges, of, 1, 100));
  return found.map(({ kind, from, to }) => `${slug(from)} ${kind} ${slug(to)}`).sort();
}

describe("loadEdges", () => {
  it("knows every kind of edge", async () => {
    const edges = await loadEdges(database.readPool, all);
    const runner = { type: "Integration", id: await idOf("integrations", "runner") } as const;
    const found = finish(findNeighborhood(edges, runner, 9, 1000)).edges;
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

  it("tells resting on another, being part of it and all other relations apart", async () => {
    const walker = { type: "Integration", id: await idOf("integrations", "walker") } as const;
    const viewpoint = { ...all, asOf: "2019-06-15" };
    const list = async (kind: string) => {
      await database.writePool.query("update dependencies set kind = $1::dependency_kind", [kind]);
      return (await listEdges(viewpoint, walker)).filter((edge) => edge.endsWith(" walker"));
    };
    for (const kind of ["WORKS_WITH", "SUCCEEDS", "FORKED_FROM", "ALTERNATIVE_TO"]) {
      expect(await list(kind)).toEqual(["runner RELATED_TO walker"]);
    }
    for (const kind of ["CALLS", "LINKS"]) expect(await list(kind)).toEqual(["runner DEPENDS_ON walker"]);
    expect(await list("PART_OF")).toEqual(["runner PART_OF walker"]);
  });

  it("connects the person who proposed it with the feature, through the integration and its blocker", async () => {
    const seeded = await openTestDatabase();
    const find = async (table: string, slug: string): Promise<number> => {
      const { rows } = await seeded.readPool.query(`select id::int from ${table} where slug = $1`, [slug]);
      return rows[0].id;
    };
    const sourceIds = [await find("sources", "criu-wiki-integration-2016-08-30")];
    const edges = await loadEdges(seeded.readPool, { asOf: "2016-08-30", sourceIds });
    const adrian = { type: "Contributor", id: await find("contributors", "adrian-reber") } as const;
    const sibling = { type: "Feature", id: await find("features", "restore-sibling") } as const;
    await seeded.close();
    const path = finish(findPath(edges, adrian, sibling, 6));
    expect(path?.nodes.map((node) => edges.slugOf(edges.indexOf(node)))).toEqual([
      "adrian-reber",
      "systemd",
      "systemd-adoption",
      "restore-sibling",
    ]);
    expect(path?.edges.map(({ kind }) => kind)).toEqual(["CONTRIBUTED_TO", "BLOCKED_BY", "NEEDS"]);
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
    expect(nodes.flatMap((node) => finish(findNeighborhood(early.result, node, 1, 10)).edges)).toEqual([]);
  });
});
