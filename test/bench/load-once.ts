import { openDatabase } from "../../src/db/open.ts";
import { readConfig } from "../../src/env.ts";
import { measureMemory } from "./measure.ts";
import { loadToday } from "./measure-load.ts";

// Loads today's analysis in a process of its own and tells its parent by how many megabytes it grew.
const database = await openDatabase(readConfig({ DATA_DIR: process.argv[2], STATEMENT_TIMEOUT: "600000" }));
await database.readPool.query("select 1");
const before = await measureMemory();
const analysis = await loadToday(database.readPool);
const growth = (await measureMemory()) - before;
// Still in use, so that it was not collected before it was measured.
if (analysis !== undefined) process.send?.(growth);
await database.close();
