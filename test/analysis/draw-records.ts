import type { Db } from "../../src/db/open.ts";
import { inChangeSet } from "../../src/domain/change-set.ts";
import type { NounName } from "../../src/domain/noun.ts";
import { nouns } from "../../src/domain/noun-list.ts";
import { writeRecords } from "../../src/domain/write-records.ts";
import type { Dice } from "./dice.ts";

/** Records as `writeRecords` takes them. */
export type DrawnRecords = Partial<Record<NounName, readonly Readonly<Record<string, unknown>>[]>>;

/** A small graph told by records, and from where it looks different. */
export interface DrawnGraph {
  readonly records: DrawnRecords;
  readonly sources: readonly string[];
}

/** The days on which anything happens, in their order. */
export const drawnDays = ["2016-01-01", "2016-01-02", "2016-01-03", "2016-01-04", "2016-01-05"] as const;

const going = ["READY", "IN_PROGRESS", "STALLED", "NOT_STARTED"];
const ended = ["REMOVED", "DISCONTINUED"];
const letters = Array.from("abcdefghijklmnopqrst");

/**
 * Draws a small graph of any shape: circles of needs and requirements, needs on what comes into view later or on
 * another's word, reports that contradict each other on one day, facts with a day or without, with an end or
 * without, each on the word of one source or two. All slugs begin with `prefix`.
 */
export function drawRecords(dice: Dice, prefix: string): DrawnGraph {
  const name = (kind: string, count: number): string[] =>
    dice.shuffle(letters.slice(0, count)).map((letter) => `${prefix}-${kind}-${letter}`);
  const sources = name("source", dice.between(2, 5));
  const integrations = name("integration", dice.between(1, 4));
  const features = name("feature", dice.chance(10) ? 20 : dice.between(1, 6));
  const blockers = name("blocker", dice.between(1, 12));
  const releases = dice.list(dice.between(1, 4), (index) => ({
    slug: `${prefix}-criu-${index}`,
    product: `${prefix}-criu`,
    version: String(index),
    releasedOn: dice.pick(drawnDays),
    source: dice.pick(sources),
  }));
  const capabilities = integrations.flatMap((integration) =>
    dice.some(["dump", "restore"], 0, 2).map((slug) => ({ integration, slug, name: slug })),
  );
  const capabilityOf = (integration: string, percent: number): { capability?: string } => {
    const own = capabilities.filter((each) => each.integration === integration);
    return own.length > 0 && dice.chance(percent) ? { capability: dice.pick(own).slug } : {};
  };

  const cited = (): { sources: string[] } => ({ sources: dice.some(sources, 1, 2) });
  const spanned = (ends: boolean): object => {
    const from = dice.chance(30) ? dice.pick(drawnDays) : undefined;
    const ending = [
      ...drawnDays.filter((day) => day >= (from ?? "")),
      ...releases.filter(({ releasedOn }) => releasedOn >= (from ?? "")).map(({ slug }) => slug),
    ];
    const to = ends && dice.chance(20) && ending.length > 0 ? dice.pick(ending) : undefined;
    return { ...(from && { from }), ...(to && { to }), ...cited() };
  };
  const reported = (index: number): object => ({ date: dice.pick(drawnDays), key: `r${index}`, ...cited() });
  const many = <T>(most: number, make: (index: number) => T): T[] => dice.list(dice.between(0, most), make);

  const need = (): object => {
    const kind = dice.below(12);
    if (kind < 4) return { feature: dice.pick(features) };
    if (kind < 8) return { blocker: dice.pick(blockers) };
    if (kind < 11) {
      const integration = dice.pick(integrations);
      return { integration, ...capabilityOf(integration, 50) };
    }
    return { work: dice.pick(["code", "text"]), description: "Something to be done." };
  };
  const remedies = blockers.flatMap((blocker) =>
    many(3, (index) => ({
      blocker,
      key: `way-${index}`,
      needs: dice.list(dice.between(1, 3), need),
      ...spanned(true),
    })),
  );
  const works = remedies.flatMap(({ blocker, needs }) =>
    needs.flatMap((each) => ("work" in each ? [{ blocker, work: each.work }] : [])),
  );
  const records: DrawnRecords = {
    contributor: [{ slug: `${prefix}-ada`, name: "Ada" }],
    source: sources.map((slug) => ({
      slug,
      title: slug,
      url: `https://example.org/${slug}`,
      publishedOn: dice.pick(drawnDays.slice(0, 4)),
      kind: dice.pick(["COMMIT", "RELEASE_NOTE", "MAIL", "ISSUE", "DOCUMENT", "WIKI_REVISION"]),
      ...(dice.chance(50) && { series: `${prefix}-page` }),
    })),
    integration: integrations.map((slug) => ({ slug, name: slug, kind: "TOOLING" })),
    release: releases,
    feature: features.map((slug) => ({ slug, name: slug, kind: "RPC" })),
    capability: capabilities,
    blocker: blockers.map((slug) => {
      const integration = dice.pick(integrations);
      const about = { slug, title: slug, kind: "DEFECT", integration, ...capabilityOf(integration, 40) };
      return { ...about, ...spanned(false) };
    }),
    "status-report": integrations.flatMap((integration) =>
      many(4, (index) => ({
        integration,
        status: dice.pick(dice.chance(80) ? going : ended),
        ...reported(index),
      })),
    ),
    "capability-report": capabilities.map(({ integration, slug: capability }, index) => ({
      integration,
      capability,
      state: dice.pick(["WORKS", "PARTIAL", "MISSING"]),
      ...reported(index),
    })),
    "feature-release": features.flatMap((feature) =>
      dice.some(releases, 0, 2).map(({ slug: release }) => ({
        feature,
        release,
        change: dice.chance(70) ? "ADDED" : "REMOVED",
        ...cited(),
      })),
    ),
    requirement: features.flatMap((feature) =>
      dice
        .some(features, 0, 2)
        .filter((requires) => requires !== feature && dice.chance(60))
        .map((requires) => ({ feature, requires, ...spanned(false) })),
    ),
    adoption: many(features.length * 2, (index) => ({
      integration: dice.pick(integrations),
      feature: dice.pick(features),
      key: `a${index}`,
      ...spanned(true),
    })),
    remedy: remedies,
    "blocker-report": [
      ...many(4, (index) => ({
        blocker: dice.pick(blockers),
        state: dice.pick(["OPEN", "RESOLVED", "WONT_FIX"]),
        ...reported(index),
      })),
      ...works.flatMap((work, index) =>
        dice.chance(50)
          ? [{ ...work, state: dice.pick(["OPEN", "RESOLVED"]), ...reported(100 + index) }]
          : [],
      ),
    ],
    "blocker-review": many(1, (index) => ({ integration: dice.pick(integrations), ...reported(index) })),
    contribution: many(2, (index) => ({
      contributor: `${prefix}-ada`,
      feature: dice.pick(features),
      role: dice.pick(["AUTHORED", "AUTHORED", "PROPOSED"]),
      state: dice.pick(["PLANNED", "DONE", "ABANDONED"]),
      key: `c${index}`,
      ...spanned(true),
    })),
  };
  return { records, sources };
}

/** Writes graphs through the front door of `domain/`, as one change set. */
export async function writeGraphs(db: Db, graphs: readonly DrawnRecords[]): Promise<void> {
  await inChangeSet(db, { actor: "test" }, async (change) => {
    for (const noun of nouns) {
      await writeRecords(
        change,
        noun,
        graphs.flatMap((records) => records[noun.name] ?? []),
      );
    }
  });
}
