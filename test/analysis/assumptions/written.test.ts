import { drizzle } from "drizzle-orm/node-postgres";
import type { Pool, PoolClient } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { relations } from "../../../schema/relations.ts";
import { type Analysis, analyse } from "../../../src/analysis/analysis.ts";
import { AssumptionError } from "../../../src/analysis/assumptions/assumption-error.ts";
import type { Assumptions } from "../../../src/analysis/assumptions/assumptions.ts";
import { loadFacts } from "../../../src/analysis/load/load-facts.ts";
import type { FactsInView } from "../../../src/analysis/projection/facts-in-view.ts";
import type { Viewpoint } from "../../../src/analysis/viewpoint.ts";
import { ChangeSet } from "../../../src/domain/change-set.ts";
import { type EmptyDatabase, openEmptyDatabase } from "../../domain/empty-database.ts";
import { Dice } from "../dice.ts";
import { drawnDays, drawRecords, writeGraphs } from "../draw-records.ts";
import { contradicts } from "./assumed-facts.ts";
import { drawAssumptions } from "./draw-assumptions.ts";
import { assumedSource, writeAssumptions } from "./write-assumptions.ts";

// A failure shows the seed; WHAT_IF_SEED asks for the same cases again, WHAT_IF_CASES for more of them.
const seed = Number(process.env.WHAT_IF_SEED ?? Date.now() % 1_000_000_000);
const cases = Number(process.env.WHAT_IF_CASES ?? 300);
const graphs = 10;

let database: EmptyDatabase;
let views: readonly View[];

/** A viewpoint, and what holds in it before anything is assumed. */
interface View {
  readonly viewpoint: Viewpoint;
  readonly facts: FactsInView;
  readonly analysis: Analysis;
  readonly answers: Answers;
}

beforeAll(async () => {
  database = await openEmptyDatabase();
  const drawn = Array.from({ length: graphs }, (_, index) =>
    drawRecords(new Dice(seed + index), `g${index}`),
  );
  await writeGraphs(
    database.write,
    drawn.map(({ records }) => records),
  );
  views = await Promise.all(
    drawnDays.slice(1).map(async (asOf, index) => {
      const some = drawn.flatMap(({ sources }) => new Dice(seed + index).some(sources, 2, 4));
      const ids = "select id::int from sources where slug = any($1) order by id";
      const { rows } = await database.readPool.query(ids, [some]);
      const viewpoint = { asOf, sourceIds: index % 2 === 0 ? rows.map(({ id }) => id) : null };
      const facts = await loadFacts(database.readPool, viewpoint);
      const analysis = analyse(facts);
      return { viewpoint, facts, analysis, answers: listAnswers(facts, analysis) };
    }),
  );
}, 60_000);
afterAll(() => database.close());

test(
  `what holds under assumptions is what holds once they are written, ${cases} times, and nothing is`,
  async () => {
    const before = await weighTables();
    const seen = { refused: 0, changed: 0, lifted: 0, fallen: 0 };
    for (let index = 0; index < cases; index++) {
      const dice = new Dice(seed + index);
      const { viewpoint, facts, analysis, answers: was } = dice.pick(views);
      const assumptions = drawAssumptions(dice, pickGraph(facts, `g${dice.below(graphs)}-`));
      const about = { seed, index, viewpoint, assumptions };
      if (contradicts(facts, assumptions)) {
        expect(() => analysis.assuming(assumptions)).toThrow(AssumptionError);
        seen.refused++;
        continue;
      }
      const assumed = listAnswers(facts, analysis.assuming(assumptions));
      const written = listAnswers(facts, analyse(await loadWritten(viewpoint, facts, assumptions)));
      expect({ ...about, ...assumed }).toEqual({ ...about, ...written });
      const { unblocked, newlyBlocked, stillBlocked } = analysis.whatIf(assumptions, { includeEnded: true });
      const difference = compareBlocked(facts, was, written);
      expect({ ...about, unblocked, newlyBlocked }).toEqual({ ...about, ...difference.changed });
      for (const { integrationId, remaining } of stillBlocked) {
        expect({ ...about, remaining }).toEqual({ ...about, remaining: difference.still.get(integrationId) });
      }
      if (JSON.stringify(was) !== JSON.stringify(written)) seen.changed++;
      if (was.lifted.some((isLifted, blocker) => !isLifted && written.lifted[blocker])) seen.lifted++;
      if (was.lifted.some((isLifted, blocker) => isLifted && !written.lifted[blocker])) seen.fallen++;
    }
    expect(await weighTables()).toEqual(before);
    for (const { facts, analysis, answers } of views) expect(listAnswers(facts, analysis)).toEqual(answers);
    // The cases were of all sorts.
    expect(seen.refused).toBeGreaterThan(cases / 20);
    expect(seen.changed).toBeGreaterThan(cases / 5);
    expect(seen.lifted).toBeGreaterThan(cases / 20);
    expect(seen.fallen).toBeGreaterThan(cases / 100);
  },
  120_000 + cases * 200,
);

