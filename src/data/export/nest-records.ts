import { abridgeFact } from "../../domain/abridge-fact.ts";
import { firstSlugIn } from "../../domain/node.ts";
import type { AnyRecord, NounName } from "../../domain/noun.ts";
import { nounNamed } from "../../domain/noun-list.ts";
import { releaseSlug } from "../../domain/release.ts";
import type { DocumentName } from "../seed-kind.ts";
import { type Entry, makeDocuments } from "./make-document.ts";
import type { RecordQueue } from "./record-queue.ts";

/** The queue of each noun. */
export type RecordQueues = (noun: NounName) => RecordQueue;

/** The documents of one kind, from the records of which they are made; the reverse of `flatten-seed.ts`. */
export function nestRecords(name: DocumentName, queues: RecordQueues): AsyncGenerator<unknown> {
  return nesting[name](queues);
}

const nesting: Readonly<Record<DocumentName, (queues: RecordQueues) => AsyncGenerator<unknown>>> = {
  contributor: (queues) => nestNodes("contributor", queues, contributorEntries),
  feature: (queues) => nestNodes("feature", queues, featureEntries),
  integration: (queues) => nestNodes("integration", queues, integrationEntries),
  releases: nestReleases,
  sources: nestSources,
};

type NodeEntries = (queues: RecordQueues, node: string) => AsyncGenerator<Entry>;

async function* nestNodes(noun: NounName, queues: RecordQueues, entriesOf: NodeEntries) {
  for await (const record of queues(noun).take()) {
    yield* makeDocuments(record, entriesOf(queues, firstSlugIn(record as never)));
  }
}

async function* contributorEntries(queues: RecordQueues, contributor: string): AsyncGenerator<Entry> {
  yield* facts(queues, "contribution", "contributions", [contributor]);
}

async function* featureEntries(queues: RecordQueues, feature: string): AsyncGenerator<Entry> {
  yield* facts(queues, "feature-release", "releases", [feature]);
  for await (const { list, record } of facts(queues, "requirement", "requires", [feature])) {
    const { slug, requires, ...rest } = record;
    yield { list, record: { ...(slug !== undefined && { slug }), feature: requires, ...rest } };
  }
}

async function* integrationEntries(queues: RecordQueues, integration: string): AsyncGenerator<Entry> {
  yield* facts(queues, "status-report", "status", [integration]);
  for await (const { integration: _, ...record } of queues("capability").take(integration)) {
    yield { list: "capabilities", record };
    const owners = [integration, String(record.slug)];
    yield* facts(queues, "capability-report", "reports", owners, "capabilities");
  }
  for await (const { integration: _, ...record } of queues("blocker").take(integration)) {
    yield { list: "blockers", record };
    const owners = [integration, firstSlugIn(record as never)];
    yield* facts(queues, "remedy", "remedies", owners, "blockers");
    yield* facts(queues, "blocker-report", "reports", owners, "blockers");
  }
  yield* facts(queues, "blocker-review", "reviews", [integration]);
  yield* facts(queues, "adoption", "adoptions", [integration]);
  yield* facts(queues, "dependency", "dependencies", [integration]);
}

/** The fields that say where a fact belongs: its document says so already. */
const ownerFields: Readonly<Partial<Record<NounName, readonly string[]>>> = {
  "status-report": ["integration"],
  "capability-report": ["integration", "capability"],
  "blocker-review": ["integration"],
  adoption: ["integration"],
  dependency: ["integration"],
  remedy: ["blocker"],
  "blocker-report": ["blocker"],
  "feature-release": ["feature"],
  requirement: ["feature"],
  contribution: ["contributor"],
};

async function* facts(
  queues: RecordQueues,
  noun: NounName,
  list: string,
  owners: readonly string[],
  within?: string,
): AsyncGenerator<Entry> {
  const dropped = new Set(ownerFields[noun]);
  for await (const fact of queues(noun).take(...owners)) {
    const said = Object.entries(abridgeFact(nounNamed(noun), fact)).filter(([field]) => !dropped.has(field));
    yield { list, record: Object.fromEntries(said), ...(within !== undefined && { within }) };
  }
}

async function* nestReleases(queues: RecordQueues): AsyncGenerator<unknown> {
  const queue = queues("release");
  for (let owners = await queue.nextOwners(); owners; owners = await queue.nextOwners()) {
    const [product, integration] = owners;
    yield* makeDocuments(
      { product, ...(integration && { integration }) },
      releaseEntries(queue.take(...owners)),
    );
  }
}

async function* releaseEntries(releases: AsyncIterable<AnyRecord>): AsyncGenerator<Entry> {
  for await (const { slug, product, integration: _, ...release } of releases) {
    const made = releaseSlug({ product: String(product), version: String(release.version) });
    yield { list: "releases", record: { ...(slug !== made && { slug }), ...release } };
  }
}

/** A document each: a list of all would not fit into memory. */
async function* nestSources(queues: RecordQueues): AsyncGenerator<unknown> {
  for await (const source of queues("source").take()) yield [source];
}
