import { type Analysis, analyse } from "../../src/analysis/analysis.ts";
import type {
  AdoptionRow,
  BlockerReportRow,
  BlockerReviewRow,
  BlockerRow,
  BlockerState,
  CapabilityReportRow,
  CapabilityRow,
  CapabilityState,
  FactsInView,
  FeatureReleaseRow,
  IntegrationStatus,
  NamedRow,
  NeedRow,
  RemedyRow,
  ReportRow,
  RequirementRow,
  StatusReportRow,
} from "../../src/analysis/projection/facts-in-view.ts";

/** A need by slugs: `"restore-sibling"`, `{ blocker }`, `{ integration, capability? }` or `{ work }`. */
export type Need =
  | string
  | { readonly blocker: string }
  | { readonly integration: string; readonly capability?: string }
  | { readonly work: string };

/** Who says something, and when; what is left out is the same for all. */
export interface Said {
  readonly on?: string;
  readonly rank?: 0 | 1 | 2;
  readonly source?: string;
  readonly series?: string;
}

/**
 * A small graph told by slugs, as the facts of one viewpoint. Integrations, features and capabilities come to
 * be when they are first named; blockers when they are told with `blocker`: a need on any other blocker is a
 * need out of view.
 */
export class Graph {
  readonly #ids = new Map<string, number>();
  readonly #integrations: NamedRow[] = [];
  readonly #features: NamedRow[] = [];
  readonly #capabilities: CapabilityRow[] = [];
  readonly #blockers: BlockerRow[] = [];
  readonly #statusReports: StatusReportRow[] = [];
  readonly #capabilityReports: CapabilityReportRow[] = [];
  readonly #blockerReports: BlockerReportRow[] = [];
  readonly #blockerReviews: BlockerReviewRow[] = [];
  readonly #remedies: RemedyRow[] = [];
  readonly #needs: NeedRow[] = [];
  readonly #adoptions: AdoptionRow[] = [];
  readonly #requirements: RequirementRow[] = [];
  readonly #featureReleases: FeatureReleaseRow[] = [];
  readonly #authoredFeatures: number[] = [];
  #lastId = 0;

  status(integration: string, status: IntegrationStatus, said: Said = {}): this {
    this.#statusReports.push({ ...this.#report(said), integrationId: this.integration(integration), status });
    return this;
  }

  capability(integration: string, capability: string, state: CapabilityState, said: Said = {}): this {
    const capabilityId = this.#capability(integration, capability);
    this.#capabilityReports.push({ ...this.#report(said), capabilityId, state });
    return this;
  }

