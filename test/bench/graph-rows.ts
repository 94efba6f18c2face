import { type DrawnGraph, firstOrdinary, needKinds, statuses } from "./draw-graph.ts";

/** Rows of one table in the text format of COPY, without their line ends. */
export interface TableRows {
  readonly table: string;
  readonly columns: string;
  readonly rows: Iterable<string>;
}

/** Facts of one kind: they have the ids from `first` on. */
interface Facts {
  readonly kind: string;
  readonly table: string;
  readonly columns: string;
  readonly count: number;
  /** What its own table holds beside the id. */
  row(index: number): string;
  /** Whether it says what was so on a day; any other may be undated. */
  readonly isReport?: boolean;
  /** Whether a few of them have an end. */
  readonly ends?: boolean;
  /** Those up to here hold always: the ring and the hub hang on them. */
  readonly fixed?: number;
}

const sourceKinds = ["COMMIT", "RELEASE_NOTE", "MAIL", "ISSUE", "DOCUMENT", "WIKI_REVISION"];
const states = ["", "OPEN", "RESOLVED", "WONT_FIX"];
const none = "\\N";

/** All rows of a graph, table by table; of facts first what all share, then what their own tables hold. */
export function* listTables(graph: DrawnGraph): Generator<TableRows> {
  const { shape } = graph;
  const kinds = listFacts(graph);
  const facts = kinds.reduce((sum, { count }) => sum + count, 0);
  const sources = Math.max(50, Math.floor(facts / 300));
  yield table("contributors", "id, slug, first_slug, name", 1, () => "1\twriter\twriter\tWriter");
  yield* listSlugs({
    integration: shape.integrations,
    feature: shape.features,
    blocker: shape.blockers,
    source: sources,
  });
  yield table("sources", "id, slug, first_slug, kind, series, title, url, published_on", sources, (index) => {
    const kind = sourceKinds[hash(index, 1) % sourceKinds.length];
    const series = kind === "WIKI_REVISION" ? `page-${index % 50}` : none;
    return `${index + 1}\t${twice(`source-${index}`)}\t${kind}\t${series}\tSource\thttps://example.org/${index}\t${publishedOn(index)}`;
  });
  yield table("integrations", "id, slug, first_slug, name, kind", shape.integrations, (index) => {
    return `${index + 1}\t${twice(`integration-${index}`)}\tIntegration ${index}\tTOOLING`;
  });
  yield table("features", "id, slug, first_slug, name, kind", shape.features, (index) => {
    return `${index + 1}\t${twice(`feature-${index}`)}\t--feature-${index}\tCLI_OPTION`;
  });
  const release = `1\t${twice("criu-1.0")}\tcriu\t1.0\t2013-11-25\t1`;
  yield table("releases", "id, slug, first_slug, product, version, released_on, source_id", 1, () => release);
  const capabilities = listCapabilities(graph);
  yield table("capabilities", "id, integration_id, slug, name", capabilities.length, (index) => {
    const [integration, number] = capabilities[index] as readonly [number, number];
    return `${index + 1}\t${integration + 1}\tcapability-${number}\tCapability ${number}`;
  });
  const factColumns = "id, kind, slug, date, end_on, lasting, holds_from, holds_until";
  yield { table: "facts", columns: factColumns, rows: listFactRows(kinds, sources) };
  yield { table: "citations", columns: "fact_id, source_id", rows: listCitations(facts, sources) };
  let first = 1;
  for (const { table: own, columns, count, row } of kinds) {
    const id = first;
    yield table(own, `id, ${columns}`, count, (index) => `${id + index}\t${row(index)}`);
    if (own === "blockers") yield* listWorksAndNeeds(graph);
    first += count;
  }
}

/** Nodes of these types, by how many there are, are called by type and number. */
function* listSlugs(nodes: Readonly<Record<string, number>>): Generator<TableRows> {
  for (const [type, count] of Object.entries(nodes)) {
    yield table("slugs", "type, slug, node_id", count, (index) => {
      return `${type.toUpperCase()}\t${type}-${index}\t${index + 1}`;
    });
  }
}

