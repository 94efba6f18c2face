import { at } from "../algorithms/at.ts";
import { NeedKind } from "../projection/projected-needs.ts";
import type { Projection } from "../projection/projection.ts";
import { findUsable } from "./availability.ts";
import { findSatisfaction, Lifting, type Premises, Readiness, type Satisfaction } from "./satisfaction.ts";
import type { Standing } from "./standing.ts";

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

function listPremises(projection: Projection, standing: Standing, usable: Uint8Array): Premises {
  const { needs, blockerIntegration } = projection;
  const lifting = { OPEN: Lifting.BY_REMEDY, RESOLVED: Lifting.LIFTED, WONT_FIX: Lifting.STUCK };
  const given = new Uint8Array(needs.size);
  for (let need = 0; need < needs.size; need++) {
    const target = at(needs.target, need);
    if (needs.kind[need] === NeedKind.WORK) given[need] = standing.workDone[target] ?? 0;
    if (needs.kind[need] !== NeedKind.FEATURE || usable[target] !== 1) continue;
    const integration = at(blockerIntegration, at(needs.blocker, need));
    if (standing.adoptions.has(integration, target)) given[need] = 1;
  }
  return {
    lifting: Uint8Array.from(standing.blocker, (state) => lifting[state]),
    readiness: standing.ready.map((ready) => (ready === 1 ? Readiness.READY : Readiness.NOT_READY)),
    given,
  };
}
