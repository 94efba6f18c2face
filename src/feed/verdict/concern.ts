import type { Pool } from "pg";
import { NeedKind } from "../../analysis/projection/projected-needs.ts";
import type { Present } from "../../analysis/standing/present.ts";
import type { FeedChange } from "../read-changes.ts";
import type { Subject } from "./answer.ts";

/** The nodes on which an answer may depend, by database id. */
interface Behind {
  readonly integrations: Set<number>;
  readonly blockers: Set<number>;
  readonly features: Set<number>;
}

/**
 * The changes that may touch the answer about a node: they are about one that it depends on. What a change adds to
 * these names one of them, so that they need not be found again before something did.
 */
export class Concern {
  /** What changes call the nodes that the answer depends on. */
  readonly names: ReadonlySet<string>;

  constructor(names: Iterable<string>) {
    this.names = new Set(names);
  }

  /** Whether a change may touch the answer. */
  meets({ noun, operation, subjects }: Pick<FeedChange, "noun" | "operation" | "subjects">): boolean {
    // Their days count wherever they are cited or something ended with them; a new one is cited by nobody yet.
    if ((noun === "source" || noun === "release") && operation !== "CREATE") return true;
    return subjects.some((name) => this.names.has(name));
  }

  /** This and what another one is about. */
  and(other: Concern): Concern {
    return new Concern([...this.names, ...other.names]);
  }
}

/** Finds out which changes may touch the answer about a node, from what holds at a moment. */
export async function findConcern(pool: Pool, present: Present, subject: Subject): Promise<Concern> {
  const { integrations, blockers, features } = walk(present, subject);
  const { rows } = await pool.query<{ name: string }>({
    name: "find_concern",
    text: `
      select 'INTEGRATION ' || first_slug as name from integrations where id = any($1::bigint[]) union all
      select 'BLOCKER ' || first_slug from blockers where id = any($2::bigint[]) union all
      select 'FEATURE ' || first_slug from features where id = any($3::bigint[]) union all
      -- What waits for these and is not in view, but may come into it.
      select 'BLOCKER ' || b.first_slug
        from needs n join remedies r on r.id = n.remedy_id join blockers b on b.id = r.blocker_id
        where $4 and (n.integration_id = any($1) or n.blocker_id = any($2) or n.feature_id = any($3))`,
    values: [[...integrations], [...blockers], [...features], subject.type === "Feature"],
  });
  return new Concern(rows.map(({ name }) => name));
}

function walk(present: Present, { type, id }: Subject): Behind {
  const { projection } = present;
  const found: Behind = { integrations: new Set(), blockers: new Set(), features: new Set() };
  if (type === "Integration") found.integrations.add(projection.integrations.indexOf(id));
  else walkBack(present, projection.features.indexOf(id), found);
  found.integrations.delete(-1);
  const hidden = walkForth(present, found);
  const idsOf = (index: { idOf(index: number): number }, indices: Set<number>) =>
    new Set([...indices].map((each) => index.idOf(each)));
  const ids: Behind = {
    integrations: idsOf(projection.integrations, found.integrations),
    blockers: idsOf(projection.blockers, found.blockers),
    features: idsOf(projection.features, found.features),
  };
  for (const [kind, each] of hidden) ids[kind].add(each);
  ids[type === "Integration" ? "integrations" : "features"].add(id);
  return ids;
}

/** All integrations that could be blocked by a feature, whatever holds. */
function walkBack({ projection }: Present, feature: number, found: Behind): void {
  if (feature < 0) return;
  const { needs, requirements, blockerIntegration } = projection;
  found.features.add(feature);
  for (const each of found.features) {
    requirements.backward.forEach(each, (requiring) => found.features.add(requiring));
    needs.onFeature.forEach(each, (need) => found.blockers.add(needs.blocker[need] as number));
  }
  for (const blocker of found.blockers) {
    const integration = blockerIntegration[blocker] as number;
    needs.onBlocker.forEach(blocker, (need) => found.blockers.add(needs.blocker[need] as number));
    if (found.integrations.has(integration)) continue;
    found.integrations.add(integration);
    needs.onIntegration.forEach(integration, (need) => found.blockers.add(needs.blocker[need] as number));
  }
}

/** Adds all that integrations could wait for, whatever holds. Returns what of that is not in view. */
function walkForth({ projection }: Present, found: Behind): [keyof Behind, number][] {
  const { needs, requirements, blockerIntegration, blockersOfIntegration, remediesOfBlocker, tables } =
    projection;
  const hidden: [keyof Behind, number][] = [];
  const kinds = {
    [NeedKind.FEATURE]: "features",
    [NeedKind.BLOCKER]: "blockers",
    [NeedKind.INTEGRATION]: "integrations",
  } as const;
  const followNeed = (need: number): void => {
    const kind = kinds[needs.kind[need] as keyof typeof kinds];
    const target = needs.target[need] as number;
    if (kind === undefined) return;
    if (target >= 0) found[kind].add(target);
    else hidden.push([kind, tables.hiddenTargets[-1 - target] as number]);
  };
  // Sets are walked to what is added meanwhile, but integrations and blockers add to each other.
  for (let size = -1; size !== found.integrations.size + found.blockers.size; ) {
    size = found.integrations.size + found.blockers.size;
    for (const integration of found.integrations) {
      blockersOfIntegration.forEach(integration, (blocker) => found.blockers.add(blocker));
    }
    for (const blocker of found.blockers) {
      found.integrations.add(blockerIntegration[blocker] as number);
      remediesOfBlocker.forEach(blocker, (remedy) => needs.ofRemedy.forEach(remedy, followNeed));
    }
  }
  for (const feature of found.features) {
    requirements.forward.forEach(feature, (required) => found.features.add(required));
  }
  return hidden;
}
