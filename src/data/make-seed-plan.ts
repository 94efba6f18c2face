import type { Db } from "../db/open.ts";
import { namesIn } from "../domain/node.ts";
import type { AnyRecord, NounName, Target } from "../domain/noun.ts";
import { nounNamed, nouns } from "../domain/noun-list.ts";
import { readRecords } from "../domain/read-records.ts";
import { canonicalRecord, keyOf } from "../domain/record.ts";
import { lookUp, type References } from "../domain/reference.ts";
import type { OnConflict } from "./compare-record.ts";
import type { SeedRecord, Seeds } from "./read-seeds.ts";
import { readLastLoaded } from "./seed-history.ts";
import { leaveRecord, type PlannedRecord, planSeeds, resolveNames } from "./seed-plan.ts";
import { SeedError } from "./seed-problem.ts";

/**
 * Reads what the files last loaded and the database have of every record, and decides what is to become of it. A
 * statement per noun, and two.
 *
 * @throws SeedError where two records of the files are one in the database.
 */
export async function makeSeedPlan(db: Db, seeds: Seeds, onConflict: OnConflict): Promise<PlannedRecord[]> {
  const nodes = seeds.records.flatMap(({ noun, record }) =>
    nounNamed(noun).node ? [{ noun, record, names: namesIn(record as never) }] : [],
  );
  const wanted = nodes.flatMap(({ noun, names }) => names.map((slug) => ({ target: noun as Target, slug })));
  const stored = await lookUp(db, wanted);
  const references = resolveNames(nodes, stored);
  const files = canonicalSeeds(seeds.records, references);
  const lastLoaded = await readLastLoaded(db);
  const records = [];
  for (const noun of nouns) {
    const ofFiles = files.get(noun.name) ?? new Map();
    const base = new Map(
      lastLoaded.filter((each) => each.noun === noun.name).map(({ slug, record }) => [slug, record]),
    );
    const keys = [...new Set([...ofFiles.keys(), ...base.keys()])];
    const there = new Map(
      (await readRecords(db, noun, { keys })).map((record) => [keyOf(noun, record), record]),
    );
    for (const key of keys) {
      const { seed, record } = ofFiles.get(key) ?? {};
      records.push({ noun: noun.name, key, seed, base: base.get(key), file: record, stored: there.get(key) });
    }
  }
  const planned = planSeeds(records, references, onConflict);
  refuseTakenSlugs(planned, stored, onConflict);
  return planned;
}

type CanonicalSeeds = Map<NounName, Map<string, { seed: SeedRecord; record: AnyRecord }>>;

function canonicalSeeds(records: readonly SeedRecord[], references: References): CanonicalSeeds {
  const canonical: CanonicalSeeds = new Map(nouns.map(({ name }) => [name, new Map()]));
  for (const seed of records) {
    const noun = nounNamed(seed.noun);
    const record = canonicalRecord(noun, seed.record, references);
    const key = keyOf(noun, record);
    const ofNoun = canonical.get(seed.noun);
    if (ofNoun?.has(key)) {
      throw new SeedError([
        seed.problemAt(
          [],
          `the database knows this ${seed.noun} and another one of the files as one, "${key}"`,
        ),
      ]);
    }
    ofNoun?.set(key, { seed, record });
  }
  return canonical;
}

/** A slug of the files that leads to another node of the database is a conflict, not a failure. */
function refuseTakenSlugs(
  planned: readonly PlannedRecord[],
  stored: References,
  onConflict: OnConflict,
): void {
  for (const each of planned) {
    if (each.verdict !== "write" || !nounNamed(each.noun).node) continue;
    for (const name of namesIn(each.file as never)) {
      const other = stored.find(each.noun as Target, name);
      if (!other || other.firstSlug === each.key) continue;
      const reason = `its slug "${name}" leads to the ${each.noun} "${other.firstSlug}" of somebody else`;
      leaveRecord(each, reason, onConflict);
    }
  }
}
