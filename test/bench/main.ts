import { parseArgs } from "node:util";
import { LiveGraph } from "../../src/analysis/live-graph.ts";
import { openBenchDatabase, writeGraph } from "./bench-database.ts";
import { drawGraph } from "./draw-graph.ts";
import { measureChange } from "./measure-change.ts";
import { measureHub } from "./measure-hub.ts";
import { measureLoad, measureLoadedMemory } from "./measure-load.ts";
import { measurePlan } from "./measure-plan.ts";
import { measureRanking, measureWhatIf } from "./measure-questions.ts";
import { printTable, type Result } from "./report.ts";
import { defaultSize, fullSize, type Size, shapeOf } from "./shape.ts";

// Draws a graph, writes it into a PostgreSQL of its own, measures, and prints one table. Ends by itself.

function readSize(): Size {
  const number = { type: "string" } as const;
  const { values } = parseArgs({
    options: {
      full: { type: "boolean", default: false },
      seed: number,
      integrations: number,
      features: number,
      blockers: number,
      needs: number,
    },
  });
  const { full, ...given } = values;
  const numbers = Object.entries(given).map(([name, value]) => {
    if (!/^\d+$/.test(value))
      throw new Error(`--${name} is ${JSON.stringify(value)}; expected a whole number`);
    return [name, Number(value)];
  });
  return { ...(full ? fullSize : defaultSize), ...Object.fromEntries(numbers) };
}

const results: Result[] = [];
const say = (what: string): void => console.log(`${new Date().toISOString().slice(11, 19)} ${what}`);
const add = (...found: Result[]): void => {
  for (const { work, took, beside } of found) say(`  ${work}: ${[took, beside].filter(Boolean).join("; ")}`);
  results.push(...found);
};

const shape = shapeOf(readSize());
say(`a graph of ${JSON.stringify(shape)}`);
const drawn = drawGraph(shape);
const bench = await openBenchDatabase();
try {
  await writeGraph(bench.database, drawn, (table, rows) => say(`  ${rows} ${table}`));
  add(await measureLoadedMemory(bench.folder), await measureLoad(bench.database.readPool));
  const graph = new LiveGraph(bench.database.readPool);
  await graph.ready();
  const analysis = await graph.loadAnalysis(graph.viewpoint(null));
  const { results: ofHub, shape: hubShape } = await measureHub(
    analysis,
    bench.database.writePool,
    drawn.hub + 1,
  );
  say(hubShape);
  add(...ofHub, await measureRanking(analysis), ...(await measureWhatIf(analysis)));
  add(...(await measureChange(bench.database)));
} finally {
  await bench.close();
}
const real = await openBenchDatabase();
try {
  add(await measurePlan(real.database));
} finally {
  await real.close();
}
printTable(results);
