import { inChangeSet } from "../../src/domain/change-set.ts";
import type { NounName } from "../../src/domain/noun.ts";
import { nouns } from "../../src/domain/noun-list.ts";
import { writeRecords } from "../../src/domain/write-records.ts";
import type { TestServer } from "./test-server.ts";

/** Who says something, and when; the page says it, on the first day, where it does not matter. */
export interface Told {
  readonly by?: string | readonly string[];
  readonly on?: string;
  readonly from?: string;
  readonly to?: string;
}

/** What a remedy needs: a feature by its slug, or as a record says it. */
export type ToldNeed =
  | string
  | { readonly blocker: string }
  | { readonly integration: string; readonly capability?: string }
  | { readonly work: string };

/** What a client is told of an integration, in lines. */
export interface Look {
  readonly status: string | null;
  readonly verdict: string | null;
  /** `"shell-waits OPEN"`, `"shell-waits RESOLVED, lifted"`. */
  readonly blockers: readonly string[];
  /** `"pipe 1 MISSING ALTERNATIVE: shell > shell-waits > pipe"`. */
  readonly blocking: readonly string[];
}

let graphs = 0;

/**
 * A small graph told in few words, written through `domain/` and asked over GraphQL. Nodes come to be when they
 * are first named. Each graph has its own names, so that many share a database; who asks sees nothing of that.
 */
export class StoredGraph {
  readonly #prefix: string;
  readonly #records = new Map<NounName, Map<string, object>>();

  constructor() {
    graphs++;
    this.#prefix = `graph${graphs}-`;
    this.source("page", "WIKI_REVISION", "2016-01-01");
  }

  source(slug: string, kind: string, publishedOn: string, series?: string): this {
    const url = `https://example.org/${slug}`;
    return this.#add("source", slug, {
      slug: this.#own(slug),
      title: slug,
      url,
      kind,
      publishedOn,
      ...(series && { series: this.#own(series) }),
    });
  }

