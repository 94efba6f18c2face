import { NeedKind } from "../projection/projected-needs.ts";
import type { Projection, ProjectionUpdate } from "../projection/projection.ts";
import { moveIndices, moveValues } from "../projection/splice.ts";
import { findUsable } from "./availability.ts";
import type { Present } from "./present.ts";
import { listOwners, updateStanding } from "./read-standing.ts";
import { reviseSatisfaction } from "./revise-satisfaction.ts";
import type { Satisfaction } from "./satisfaction.ts";
import type { Standing } from "./standing.ts";

/**
 * What holds after an update of a projection, from what held before it, which assumed nothing and is left as it
 * is: a few copies, and as much work as there is that changes.
 */
export function updatePresent(before: Present, update: ProjectionUpdate): Present {
  const { projection, changes } = update;
  const standing = updateStanding(before.standing, before.projection, update);
  const usable = findUsable(projection, standing.available);
  const previous: Held = {
    ready: moveValues(before.standing.ready, changes.integrations.move, projection.integrations.size),
    blocker: moveValues(before.standing.blocker, changes.blockers.move, projection.blockers.size),
    workDone: moveValues(before.standing.workDone, changes.works.move, projection.works.size),
    usable: moveValues(before.usable, changes.features.move, projection.features.size),
  };
  const held: Satisfaction = {
    lifted: moveValues(before.lifted, changes.blockers.move, projection.blockers.size),
    holds: moveValues(before.holds, changes.needs.move, projection.needs.size),
    support: moveIndices(
      moveValues(before.support, changes.blockers.move, projection.blockers.size, -1),
      changes.remedies.move,
    ),
  };
  const suspects = new SuspectList(projection);
  suspects.addDifferences(previous, { ...standing, usable });
  suspects.addChanged(before.projection, update);
  return reviseSatisfaction(projection, standing, usable, held, suspects);
}

/**
 * What holds in the same projection if everything stands otherwise: a few copies, and as much work as there is
 * that changes.
 *
 * @param adopted the features, by index, that others have adopted than before
 */
export function assumePresent(before: Present, standing: Standing, adopted: Iterable<number>): Present {
  const { projection } = before;
  const usable = findUsable(projection, standing.available);
  const suspects = new SuspectList(projection);
  suspects.addDifferences({ ...before.standing, usable: before.usable }, { ...standing, usable });
  for (const feature of adopted) suspects.addOnFeature(feature);
  const held = {
    lifted: before.lifted.slice(),
    holds: before.holds.slice(),
    support: before.support.slice(),
  };
  return reviseSatisfaction(projection, standing, usable, held, suspects);
}

type Held = Pick<Standing, "ready" | "blocker" | "workDone"> & Pick<Present, "usable">;

/** Collects what has to be looked at again. */
class SuspectList {
  readonly #projection: Projection;
  readonly blockers = new Set<number>();
  readonly needs = new Set<number>();

  constructor(projection: Projection) {
    this.#projection = projection;
  }

  /** What rests on something that stands otherwise than it did, in the same numbers. */
  addDifferences(before: Held, after: Held): void {
    const { needs } = this.#projection;
    const addNeed = (need: number): void => {
      this.needs.add(need);
    };
    forEachDifference(before.usable, after.usable, (feature) => this.addOnFeature(feature));
    forEachDifference(before.ready, after.ready, (index) => needs.onIntegration.forEach(index, addNeed));
    forEachDifference(before.blocker, after.blocker, (blocker) => this.blockers.add(blocker));
    forEachDifference(before.workDone, after.workDone, (work) => this.#addOnWork(work));
  }

  addOnFeature(feature: number): void {
    this.#projection.needs.onFeature.forEach(feature, (need) => this.needs.add(need));
  }

  /** The needs on features of blockers of these integrations. */
  addAdopting(integrations: Iterable<number>): void {
    const { blockersOfIntegration } = this.#projection;
    for (const integration of integrations) {
      blockersOfIntegration.forEach(integration, (blocker) => this.#addOfKind(blocker, NeedKind.FEATURE));
    }
  }

  /** What is new, and what rests on what went. */
  addChanged(previous: Projection, { changes }: ProjectionUpdate): void {
    const { tables, needs } = this.#projection;
    for (const need of changes.needs.added) this.needs.add(need);
    // A blocker is lifted by all needs of a remedy: what it had there before, and what it has now.
    const needing = listOwners(changes.needs, previous.needs.blocker, needs.blocker, changes.blockers.move);
    for (const blocker of needing) this.blockers.add(blocker);
    for (const blocker of changes.blockers.added) {
      this.blockers.add(blocker);
      // It may have been out of view until now.
      needs.onBlocker.forEach(blocker, (need) => this.needs.add(need));
    }
    const remedied = listOwners(
      changes.remedies,
      previous.remedyBlocker,
      tables.remedies.blocker,
      changes.blockers.move,
    );
    for (const blocker of remedied) this.blockers.add(blocker);
    for (const blocker of changes.blockers.taken) {
      previous.needs.onBlocker.forEach(blocker, (need) => {
        const now = changes.needs.move === null ? need : (changes.needs.move[need] as number);
        if (now >= 0) this.needs.add(now);
      });
    }
    // A capability is free or not by the blockers that it has.
    const capabilities = listOwners(
      changes.blockers,
      previous.blockerCapability,
      tables.blockers.capability,
      changes.capabilities.move,
    );
    for (const capability of capabilities) {
      if (capability >= 0) needs.onCapability.forEach(capability, (need) => this.needs.add(need));
    }
    // Adoptions count for the blockers of the integration they are of, and a blocker can change hands.
    this.addAdopting(
      listOwners(
        changes.adoptions,
        previous.tables.adoptions.integration,
        tables.adoptions.integration,
        changes.integrations.move,
      ),
    );
    for (const blocker of changes.blockers.added) this.#addOfKind(blocker, NeedKind.FEATURE);
  }

  #addOnWork(work: number): void {
    const blocker = this.#projection.tables.works.blocker[work] as number;
    this.#addOfKind(blocker, NeedKind.WORK);
  }

  #addOfKind(blocker: number, kind: number): void {
    const { needs, remediesOfBlocker } = this.#projection;
    remediesOfBlocker.forEach(blocker, (remedy) => {
      needs.ofRemedy.forEach(remedy, (need) => {
        if (needs.kind[need] === kind) this.needs.add(need);
      });
    });
  }
}

function forEachDifference(before: Uint8Array, after: Uint8Array, visit: (index: number) => void): void {
  for (let index = 0; index < after.length; index++) if (before[index] !== after[index]) visit(index);
}
