import type { Db } from "../../db/open.ts";
import { inChangeSet } from "../../domain/change-set.ts";
import { contribution } from "../../domain/contribution.ts";
import type { AnyRecord, NounName } from "../../domain/noun.ts";
import { nouns } from "../../domain/noun-list.ts";
import { readRecords } from "../../domain/read-records.ts";
import { writeRecords } from "../../domain/write-records.ts";
import type { PageDifference } from "./compare-page.ts";
import { pageSeries } from "./known-graph.ts";

/** The address that shows the newest revision. */
const pageAddress = "https://criu.org/Integration";

/** The records that a difference comes to, each fact cited to the revision; mentions are none. */
export function recordsOf({
  date,
  source,
  contributors,
  entries,
}: PageDifference): Partial<Record<NounName, readonly AnyRecord[]>> {
  const sources = [source.slug];
  return {
    contributor: contributors.map(({ slug, name }) => ({ slug, name })),
    source: source.isNew
      ? [
          {
            slug: source.slug,
            kind: "WIKI_REVISION",
            series: pageSeries,
            title: "Integration (CRIU wiki)",
            url: pageAddress,
            publishedOn: date,
            ...(source.author && { author: source.author }),
            note: `The revision of ${date}; the address shows the newest one.`,
          },
        ]
      : [],
    integration: entries.flatMap(({ node }) => (node ? [node] : [])),
    "status-report": entries.flatMap(({ slug, status }) =>
      status ? [{ ...named(status.replaces), integration: slug, date, status: status.after, sources }] : [],
    ),
    contribution: entries.flatMap(({ slug, contributions }) =>
      contributions
        .filter(({ repeats }) => repeats === null)
        .map(({ contributor, role, state, key }) => ({
          contributor,
          integration: slug,
          role,
          state,
          ...(key !== null && { key }),
          sources,
        })),
    ),
  };
}

const named = (fact: string | null) => (fact === null ? {} : { slug: fact });

/**
 * Writes what a page says that the graph does not, in one change set.
 *
 * @returns the number of the write; null: there was nothing to write
 */
export async function writePage(db: Db, difference: PageDifference, actor: string): Promise<number | null> {
  const records = recordsOf(difference);
  const reason = `The CRIU wiki's page Integration of ${difference.date}`;
  const { revision } = await inChangeSet(db, { actor, reason }, async (change) => {
    for (const noun of nouns) await writeRecords(change, noun, records[noun.name] ?? []);
    const repeated = await readRecords(change.db, contribution, { keys: listRepeated(difference) });
    await writeRecords(
      change,
      contribution,
      repeated.map((record) => ({ ...record, sources: [...record.sources, difference.source.slug] })),
    );
  });
  return revision;
}

/** The facts that the revision says again. */
function listRepeated({ entries }: PageDifference): string[] {
  return entries.flatMap(({ contributions }) =>
    contributions.flatMap(({ repeats }) => (repeats === null ? [] : [repeats])),
  );
}
