import { NeedKind } from "../projection/projected-needs.ts";
import type { Projection } from "../projection/projection.ts";
import { findUsable } from "./availability.ts";
import { findSatisfaction, Lifting, type Premises, Readiness, type Satisfaction } from "./satisfaction.ts";
import { BlockerCode, type Standing } from "./standing.ts";

/** A projection with all that holds in it: what every question about blocking is asked of. */
export interface Present extends Satisfaction {
  readonly projection: Projection;
  readonly standing: Standing;
  /** 1 per usable feature. */
  readonly usable: Uint8Array;
}

/** Computes what holds as things stand. */
export function findPresent(projection: Projection, standing: Standing): Present {
  const usable = findUsable(projection, standing.available);
  const premises = listPremises(projection, standing, usable);
  return { projection, standing, usable, ...findSatisfaction(projection, premises) };
}

/** Whether a need on a feature or a work holds as things stand; what holds of others follows. */
export function isGiven(
  { needs, blockerIntegration }: Projection,
  standing: Standing,
  usable: Uint8Array,
  need: number,
): boolean {
  const target = needs.target[need] as number;
  if (needs.kind[need] === NeedKind.WORK) return standing.workDone[target] === 1;
  if (needs.kind[need] !== NeedKind.FEATURE || usable[target] !== 1) return false;
  const integration = blockerIntegration[needs.blocker[need] as number] as number;
  return standing.adoptions.has(integration, target);
}

const liftingOf = new Uint8Array(3);
liftingOf[BlockerCode.OPEN] = Lifting.BY_REMEDY;
liftingOf[BlockerCode.RESOLVED] = Lifting.LIFTED;
liftingOf[BlockerCode.WONT_FIX] = Lifting.STUCK;

function listPremises(projection: Projection, standing: Standing, usable: Uint8Array): Premises {
  const { needs } = projection;
  const given = new Uint8Array(needs.size);
  for (let need = 0; need < needs.size; need++) {
    if (isGiven(projection, standing, usable, need)) given[need] = 1;
  }
  return {
    lifting: standing.blocker.map((code) => liftingOf[code] as number),
    readiness: standing.ready.map((ready) => (ready === 1 ? Readiness.READY : Readiness.NOT_READY)),
    given,
  };
}
