import { type Adjacency, groupIndices, groupPairs, groupSorted } from "../algorithms/adjacency.ts";
import type { TableName } from "./fact-columns.ts";
import { IdIndex, NodeIndex } from "./node-index.ts";
import { NeedKind, type ProjectedNeeds } from "./projected-needs.ts";
import type { Projection, RowLists } from "./projection.ts";
import { countRows } from "./rows.ts";
import type { Tables } from "./tables.ts";
import type { TableChanges } from "./update-tables.ts";
import { WorkIndex } from "./work-index.ts";

/**
 * Links tables both ways.
 *
 * @param before the projection they were updated from, whose links are taken over where nothing changed
 */
export function linkTables(
  asOf: string,
  tables: Tables,
  changes: TableChanges,
  before: Projection | null,
): Projection {
  return new Linker(tables, changes, before).link(asOf);
}

class Linker {
  readonly #tables: Tables;
  readonly #changes: TableChanges;
  readonly #before: Projection | null;

  constructor(tables: Tables, changes: TableChanges, before: Projection | null) {
    this.#tables = tables;
    this.#changes = changes;
    this.#before = before;
  }

  link(asOf: string): Projection {
    const { capabilities, blockers, works, remedies, requirements } = this.#tables;
    return {
      asOf,
      tables: this.#tables,
      integrations: this.#nodes("integrations"),
      capabilities: this.#nodes("capabilities"),
      features: this.#nodes("features"),
      blockers: this.#nodes("blockers"),
      sources: this.#keep(
        (projection) => projection.sources,
        this.#isSteady("sources"),
        () => new IdIndex(this.#tables.sources.id),
      ),
      capabilitiesOfIntegration: this.#keep(
        (projection) => projection.capabilitiesOfIntegration,
        this.#isSteady("integrations") && this.#isSteady("capabilities"),
        () => groupIndices(capabilities.integration, this.#size("integrations")),
      ),
      blockerIntegration: blockers.integration,
      blockerCapability: blockers.capability,
      blockersOfIntegration: this.#keep(
        (projection) => projection.blockersOfIntegration,
        this.#isSteady("integrations") && this.#isSteady("blockers"),
        () => groupIndices(blockers.integration, this.#size("integrations")),
      ),
      blockersOfCapability: this.#keep(
        (projection) => projection.blockersOfCapability,
        this.#isSteady("capabilities") && this.#isSteady("blockers"),
        () => groupIndices(blockers.capability, this.#size("capabilities")),
      ),
      remedies: this.#keep(
        (projection) => projection.remedies,
        this.#isSteady("remedies"),
        () => new IdIndex(remedies.id),
      ),
      remedyBlocker: remedies.blocker,
      remediesOfBlocker: this.#keep(
        (projection) => projection.remediesOfBlocker,
        this.#isSteady("blockers") && this.#isSteady("remedies"),
        () => groupSorted(remedies.blocker, this.#size("blockers")),
      ),
      needs: this.#linkNeeds(),
      works: this.#keep(
        (projection) => projection.works,
        this.#isSteady("blockers") && this.#isSteady("works"),
        () => new WorkIndex(works, groupSorted(works.blocker, this.#size("blockers"))),
      ),
      requirements: this.#keep(
        (projection) => projection.requirements,
        this.#isSteady("features") && this.#isSteady("requirements"),
        () => ({
          forward: groupPairs(requirements.feature, requirements.required, this.#size("features")),
          backward: groupPairs(requirements.required, requirements.feature, this.#size("features")),
        }),
      ),
      rowsOf: this.#listRows(),
    };
  }

  #linkNeeds(): ProjectedNeeds {
    const { needs, remedies } = this.#tables;
    const { kind, target, capability, remedy } = needs;
    const on = (read: (needs: ProjectedNeeds) => Adjacency, ofKind: number, table: TableName): Adjacency =>
      this.#keep(
        (projection) => read(projection.needs),
        this.#isSteady("needs") && this.#isSteady(table),
        () => groupIndices(keepOfKind(kind, target, ofKind), this.#size(table)),
      );
    return {
      size: remedy.length,
      kind,
      target,
      capability,
      remedy,
      blocker: this.#keep(
        (projection) => projection.needs.blocker,
        this.#isSteady("needs") && this.#isSteady("remedies") && this.#isSteady("blockers"),
        () => remedy.map((index) => remedies.blocker[index] as number),
      ),
      ofRemedy: this.#keep(
        (projection) => projection.needs.ofRemedy,
        this.#isSteady("needs") && this.#isSteady("remedies"),
        () => groupSorted(remedy, this.#size("remedies")),
      ),
      onFeature: on((of) => of.onFeature, NeedKind.FEATURE, "features"),
      onBlocker: on((of) => of.onBlocker, NeedKind.BLOCKER, "blockers"),
      onIntegration: on((of) => of.onIntegration, NeedKind.INTEGRATION, "integrations"),
      onCapability: this.#keep(
        (projection) => projection.needs.onCapability,
        this.#isSteady("needs") && this.#isSteady("capabilities"),
        () => groupIndices(capability, this.#size("capabilities")),
      ),
    };
  }

  #listRows(): RowLists {
    const { tables, rowsOf } = { tables: this.#tables, rowsOf: this.#before?.rowsOf };
    const list = (name: keyof RowLists, column: Int32Array, owners: TableName): Adjacency =>
      this.#isSteady(name) && this.#isSteady(owners) && rowsOf
        ? rowsOf[name]
        : groupSorted(column, this.#size(owners));
    return {
      statusReports: list("statusReports", tables.statusReports.subject, "integrations"),
      capabilityReports: list("capabilityReports", tables.capabilityReports.subject, "capabilities"),
      blockerReports: list("blockerReports", tables.blockerReports.subject, "blockers"),
      blockerReviews: list("blockerReviews", tables.blockerReviews.integration, "integrations"),
      adoptions: list("adoptions", tables.adoptions.integration, "integrations"),
      requirements: list("requirements", tables.requirements.feature, "features"),
      featureReleases: list("featureReleases", tables.featureReleases.feature, "features"),
      authorships: list("authorships", tables.authorships.feature, "features"),
    };
  }

  #nodes(name: "integrations" | "capabilities" | "features" | "blockers"): NodeIndex {
    return this.#keep(
      (projection) => projection[name],
      this.#isSteady(name),
      () => new NodeIndex(this.#tables[name]),
    );
  }

  #keep<Part>(read: (projection: Projection) => Part, isSame: boolean, make: () => Part): Part {
    return isSame && this.#before !== null ? read(this.#before) : make();
  }

  /** Whether the rows of a table are those they were, under the same indices. */
  #isSteady(name: TableName): boolean {
    const { taken, added, isReordered } = this.#changes[name];
    return taken.length === 0 && added.length === 0 && !isReordered;
  }

  #size(name: TableName): number {
    return countRows(this.#tables[name]);
  }
}

/** Targets of the needs of one kind; -1 of all others. */
function keepOfKind(kind: Uint8Array, target: Int32Array, wanted: number): Int32Array {
  const kept = new Int32Array(target.length);
  for (let need = 0; need < kept.length; need++) {
    kept[need] = kind[need] === wanted ? (target[need] as number) : -1;
  }
  return kept;
}