/** The facts of a viewpoint once assumptions have been written, which they are no more when this returns. */
async function loadWritten(
  viewpoint: Viewpoint,
  facts: FactsInView,
  assumptions: Assumptions,
): Promise<FactsInView> {
  const client = await database.writePool.connect();
  try {
    await client.query("begin");
    const change = new ChangeSet(drizzle({ client, relations }), { actor: "what-if" });
    await writeAssumptions(change, facts, assumptions, async (ids) => {
      const { rows } = await client.query("select slug from facts where id = any($1)", [ids]);
      return rows.map(({ slug }) => slug);
    });
    await change.finish();
    const { rows } = await client.query("select id::int from sources where slug = $1", [assumedSource]);
    const sourceIds = viewpoint.sourceIds && [...viewpoint.sourceIds, rows[0].id];
    return await loadFacts(withinTransaction(client), { ...viewpoint, sourceIds });
  } finally {
    await client.query("rollback");
    client.release();
  }
}

/** A pool whose sessions are all that one, in the midst of its transaction. */
function withinTransaction(client: PoolClient): Pool {
  const query = (statement: string, values: unknown[]) =>
    typeof statement === "string" && /^(begin|commit)\b/.test(statement)
      ? Promise.resolve({ rows: [] })
      : client.query(statement, values);
  return { connect: async () => ({ query, release: () => {} }) } as unknown as Pool;
}

/** How many rows each table has, and a checksum of them. */
async function weighTables(): Promise<unknown[]> {
  const tables =
    "select format('%I', tablename) as name from pg_tables where schemaname = 'public' order by 1";
  const { rows } = await database.writePool.query<{ name: string }>(tables);
  expect(rows.length).toBeGreaterThan(20);
  const weigh = ({ name }: { name: string }): string =>
    `select '${name}' as name, count(*), md5(string_agg(t::text, ' ' order by t::text)) from ${name} t`;
  return (await database.writePool.query(`${rows.map(weigh).join(" union all ")} order by 1`)).rows;
}

/** What is in view of one of the graphs. */
function pickGraph(facts: FactsInView, prefix: string): FactsInView {
  const own = <Row extends { readonly slug: string }>(rows: readonly Row[]): Row[] =>
    rows.filter(({ slug }) => slug.startsWith(prefix));
  return {
    ...facts,
    integrations: own(facts.integrations),
    features: own(facts.features),
    blockers: own(facts.blockers),
  };
}

/** Which integrations have no unlifted blocker any more, have one now, or have some still, and which these are. */
function compareBlocked(facts: FactsInView, was: Answers, is: Answers) {
  const bySlug = (a: { readonly slug: string }, b: { readonly slug: string }) => (a.slug < b.slug ? -1 : 1);
  const blockers = facts.blockers.map((row, index) => ({
    ...row,
    was: !was.lifted[index],
    is: !is.lifted[index],
  }));
  const integrations = facts.integrations.toSorted(bySlug).map(({ id }) => {
    const own = blockers.filter(({ integrationId }) => integrationId === id).sort(bySlug);
    return { id, was: own.some((row) => row.was), is: own.filter((row) => row.is).map((row) => row.id) };
  });
  const idsWhere = (isIt: (one: (typeof integrations)[number]) => boolean) =>
    integrations.filter(isIt).map(({ id }) => id);
  return {
    changed: {
      unblocked: idsWhere((one) => one.was && one.is.length === 0),
      newlyBlocked: idsWhere((one) => !one.was && one.is.length > 0),
    },
    still: new Map(integrations.filter((one) => one.was && one.is.length > 0).map(({ id, is }) => [id, is])),
  };
}

type Answers = ReturnType<typeof listAnswers>;

/** All that an analysis says. */
function listAnswers(facts: FactsInView, analysis: Analysis) {
  return {
    statuses: facts.integrations.map(({ id }) => analysis.statusOf(id)),
    verdicts: facts.integrations.map(({ id }) => analysis.verdictOf(id)),
    summaries: facts.integrations.map(({ id }) => analysis.summaryOf(id)),
    availability: facts.features.map(({ id }) => analysis.availabilityOf(id)),
    usable: facts.features.map(({ id }) => analysis.isUsable(id)),
    adopted: facts.integrations.map((i) => facts.features.map((f) => analysis.isAdopted(i.id, f.id))),
    states: facts.blockers.map(({ id }) => analysis.blockerState(id)),
    lifted: facts.blockers.map(({ id }) => analysis.isLifted(id)),
    needs: facts.needs.map((need) => analysis.needHolds(need)),
    remedies: facts.remedies.map(({ id }) => analysis.remedyHolds(id)),
    ranking: analysis.rankByBlocked(),
    blocking: facts.integrations.map(({ id }) =>
      analysis
        .blockingFeatures(id)
        .map(({ featureId, depth, reason, necessity, adopterId, explanation }) => ({
          featureId,
          depth,
          reason,
          necessity,
          adopterId,
          explanation,
        })),
    ),
  };
}