  status(integration: string, status: string, { on = "2016-01-01", ...told }: Told = {}): this {
    const record = { integration: this.#integration(integration), status, date: on, ...this.#told(told) };
    return this.#addFact("status-report", record);
  }

  /** A blocker of an integration, or of `integration/capability`, with its remedies, each a list of needs. */
  blocker(slug: string, owner: string, ...remedies: readonly (readonly ToldNeed[])[]): this {
    const [name = "", capability] = owner.split("/");
    const integration = this.#integration(name);
    if (capability !== undefined) this.#capability(name, capability);
    this.#add("blocker", slug, {
      slug: this.#own(slug),
      title: slug,
      kind: "DEFECT",
      integration,
      ...(capability && { capability }),
      ...this.#told({}),
    });
    for (const needs of remedies) this.remedy(slug, needs);
    return this;
  }

  /** Who knows of a blocker, and since when; the page, where nothing else is told. */
  known(blocker: string, told: Told): this {
    const record = this.#records.get("blocker")?.get(blocker);
    return this.#add("blocker", blocker, { ...record, ...this.#told(told) });
  }

  remedy(blocker: string, needs: readonly ToldNeed[], told: Told = {}): this {
    return this.#addFact("remedy", {
      blocker: this.#own(blocker),
      needs: needs.map((need) => this.#need(need)),
      ...this.#told(told),
    });
  }

  report(
    blocker: string,
    state: string,
    { on = "2016-01-01", work, ...told }: Told & { readonly work?: string } = {},
  ): this {
    const about = { blocker: this.#own(blocker), ...(work && { work }) };
    return this.#addFact("blocker-report", { ...about, state, date: on, ...this.#told(told) });
  }

  review(integration: string): this {
    const record = { integration: this.#integration(integration), date: "2016-01-01", ...this.#told({}) };
    return this.#addFact("blocker-review", record);
  }

  adopts(integration: string, feature: string, told: Told = {}): this {
    const record = { integration: this.#integration(integration), feature: this.#feature(feature) };
    return this.#addFact("adoption", { ...record, ...this.#told(told) });
  }

  requires(feature: string, required: string): this {
    const record = { feature: this.#feature(feature), requires: this.#feature(required) };
    return this.#addFact("requirement", { ...record, ...this.#told({}) });
  }

  released(feature: string, on = "2016-01-01", change: "ADDED" | "REMOVED" = "ADDED"): this {
    const product = this.#own("criu");
    const release = { product, version: on, releasedOn: on, source: this.#own("page") };
    this.#add("release", on, { slug: `${product}-${on}`, ...release });
    const record = {
      feature: this.#feature(feature),
      release: `${product}-${on}`,
      change,
      ...this.#told({}),
    };
    return this.#addFact("feature-release", record);
  }

  /** Writes it, and lets it be asked. */
  async write(server: TestServer): Promise<AskedGraph> {
    await inChangeSet(server.database.write, { actor: "test" }, async (change) => {
      for (const noun of nouns) {
        await writeRecords(change, noun, [...(this.#records.get(noun.name)?.values() ?? [])]);
      }
    });
    return new AskedGraph(server, this.#prefix);
  }

  #own(slug: string): string {
    return `${this.#prefix}${slug}`;
  }

  #told({ by = "page", on: _, ...span }: Told): object {
    const sources = (typeof by === "string" ? [by] : by).map((slug) => this.#own(slug));
    const to = span.to && (/^\d/.test(span.to) ? span.to : this.#own(span.to));
    return { ...span, ...(to && { to }), sources };
  }

  #need(need: ToldNeed): object {
    if (typeof need === "string") return { feature: this.#feature(need) };
    if ("work" in need) return { ...need, description: need.work };
    if ("blocker" in need) return { blocker: this.#own(need.blocker) };
    if (need.capability !== undefined) this.#capability(need.integration, need.capability);
    return { ...need, integration: this.#integration(need.integration) };
  }

  #integration(slug: string): string {
    this.#add("integration", slug, { slug: this.#own(slug), name: slug, kind: "TOOLING" });
    return this.#own(slug);
  }

  #feature(slug: string): string {
    this.#add("feature", slug, { slug: this.#own(slug), name: slug, kind: "RPC" });
    return this.#own(slug);
  }

  #capability(integration: string, slug: string): void {
    const record = { integration: this.#integration(integration), slug, name: slug };
    this.#add("capability", `${integration}/${slug}`, record);
  }

  #addFact(noun: NounName, record: object): this {
    const key = `k${this.#records.get(noun)?.size ?? 0}`;
    return this.#add(noun, key, { ...record, key });
  }

  #add(noun: NounName, key: string, record: object): this {
    const known = this.#records.get(noun) ?? new Map<string, object>();
    this.#records.set(noun, known.set(key, record));
    return this;
  }
}

const document = `query ($slug: String!, $at: ViewpointInput) { integration(slug: $slug) {
  status(at: $at) readiness(at: $at) { verdict }
  blockers(at: $at, first: 100) { nodes { slug state(at: $at) lifted(at: $at) } }
  blockingFeatures(at: $at, first: 100) { edges { node { slug } depth reason necessity
    explanation { to { ... on Integration { slug } ... on Feature { slug } ... on Blocker { slug } } } } } } }`;

/** A graph that was written, asked from viewpoints. */
export class AskedGraph {
  readonly #server: TestServer;
  readonly #prefix: string;

  constructor(server: TestServer, prefix: string) {
    this.#server = server;
    this.#prefix = prefix;
  }

  /** What a client is told of an integration on a day, on the word of some sources or of all. */
  async look(integration: string, asOf: string, ...sources: readonly string[]): Promise<Look> {
    const { status, readiness, blockers, blockingFeatures } = (
      await this.ask(document, { slug: this.slug(integration), at: this.at(asOf, ...sources) })
    ).integration;
    return {
      status,
      verdict: readiness.verdict,
      blockers: blockers.nodes.map(
        (node: { slug: string; state: string; lifted: boolean }) =>
          `${node.slug} ${node.state}${node.lifted ? ", lifted" : ""}`,
      ),
      blocking: blockingFeatures.edges.map((edge: BlockingEdge) => {
        const walk = [integration, ...edge.explanation.map(({ to }) => to.slug)].join(" > ");
        return `${edge.node.slug} ${edge.depth} ${edge.reason} ${edge.necessity}: ${walk}`;
      }),
    };
  }

  /** Asks a document, and answers in the names the graph was told in. */
  // biome-ignore lint/suspicious/noExplicitAny: shaped by the document
  async ask(document: string, variables: object): Promise<any> {
    const data = await this.#server.ask(document, variables);
    return JSON.parse(JSON.stringify(data).replaceAll(this.#prefix, ""));
  }

  slug(told: string): string {
    return `${this.#prefix}${told}`;
  }

  at(asOf: string, ...sources: readonly string[]): object {
    return { asOf, ...(sources.length > 0 && { sources: sources.map((slug) => this.slug(slug)) }) };
  }
}

interface BlockingEdge {
  readonly node: { readonly slug: string };
  readonly depth: number;
  readonly reason: string;
  readonly necessity: string;
  readonly explanation: readonly { readonly to: { readonly slug: string } }[];
}
