import {
  type Adjacency,
  EdgeList,
  groupBothWays,
  groupIndices,
  type TwoWayAdjacency,
} from "../algorithms/adjacency.ts";
import { at } from "../algorithms/at.ts";
import type { BlockerRow, FactsInView, RequirementRow } from "./facts-in-view.ts";
import { IdIndex, NodeIndex } from "./node-index.ts";
import { type ProjectedNeeds, projectNeeds } from "./projected-needs.ts";
import { indexWorks, type WorkIndex } from "./work-index.ts";

/**
 * The lasting shape of the graph in a viewpoint, as dense indices and flat arrays: which blocker belongs to
 * what, which remedies and needs it has, which feature requires which. What is true of it on a day (statuses,
 * releases, adoptions) is its `Standing`.
 */
export interface Projection {
  readonly integrations: NodeIndex;
  readonly capabilities: NodeIndex;
  /** What capabilities are called, by database id. */
  readonly capabilityNames: ReadonlyMap<number, string>;
  readonly features: NodeIndex;
  /** Blockers in view. */
  readonly blockers: NodeIndex;
  readonly capabilitiesOfIntegration: Adjacency;
  readonly blockerIntegration: Int32Array;
  /** -1: the blocker concerns the whole integration. */
  readonly blockerCapability: Int32Array;
  readonly blockersOfIntegration: Adjacency;
  readonly blockersOfCapability: Adjacency;
  /** Remedies in view whose blocker is in view too. */
  readonly remedies: IdIndex;
  readonly remedyBlocker: Int32Array;
  readonly remediesOfBlocker: Adjacency;
  readonly needs: ProjectedNeeds;
  readonly works: WorkIndex;
  /** Feature to the features it requires, once per requirement. */
  readonly requirements: TwoWayAdjacency;
  /** Requirements by the feature that requires. */
  readonly requirementsOf: (feature: number) => readonly RequirementRow[];
}

/**
 * Numbers the rows of a viewpoint and links them both ways, in time linear in the rows but for sorting nodes
 * by slug.
 *
 * @throws RangeError if a blocker belongs to an integration or capability that is not among the facts.
 */
export function buildProjection(facts: FactsInView): Projection {
  const integrations = new NodeIndex(facts.integrations);
  const capabilities = new NodeIndex(facts.capabilities);
  const features = new NodeIndex(facts.features);
  const blockers = new NodeIndex(facts.blockers);
  const { blockerIntegration, blockerCapability } = placeBlockers(
    facts,
    blockers,
    integrations,
    capabilities,
  );
  const remedyRows = facts.remedies.filter((remedy) => blockers.indexOf(remedy.blockerId) >= 0);
  const remedies = new IdIndex(remedyRows.map((remedy) => remedy.id));
  const remedyBlocker = Int32Array.from(remedyRows, (remedy) => blockers.indexOf(remedy.blockerId));
  const blockerOfRemedy = (remedyId: number): number => remedyBlocker[remedies.indexOf(remedyId)] ?? -1;
  const works = indexWorks(facts.needs, facts.blockerReports, blockerOfRemedy, blockers);
  return {
    integrations,
    capabilities,
    capabilityNames: new Map(facts.capabilities.map(({ id, name }) => [id, name])),
    features,
    blockers,
    capabilitiesOfIntegration: groupCapabilities(facts, integrations, capabilities),
    blockerIntegration,
    blockerCapability,
    blockersOfIntegration: groupIndices(blockerIntegration, integrations.size),
    blockersOfCapability: groupIndices(blockerCapability, capabilities.size),
    remedies,
    remedyBlocker,
    remediesOfBlocker: groupIndices(remedyBlocker, blockers.size),
    needs: projectNeeds(facts.needs, {
      integrations,
      capabilities,
      features,
      blockers,
      works,
      remedies,
      remedyBlocker,
    }),
    works,
    ...linkRequirements(facts.requirements, features),
  };
}

function placeBlockers(
  facts: FactsInView,
  blockers: NodeIndex,
  integrations: NodeIndex,
  capabilities: NodeIndex,
): Pick<Projection, "blockerIntegration" | "blockerCapability"> {
  const blockerIntegration = new Int32Array(blockers.size);
  const blockerCapability = new Int32Array(blockers.size);
  for (const row of facts.blockers) {
    const blocker = blockers.indexOf(row.id);
    blockerIntegration[blocker] = indexOfOwner(row, integrations, row.integrationId);
    blockerCapability[blocker] =
      row.capabilityId === null ? -1 : indexOfOwner(row, capabilities, row.capabilityId);
  }
  return { blockerIntegration, blockerCapability };
}

function indexOfOwner(blocker: BlockerRow, owners: NodeIndex, id: number): number {
  const index = owners.indexOf(id);
  if (index < 0)
    throw new RangeError(`blocker ${blocker.slug} belongs to ${id}, which is not among the facts`);
  return index;
}

function groupCapabilities(facts: FactsInView, integrations: NodeIndex, capabilities: NodeIndex): Adjacency {
  const owner = new Int32Array(capabilities.size).fill(-1);
  for (const row of facts.capabilities) {
    owner[capabilities.indexOf(row.id)] = integrations.indexOf(row.integrationId);
  }
  return groupIndices(owner, integrations.size);
}

function linkRequirements(
  rows: readonly RequirementRow[],
  features: NodeIndex,
): Pick<Projection, "requirements" | "requirementsOf"> {
  const edges = new EdgeList();
  const owners = Int32Array.from(rows, (row) => features.indexOf(row.featureId));
  rows.forEach((row, index) => {
    edges.add(at(owners, index), features.indexOf(row.requiredFeatureId));
  });
  const byOwner = groupIndices(owners, features.size);
  return {
    requirements: groupBothWays(edges, features.size, features.size),
    requirementsOf: (feature) => Array.from(byOwner.of(feature), (index) => rows[index] as RequirementRow),
  };
}