function listFacts(graph: DrawnGraph): Facts[] {
  const { shape, blockerReport, adoptions, requirements } = graph;
  const ids = listCapabilityIds(graph);
  const { works, done } = listWorks(graph);
  const reported = indicesOf(blockerReport, (report) => report > 0);
  const features = indicesOf(graph.released, (released) => released === 1);
  const authored = indicesOf(graph.authored, (isAuthored) => isAuthored === 1);
  const capabilityIds = ids.flat().filter((id) => id % 2 === 0);
  const reviews = Math.floor(shape.integrations * 0.3);
  const again = Math.floor(shape.integrations * 0.2);
  return [
    {
      kind: "BLOCKER",
      table: "blockers",
      columns: "slug, first_slug, title, kind, integration_id, capability_id",
      count: shape.blockers,
      fixed: firstOrdinary(shape),
      row: (index) => {
        const integration = graph.blockerIntegration[index] as number;
        const capability = ids[integration]?.[graph.blockerCapability[index] as number];
        return `${twice(`blocker-${index}`)}\tBlocker ${index}\tMISSING_FEATURE\t${integration + 1}\t${capability ?? none}`;
      },
    },
    {
      kind: "REMEDY",
      table: "remedies",
      columns: "blocker_id",
      count: graph.remedyBlocker.length,
      ends: true,
      fixed: firstOrdinary(shape),
      row: (index) => `${(graph.remedyBlocker[index] as number) + 1}`,
    },
    {
      kind: "STATUS_REPORT",
      table: "status_reports",
      columns: "integration_id, status",
      count: shape.integrations + again,
      isReport: true,
      row: (index) => {
        const integration = index % shape.integrations;
        return `${integration + 1}\t${statuses[graph.status[integration] as number]}`;
      },
    },
    {
      kind: "CAPABILITY_REPORT",
      table: "capability_reports",
      columns: "capability_id, state",
      count: capabilityIds.length,
      isReport: true,
      row: (index) => `${capabilityIds[index]}\t${["WORKS", "PARTIAL", "MISSING"][index % 3]}`,
    },
    {
      kind: "BLOCKER_REPORT",
      table: "blocker_reports",
      columns: "blocker_id, work_id, state",
      count: reported.length + done.length,
      isReport: true,
      row: (index) => {
        const blocker = reported[index];
        if (blocker !== undefined)
          return `${blocker + 1}\t${none}\t${states[blockerReport[blocker] as number]}`;
        const work = done[index - reported.length] as number;
        return `${(works[work] as Work).blocker + 1}\t${work + 1}\tRESOLVED`;
      },
    },
    {
      kind: "BLOCKER_REVIEW",
      table: "blocker_reviews",
      columns: "integration_id",
      count: reviews,
      isReport: true,
      row: (index) => `${index + 1}`,
    },
    {
      kind: "FEATURE_RELEASE",
      table: "feature_releases",
      columns: "feature_id, release_id, change",
      count: features.length,
      isReport: true,
      row: (index) => `${(features[index] as number) + 1}\t1\tADDED`,
    },
    {
      kind: "REQUIREMENT",
      table: "requirements",
      columns: "feature_id, required_feature_id",
      count: requirements.length,
      row: (index) => (requirements[index] as readonly number[]).map((feature) => feature + 1).join("\t"),
    },
    {
      kind: "ADOPTION",
      table: "adoptions",
      columns: "integration_id, feature_id",
      count: adoptions.length,
      ends: true,
      row: (index) => (adoptions[index] as readonly number[]).map((node) => node + 1).join("\t"),
    },
    {
      kind: "CONTRIBUTION",
      table: "contributions",
      columns: "contributor_id, feature_id, role, state",
      count: authored.length,
      row: (index) => `1\t${(authored[index] as number) + 1}\tAUTHORED\tPLANNED`,
    },
  ];
}

function* listFactRows(kinds: readonly Facts[], sources: number): Generator<string> {
  let id = 0;
  for (const { kind, count, isReport, ends, fixed = 0 } of kinds) {
    for (let index = 0; index < count; index++) {
      id++;
      const isFixed = index < fixed;
      const isDated = isReport || isFixed || hash(id, 2) % 10 < 7;
      const drawn = isFixed ? "2012-01-01" : dayOf(hash(id, 3), hash(id, 4) % 200 === 0 ? 2040 : 2010);
      const date = isDated ? drawn : none;
      const [one, other] = citedSources(id, sources);
      const from = isDated ? drawn : [publishedOn(one), publishedOn(other)].sort()[0];
      // Half of what ends has ended by now.
      const isEnding = ends && !isFixed && hash(id, 5) % 50 === 0 && (from as string) < "2026";
      const end = isEnding ? (hash(id, 7) % 2 === 0 ? "2026-01-01" : "2060-01-01") : none;
      yield `${id}\t${kind}\t${kind}-${index}\t${date}\t${end}\t${ends ? "t" : "f"}\t${from}\t${end}`;
    }
  }
}

