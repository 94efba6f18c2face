import { afterAll, beforeAll, expect, test } from "vitest";
import { loadProjection } from "../../../src/analysis/load/load-projection.ts";
import { loadUpdate } from "../../../src/analysis/load/load-update.ts";
import { listFacts } from "../../../src/analysis/projection/list-facts.ts";
import { findPresent, type Present } from "../../../src/analysis/standing/present.ts";
import { readStanding } from "../../../src/analysis/standing/read-standing.ts";
import { inChangeSet } from "../../../src/domain/change-set.ts";
import { type NounName, nounNames } from "../../../src/domain/noun.ts";
import { nounNamed, nouns } from "../../../src/domain/noun-list.ts";
import { removeRecords } from "../../../src/domain/remove-records.ts";
import { writeRecords } from "../../../src/domain/write-records.ts";
import { type EmptyDatabase, openEmptyDatabase } from "../../domain/empty-database.ts";
import { Dice } from "../dice.ts";
import { drawnDays, drawRecords, writeGraphs } from "../draw-records.ts";

// A failure shows the seed; UPDATE_SEED asks for the same writes again, UPDATE_STEPS for more of them.
const seed = Number(process.env.UPDATE_SEED ?? Date.now() % 1_000_000_000);
const steps = Number(process.env.UPDATE_STEPS ?? 40);

const viewpoint = { asOf: drawnDays[3], sourceIds: null };

let database: EmptyDatabase;
beforeAll(async () => {
  database = await openEmptyDatabase();
  await writeGraphs(database.write, [drawRecords(new Dice(seed), "g").records]);
});
afterAll(() => database.close());

test(
  `what is brought up to date is what is loaded anew, after each of ${steps} writes`,
  async () => {
    let { present, revision } = await loadAnew();
    const seen = { written: 0, refused: 0, changed: 0 };
    for (let step = 1; step <= steps; step++) {
      const dice = new Dice(seed + step);
      // Sometimes several writes come before anybody asks.
      for (let more = dice.between(1, 3); more > 0; more--) {
        const isWritten = await writeSomething(dice, step);
        seen[isWritten ? "written" : "refused"] += 1;
      }
      const updated = await loadUpdate(database.readPool, viewpoint, present, revision);
      const fresh = await loadAnew();
      const about = { seed, step };
      expect({ ...about, ...describe(updated?.present), revision: updated?.revision }).toEqual({
        ...about,
        ...describe(fresh.present),
        revision: fresh.revision,
      });
      const before = JSON.stringify(describe(present));
      if (updated) ({ present, revision } = updated);
      if (JSON.stringify(describe(present)) !== before) seen.changed += 1;
    }
    expect(seen.written).toBeGreaterThan(steps / 2);
    expect(seen.changed).toBeGreaterThan(steps / 4);
  },
  60_000 + steps * 1_000,
);

async function loadAnew(): Promise<{ present: Present; revision: number }> {
  const { projection, revision } = await loadProjection(database.readPool, viewpoint);
  return { present: findPresent(projection, readStanding(projection)), revision };
}

/** All that a projection says and all that holds in it, but for which of several remedies lifts a blocker. */
function describe(present: Present | undefined): object | undefined {
  if (!present) return undefined;
  const { projection, standing, usable, lifted, holds } = present;
  const { adoptions: _, assumed, ...stands } = standing;
  return { facts: { ...listFacts(projection) }, stands, assumed, usable, lifted, holds };
}

/** One change set of any sort; false: it was refused, and left everything as it was. */
async function writeSomething(dice: Dice, step: number): Promise<boolean> {
  const drawn = drawRecords(new Dice(dice.below(1_000_000)), "g").records;
  const remove = await drawRemovals(dice);
  try {
    await inChangeSet(database.write, { actor: "test" }, async (change) => {
      const kind = dice.below(10);
      if (kind < 3) {
        for (const { noun, slug } of remove) await removeRecords(change, nounNamed(noun), [slug]);
      } else if (kind < 4) {
        await rename(change, dice, step);
      } else {
        const some = dice.chance(50) ? nounNames : dice.some(nounNames, 1, 3);
        for (const noun of nouns) {
          const records = drawn[noun.name] ?? [];
          const isNode = noun.node !== undefined || noun.name === "capability";
          if (!isNode && !some.includes(noun.name)) continue;
          await writeRecords(change, noun, isNode ? records : dice.some(records, 0, 3));
        }
      }
    });
    return true;
  } catch (error) {
    if (/ConflictError|NotFoundError|ValidationError/.test((error as Error).name)) return false;
    throw error;
  }
}

/** Facts to go, or with luck a node that nothing speaks of. */
async function drawRemovals(dice: Dice): Promise<{ noun: NounName; slug: string }[]> {
  const facts = "select lower(replace(kind::text, '_', '-')) as noun, slug from facts order by id";
  const nodes = `select 'integration' as noun, first_slug as slug from integrations
    union all select 'feature', first_slug from features union all select 'source', first_slug from sources
    union all select 'release', first_slug from releases order by 1, 2`;
  const { rows } = await database.readPool.query(dice.chance(80) ? facts : nodes);
  return dice.some(rows, 1, 4);
}

async function rename(change: Parameters<typeof writeRecords>[0], dice: Dice, step: number): Promise<void> {
  const noun = dice.pick(["integration", "feature", "source", "blocker"] as const);
  const rows = await database.readPool.query(`select first_slug as slug from ${noun}s order by id`);
  const { slug } = dice.pick(rows.rows as { slug: string }[]) ?? {};
  if (slug === undefined) return;
  const records = drawRecords(new Dice(seed), "g").records[noun] ?? [];
  const record = records.find((each) => each.slug === slug) ?? { ...records[0] };
  const renamed = `${dice.pick(["a", "z"])}-${slug}-${step}`;
  await writeRecords(change, nounNamed(noun), [{ ...record, slug: renamed, formerly: [slug] }]);
}
