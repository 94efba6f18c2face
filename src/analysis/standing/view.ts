import type { FactsInView } from "../projection/facts-in-view.ts";
import { buildProjection } from "../projection/projection.ts";
import { findPresent, type Present } from "./present.ts";
import { readStanding } from "./standing.ts";

/** The facts of one viewpoint and all that holds by them, for questions that ask both. */
export interface View {
  readonly facts: FactsInView;
  readonly present: Present;
}

/** Works out what holds by the facts of one viewpoint. */
export function viewFacts(facts: FactsInView): View {
  const projection = buildProjection(facts);
  return { facts, present: findPresent(projection, readStanding(facts, projection)) };
}
