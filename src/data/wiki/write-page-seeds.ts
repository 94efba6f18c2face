import type { AnyRecord, NounName } from "../../domain/noun.ts";
import type { PageDifference } from "./compare-page.ts";
import { SeedEdits, type SeedFact } from "./seed-edits.ts";
import { recordsOf } from "./write-page.ts";

/**
 * Adds what a page says that the graph does not to the seed files below a folder: to the files that are there, and in
 * new ones. All files are put together before one is written.
 *
 * @returns the paths of the files that were made or changed.
 * @throws ExpectedError for a file that cannot be read or written
 */
export async function writePageSeeds(folder: string, difference: PageDifference): Promise<string[]> {
  const files = new SeedEdits(folder);
  const records = recordsOf(difference);
  const all = (noun: NounName): readonly AnyRecord[] => records[noun] ?? [];
  for (const record of all("contributor"))
    await files.create(`contributors/${record.slug}.yml`, "contributor", record);
  for (const record of all("source")) await files.add("sources/criu-wiki.yml", "sources", [], record);
  for (const record of all("integration"))
    await files.create(`integrations/${record.slug}.yml`, "integration", record);
  for (const { integration, slug: replaced, ...report } of all("status-report")) {
    const file = `integrations/${integration}.yml`;
    if (replaced === undefined) await files.add(file, "integration", ["status"], report);
    else await files.replace(file, ["status"], isReportOf(difference), report);
  }
  for (const { contributor, ...contribution } of all("contribution")) {
    await files.add(`contributors/${contributor}.yml`, "contributor", ["contributions"], contribution);
  }
  for (const { slug, contributions } of difference.entries) {
    for (const { contributor, role, state, repeats } of contributions) {
      const isSaid = (fact: SeedFact) =>
        fact.integration === slug && fact.role === role && fact.state === state && fact.from === undefined;
      if (repeats !== null)
        await files.cite(
          `contributors/${contributor}.yml`,
          ["contributions"],
          isSaid,
          difference.source.slug,
        );
    }
  }
  return files.write();
}

function isReportOf({ date, source }: PageDifference): (fact: SeedFact) => boolean {
  return (fact) => fact.date === date && JSON.stringify(fact.sources).includes(`"${source.slug}"`);
}
