import type { RawFact, RawFacts, RawNeed, RawSource } from "./raw-facts.ts";

/** A fact from a viewpoint, with those of its sources whose word counts there. */
type Seen<Fact extends RawFact> = Fact & { readonly heard: readonly RawSource[] };
type Row<Table extends Exclude<keyof RawFacts, "releases">> = Seen<RawFacts[Table][number]>;

/** What the facts say on a day, on the word of some sources (null: of all): read off them, and nothing more. */
export class SeenFacts {
  readonly blockers: readonly Row<"blockers">[];
  readonly #requirements: readonly Row<"requirements">[];
  readonly #remedies: readonly Row<"remedies">[];
  readonly #statuses: readonly Row<"statuses">[];
  readonly #reviews: readonly Row<"reviews">[];
  readonly #capabilities: readonly Row<"capabilities">[];
  readonly #reports: readonly Row<"reports">[];
  readonly #adoptions: readonly Row<"adoptions">[];
  readonly #authored: readonly Row<"authored">[];
  readonly #releases: RawFacts["releases"];

  constructor(raw: RawFacts, asOf: string, sources: readonly string[] | null) {
    const see = <Fact extends RawFact>(facts: readonly Fact[], words = sources): Seen<Fact>[] =>
      facts.flatMap((fact) => {
        const heard = fact.sources.filter(({ slug }) => words === null || words.includes(slug));
        const [earliest] = heard.map(({ publishedOn }) => publishedOn).sort();
        if (earliest === undefined || (fact.date ?? earliest) > asOf) return [];
        return fact.end === null || fact.end > asOf ? [{ ...fact, heard }] : [];
      });
    this.blockers = see(raw.blockers);
    this.#requirements = see(raw.requirements, null);
    this.#remedies = see(raw.remedies).filter(({ blocker }) => this.owner(blocker) !== undefined);
    this.#statuses = see(raw.statuses);
    this.#reviews = see(raw.reviews);
    this.#capabilities = see(raw.capabilities);
    this.#reports = see(raw.reports);
    this.#adoptions = see(raw.adoptions);
    // Work ends, and stays done.
    this.#authored = see(raw.authored.map((work) => ({ ...work, end: null })));
    this.#releases = raw.releases.filter(({ releasedOn }) => releasedOn <= asOf);
  }

  /** The slugs of all that say anything. */
  get sources(): string[] {
    const facts = [this.blockers, this.#requirements, this.#remedies, this.#statuses, this.#adoptions].flat();
    return [...new Set(facts.flatMap(({ sources }) => sources.map(({ slug }) => slug)))];
  }

  /** The integration of a blocker in view. */
  owner(blocker: string): string | undefined {
    return this.blockers.find(({ slug }) => slug === blocker)?.integration;
  }

  remedies(blocker: string): readonly Row<"remedies">[] {
    return this.#remedies.filter((remedy) => remedy.blocker === blocker);
  }

  required(feature: string): string[] {
    return this.#requirements.filter((row) => row.feature === feature).map(({ required }) => required);
  }

  status(integration: string | null): string | null {
    return findWord(this.#statuses.filter((report) => report.integration === integration));
  }

  /** Null: nothing reports it. */
  capability(integration: string, capability: string): string | null {
    const isIt = (report: Row<"capabilities">) =>
      report.integration === integration && report.capability === capability;
    return findWord(this.#capabilities.filter(isIt));
  }

  /** Those that are reported on. */
  capabilitiesOf(integration: string): string[] {
    return this.#capabilities.filter((row) => row.integration === integration).map((row) => row.capability);
  }

  isReviewed(integration: string): boolean {
    return this.#reviews.some((review) => review.integration === integration);
  }

  /** Of a blocker, or of one work of it. */
  state(blocker: string, work: string | null = null): string {
    const reports = this.#reports.filter((report) => report.blocker === blocker && report.work === work);
    return findWord(reports) ?? "OPEN";
  }

  /** Whether the integration of a blocker uses a feature. */
  isAdopted(blocker: string, feature: string): boolean {
    const integration = this.owner(blocker);
    return this.#adoptions.some((row) => row.integration === integration && row.feature === feature);
  }

  /** All sources of all facts in view that make an edge, in the order of slugs; none: there is no such edge. */
  cite(kind: string, from: string, to: string): string[] {
    const makes: Record<string, () => Seen<RawFact>[]> = {
      BLOCKED_BY: () =>
        this.blockers.filter((b) => `Integration ${b.integration}` === from && `Blocker ${b.slug}` === to),
      NEEDS: () =>
        this.#remedies.filter((r) => `Blocker ${r.blocker}` === from && r.needs.map(nameTarget).includes(to)),
      REQUIRES: () =>
        this.#requirements.filter((r) => `Feature ${r.feature}` === from && `Feature ${r.required}` === to),
    };
    const sources = makes[kind]?.().flatMap((fact) => fact.sources.map(({ slug }) => slug));
    return [...new Set(sources)].sort();
  }

  /** Whether somebody wrote a feature, or means to. */
  isPlanned(feature: string): boolean {
    return this.#authored.some((row) => row.feature === feature && row.state !== "ABANDONED");
  }

  /** The features that a release brought and no later one took out. */
  listAvailable(): string[] {
    const days = (feature: string, change: string) =>
      this.#releases
        .filter((row) => row.feature === feature && row.change === change)
        .map((r) => r.releasedOn);
    const released = [...new Set(this.#releases.map(({ feature }) => feature))];
    return released.filter((feature) =>
      days(feature, "ADDED").some((added) => days(feature, "REMOVED").every((removed) => removed <= added)),
    );
  }
}

/** What a need asks for as a node; of work, none. */
export function nameTarget({ feature, blocker, integration, work }: RawNeed): string {
  if (work !== null) return "";
  return feature ? `Feature ${feature}` : blocker ? `Blocker ${blocker}` : `Integration ${integration}`;
}

const ranks = [["COMMIT", "RELEASE_NOTE"], ["MAIL", "ISSUE", "DOCUMENT"], ["WIKI_REVISION"]];

/** Goes through the days: the first report of a series on a day is its word, and counts if it is news. */
function findWord(reports: readonly Seen<RawFact & { readonly word: string }>[]): string | null {
  const said = reports.map(({ id, date, word, heard }) => {
    const weights = heard.map(({ kind, slug, series }) => ({
      weight: `${ranks.findIndex((kinds) => kinds.includes(kind))} ${slug} ${String(id).padStart(9, "0")}`,
      series,
    }));
    const [best] = weights.sort((a, b) => (a.weight < b.weight ? -1 : 1));
    return { date: date as string, word, weight: best?.weight as string, series: best?.series };
  });
  const before = new Map<string | undefined, string>();
  let latest: string | null = null;
  for (const day of [...new Set(said.map(({ date }) => date))].sort()) {
    const today = said.filter(({ date }) => date === day).sort((a, b) => (a.weight < b.weight ? -1 : 1));
    const words = today.filter(
      (one, index) => today.findIndex((other) => other.series === one.series) === index,
    );
    latest = words.find(({ series, word }) => before.get(series) !== word)?.word ?? latest;
    for (const { series, word } of words) before.set(series, word);
  }
  return latest;
}