function* listCitations(facts: number, sources: number): Generator<string> {
  for (let id = 1; id <= facts; id++) {
    for (const source of citedSources(id, sources)) yield `${id}\t${source + 1}`;
  }
}

interface Work {
  readonly blocker: number;
  readonly number: number;
}

/** Every work that a need names, once; those that are reported done; and the work of each need on one. */
function listWorks({ needKind, needTarget, needRemedy, remedyBlocker, workDone }: DrawnGraph): {
  works: Work[];
  done: number[];
  workOfNeed: Map<number, number>;
} {
  const works: Work[] = [];
  const done = new Set<number>();
  const known = new Map<number, number>();
  const workOfNeed = new Map<number, number>();
  needKind.forEach((kind, need) => {
    if (needKinds[kind] !== "WORK") return;
    const blocker = remedyBlocker[needRemedy[need] as number] as number;
    const number = needTarget[need] as number;
    const key = blocker * 3 + number;
    const work = known.get(key) ?? works.push({ blocker, number }) - 1;
    known.set(key, work);
    workOfNeed.set(need, work);
    if (workDone[need] === 1) done.add(work);
  });
  return { works, done: [...done], workOfNeed };
}

function* listWorksAndNeeds(graph: DrawnGraph): Generator<TableRows> {
  const { works, workOfNeed } = listWorks(graph);
  yield table("works", "id, blocker_id, slug, description", works.length, (index) => {
    const { blocker, number } = works[index] as Work;
    return `${index + 1}\t${blocker + 1}\twork-${number}\tWork ${number}`;
  });
  const { needRemedy, needKind, needTarget, needCapability } = graph;
  const firstRemedy = graph.shape.blockers + 1;
  const ids = listCapabilityIds(graph);
  const columns = "remedy_id, position, kind, feature_id, blocker_id, integration_id, capability_id, work_id";
  let position = 0;
  yield table("needs", columns, needRemedy.length, (need) => {
    position = need > 0 && needRemedy[need - 1] === needRemedy[need] ? position + 1 : 0;
    const kind = needKinds[needKind[need] as number] as (typeof needKinds)[number];
    const target = needTarget[need] as number;
    const capability = kind === "INTEGRATION" ? ids[target]?.[needCapability[need] as number] : undefined;
    const targets = {
      FEATURE: [target + 1, none, none, none, none],
      BLOCKER: [none, target + 1, none, none, none],
      INTEGRATION: [none, none, target + 1, capability ?? none, none],
      WORK: [none, none, none, none, (workOfNeed.get(need) as number) + 1],
    }[kind];
    return `${firstRemedy + (needRemedy[need] as number)}\t${position}\t${kind}\t${targets.join("\t")}`;
  });
}

function listCapabilities({ capabilities }: DrawnGraph): (readonly [integration: number, number: number])[] {
  return Array.from(capabilities).flatMap((count, integration) =>
    Array.from({ length: count }, (_, number) => [integration, number] as const),
  );
}

/** Per integration the database ids of its capabilities. */
function listCapabilityIds({ capabilities }: DrawnGraph): number[][] {
  let id = 0;
  return Array.from(capabilities, (count) => Array.from({ length: count }, () => ++id));
}

function table(name: string, columns: string, count: number, row: (index: number) => string): TableRows {
  return { table: name, columns, rows: mapIndices(count, row) };
}

function* mapIndices(count: number, row: (index: number) => string): Generator<string> {
  for (let index = 0; index < count; index++) yield row(index);
}

function indicesOf(marks: Uint8Array, isMeant: (mark: number) => boolean): number[] {
  return Array.from(marks.keys()).filter((index) => isMeant(marks[index] as number));
}

function twice(slug: string): string {
  return `${slug}\t${slug}`;
}

function citedSources(fact: number, sources: number): [number, number] {
  const one = hash(fact, 8) % sources;
  return [one, (one + 1 + (hash(fact, 9) % (sources - 1))) % sources];
}

function publishedOn(source: number): string {
  return dayOf(hash(source, 10), 2010);
}

/** A day of the sixteen years from this one on. */
function dayOf(number: number, year: number): string {
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${year + (number % 16)}-${two(1 + ((number >>> 4) % 12))}-${two(1 + ((number >>> 8) % 28))}`;
}

/** Mixes a number and a salt, so that what is drawn twice is drawn alike (Wang, "Integer hash function", 2007). */
function hash(number: number, salt: number): number {
  let mixed = (number ^ 61 ^ (salt * 0x9e3779b1)) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
