import type { Db } from "../src/db/open.ts";
import { inChangeSet } from "../src/domain/change-set.ts";
import type { NounName } from "../src/domain/noun.ts";
import { nouns } from "../src/domain/noun-list.ts";
import { writeRecords } from "../src/domain/write-records.ts";

/** A made-up record, as `writeRecords` takes it. */
type Made = Readonly<Record<string, unknown>>;

/**
 * Writes `size` of every kind of node and many facts, the same ones for the same arguments: names and days that
 * are equal, a first one of each kind that everything else is tied to, and blockers in chains, so that features
 * block integrations at several depths.
 */
export async function writeCrowd(db: Db, prefix: string, size: number): Promise<void> {
  const records = makeCrowd(prefix, size);
  await inChangeSet(db, { actor: "crowd" }, async (change) => {
    for (const noun of nouns) await writeRecords(change, noun, records[noun.name]);
  });
}

const days = ["2015-03-01", "2015-06-01", "2015-09-01"];
const pick = <T>(from: readonly T[], index: number): T => from[index % from.length] as T;

function makeCrowd(prefix: string, size: number): Record<NounName, Made[]> {
  const every = <T>(make: (index: number) => T, from = 0): T[] =>
    Array.from({ length: size - from }, (_, index) => make(index + from));
  const slug = (noun: string, index: number) => `${prefix}-${noun}-${String(index).padStart(2, "0")}`;
  const [contributor, source, integration, feature, capability, obstacle, way] = [
    "contributor",
    "source",
    "integration",
    "feature",
    "capability",
    "obstacle",
    "way",
  ].map((noun) => (index: number) => slug(noun, index)) as [Name, Name, Name, Name, Name, Name, Name];
  const release = (index: number) => `${integration(0)}-${index}.0`;
  /** Four in a row share a name, but for its case. */
  const name = (what: string, index: number) => {
    const shared = `${what} ${prefix} ${index >> 2}`;
    return index % 2 ? shared.toUpperCase() : shared;
  };
  const day = (index: number) => pick(days, index);
  /** All sources cite the first fact of a list, one the others. */
  const cited = (index: number) => ({ sources: index === 0 ? every(source) : [source(index)] });
  const byFirst = (index: number) => ({ sources: index === 0 ? every(source) : [source(0)] });

  /** What ended with the third release. */
  const formerly = { from: days[0], to: release(2) };

  return {
    contributor: every((i) => ({ slug: contributor(i), name: name("Person", i) })),
    source: every((i) => ({
      slug: source(i),
      kind: pick(["MAIL", "ISSUE", "DOCUMENT", "WIKI_REVISION"], i),
      title: name("Text", i),
      url: `https://example.org/${source(i)}`,
      publishedOn: day(i),
      author: contributor(0),
    })),
    integration: every((i) => ({
      slug: integration(i),
      name: name("Software", i),
      kind: pick(["TOOLING", "SHELL", "MPI"], i),
    })),
    release: every((i) => ({
      slug: release(i),
      product: integration(0),
      version: `${i}.0`,
      releasedOn: day(i),
      integration: integration(0),
      source: source(0),
    })),
    feature: every((i) => ({
      slug: feature(i),
      name: name("Ability", i),
      kind: pick(["RPC", "KERNEL", "LIBRARY"], i),
    })),
    capability: every((i) => ({ integration: integration(0), slug: capability(i), name: `Can ${i}` })).slice(
      0,
      30,
    ),
    blocker: [
      ...every((i) => ({
        slug: obstacle(i),
        integration: integration(0),
        capability: capability(0),
        title: name("Obstacle", i),
        kind: "LIMITATION",
        ...(i % 2 && { from: day(i) }),
        ...byFirst(i),
      })),
      ...every((i) => ({
        slug: way(i),
        integration: integration(i),
        title: name("In the way", i),
        kind: "MISSING_FEATURE",
        sources: [source(i)],
      })),
    ],
    "status-report": [
      ...every((i) => ({ integration: integration(0), status: "STALLED", date: day(i), ...cited(i) })),
      ...every((i) => ({
        integration: integration(i),
        status: pick(["STALLED", "IN_PROGRESS", "NOT_STARTED"], i),
        date: "2015-12-01",
        sources: [source(i)],
      })),
    ],
    "capability-report": every((i) => ({
      integration: integration(0),
      capability: capability(0),
      state: "PARTIAL",
      date: day(i),
      ...cited(i),
    })),
    "feature-release": [
      ...every((i) => ({
        feature: feature(0),
        release: release(i),
        change: pick(["ADDED", "REMOVED"], i),
        ...byFirst(i),
      })),
      ...every((i) => ({ feature: feature(i), release: release(0), change: "REMOVED", ...byFirst(i) }), 1),
    ],
    requirement: [
      ...every((i) => ({ feature: feature(0), requires: feature(i), ...byFirst(i - 1) }), 1),
      ...every((i) => ({ feature: feature(i), requires: feature(1), from: day(i), ...byFirst(i) }), 2),
    ],
    adoption: [
      ...every((i) => ({ integration: integration(0), feature: feature(i), from: day(i), ...byFirst(i) })),
      ...every((i) => ({ integration: integration(i), feature: feature(0), ...byFirst(i) }), 1),
      ...every((i) => ({ integration: integration(i), feature: feature(1), ...formerly, ...byFirst(i) }), 1),
    ],
    dependency: [
      ...every(
        (i) => ({ integration: integration(0), on: integration(i), kind: "CALLS", ...cited(i - 1) }),
        1,
      ),
      ...every(
        (i) => ({
          integration: integration(i),
          on: integration(0),
          kind: "LINKS",
          from: day(i),
          ...cited(i),
        }),
        1,
      ),
      ...every(
        (i) => ({ integration: integration(0), on: integration(i), kind: "LINKS", ...formerly, ...cited(i) }),
        1,
      ),
    ],
    remedy: [
      ...every((i) => ({
        blocker: obstacle(i),
        key: "features",
        needs: [{ feature: feature(i) }, ...(i ? [{ feature: feature(0) }] : [])],
        ...byFirst(i),
      })),
      ...every((i) => ({
        blocker: way(i),
        key: "chain",
        needs: i % 3 ? [{ blocker: way(i - 1) }] : [{ feature: feature(size - 1) }],
        sources: [source(i)],
      })),
      ...every((i) => ({
        blocker: way(i),
        key: "others",
        needs: [
          { blocker: obstacle(0) },
          ...(i ? [{ integration: integration(0), capability: capability(0) }] : []),
        ],
        sources: [source(i)],
      })),
      // As many ways as a blocker may have, one of which is above: all wait for the same work.
      ...Array.from({ length: 9 }, (_, i) => ({
        blocker: obstacle(0),
        key: `work-${i}`,
        needs: [{ work: "work", description: "Something to be done." }],
        sources: [source(0)],
      })),
    ],
    "blocker-report": [
      ...every((i) => ({ blocker: obstacle(0), state: "OPEN", date: day(i), ...cited(i) })),
      ...every((i) => ({
        blocker: obstacle(0),
        work: "work",
        state: "OPEN",
        date: day(i),
        sources: [source(i)],
      })),
    ],
    "blocker-review": every((i) => ({ integration: integration(0), date: day(i), ...cited(i) })),
    contribution: [
      ...every((i) => ({
        contributor: contributor(0),
        integration: integration(i),
        role: "AUTHORED",
        state: "DONE",
        ...(i % 2 && { from: day(i) }),
        ...byFirst(i),
      })),
      ...every((i) => ({
        contributor: contributor(i),
        integration: integration(0),
        role: "REVIEWED",
        state: "DONE",
        sources: [source(i)],
      })),
      ...every((i) => ({
        contributor: contributor(i),
        feature: feature(0),
        role: pick(["AUTHORED", "PROPOSED", "DOCUMENTED"], i),
        state: pick(["DONE", "PLANNED", "ABANDONED"], i),
        sources: [source(i)],
      })),
      ...every((i) => ({
        contributor: contributor(i),
        blocker: obstacle(0),
        role: "MAINTAINS",
        state: "DONE",
        from: day(i),
        sources: [source(i)],
      })),
      ...every((i) => ({
        contributor: contributor(i),
        feature: feature(1),
        role: "MAINTAINS",
        state: "DONE",
        ...formerly,
        sources: [source(i)],
      })),
    ],
  };
}

type Name = (index: number) => string;