  /** A blocker of an integration, or of `integration/capability`, with its remedies, each a list of needs. */
  blocker(slug: string, owner: string, ...remedies: readonly (readonly Need[])[]): this {
    const [integration = "", capability] = owner.split("/");
    this.#blockers.push({
      id: this.blockerId(slug),
      slug,
      integrationId: this.integration(integration),
      capabilityId: capability === undefined ? null : this.#capability(integration, capability),
    });
    for (const needs of remedies) {
      const remedyId = this.#nextId();
      this.#ids.set(
        `remedy ${slug} ${this.#remedies.filter((r) => r.blockerId === this.blockerId(slug)).length}`,
        remedyId,
      );
      this.#remedies.push({ id: remedyId, blockerId: this.blockerId(slug) });
      this.#needs.push(...needs.map((need, position) => this.#need({ remedyId, position }, need)));
    }
    return this;
  }

  blockerReport(blocker: string, state: BlockerState, said: Said & { readonly work?: string } = {}): this {
    const { work = null, ...rest } = said;
    this.#blockerReports.push({ ...this.#report(rest), blockerId: this.blockerId(blocker), work, state });
    return this;
  }

  review(integration: string): this {
    this.#blockerReviews.push({ id: this.#nextId(), integrationId: this.integration(integration) });
    return this;
  }

  adopts(integration: string, feature: string): this {
    const integrationId = this.integration(integration);
    this.#adoptions.push({ id: this.#nextId(), integrationId, featureId: this.feature(feature) });
    return this;
  }

  requires(feature: string, required: string): this {
    const featureId = this.feature(feature);
    const id = this.#idOf(`requirement ${feature} ${required}`);
    this.#requirements.push({ id, featureId, requiredFeatureId: this.feature(required) });
    return this;
  }

  released(
    feature: string,
    change: "ADDED" | "REMOVED" = "ADDED",
    on = "2015-01-01",
    release = change + on,
  ): this {
    const featureId = this.feature(feature);
    const releaseId = this.#idOf(`release ${release}`);
    this.#featureReleases.push({ id: this.#nextId(), featureId, releaseId, change, releasedOn: on });
    return this;
  }

  authored(feature: string): this {
    this.#authoredFeatures.push(this.feature(feature));
    return this;
  }

  integration(slug: string): number {
    return this.#node("integration", slug, this.#integrations);
  }

  feature(slug: string): number {
    return this.#node("feature", slug, this.#features);
  }

  blockerId(slug: string): number {
    return this.#idOf(`blocker ${slug}`);
  }

  remedyId(blocker: string, position = 0): number {
    return this.#idOf(`remedy ${blocker} ${position}`);
  }

  requirementId(feature: string, required: string): number {
    return this.#idOf(`requirement ${feature} ${required}`);
  }

  releaseId(release: string): number {
    return this.#idOf(`release ${release}`);
  }

  /** The slug of a node by its id. */
  slugOf(id: number): string {
    const node = [...this.#integrations, ...this.#features, ...this.#blockers].find((row) => row.id === id);
    return node?.slug ?? `unknown ${id}`;
  }

  get facts(): FactsInView {
    return {
      asOf: "2020-01-01",
      integrations: this.#integrations,
      features: this.#features,
      capabilities: this.#capabilities,
      blockers: this.#blockers,
      statusReports: this.#statusReports,
      capabilityReports: this.#capabilityReports,
      blockerReports: this.#blockerReports,
      blockerReviews: this.#blockerReviews,
      remedies: this.#remedies,
      needs: this.#needs,
      adoptions: this.#adoptions,
      requirements: this.#requirements,
      featureReleases: this.#featureReleases,
      authoredFeatures: this.#authoredFeatures,
    };
  }

  analyse(): Analysis {
    return analyse(this.facts);
  }

  #report(said: Said): ReportRow {
    const source = said.source ?? "wiki-1";
    const { on = "2016-01-01", rank = 2, series = source } = said;
    return { id: this.#nextId(), observedOn: on, sourceRank: rank, source, series };
  }

  #need(place: { readonly remedyId: number; readonly position: number }, need: Need): NeedRow {
    if (typeof need === "string") return { ...place, kind: "FEATURE", featureId: this.feature(need) };
    if ("work" in need) return { ...place, kind: "WORK", work: need.work };
    if ("blocker" in need) return { ...place, kind: "BLOCKER", blockerId: this.blockerId(need.blocker) };
    return {
      ...place,
      kind: "INTEGRATION",
      integrationId: this.integration(need.integration),
      capabilityId:
        need.capability === undefined ? null : this.#capability(need.integration, need.capability),
    };
  }

  #capability(integration: string, slug: string): number {
    const integrationId = this.integration(integration);
    const id = this.#idOf(`capability ${integration}/${slug}`);
    if (!this.#capabilities.some((row) => row.id === id)) {
      this.#capabilities.push({ id, slug, name: slug, integrationId });
    }
    return id;
  }

  #node(type: string, slug: string, rows: NamedRow[]): number {
    const id = this.#idOf(`${type} ${slug}`);
    if (!rows.some((row) => row.id === id)) rows.push({ id, slug });
    return id;
  }

  #idOf(key: string): number {
    const id = this.#ids.get(key) ?? this.#nextId();
    this.#ids.set(key, id);
    return id;
  }

  #nextId(): number {
    this.#lastId++;
    return this.#lastId;
  }
}
