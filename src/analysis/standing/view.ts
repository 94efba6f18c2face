import type { FactsInView } from "../projection/facts-in-view.ts";
import { packFacts } from "../projection/pack-facts.ts";
import { projectFacts } from "../projection/project-facts.ts";
import { findPresent, type Present } from "./present.ts";
import { readStanding } from "./read-standing.ts";

/** The facts of one viewpoint and all that holds by them, for questions that ask both. */
export interface View {
  readonly facts: FactsInView;
  readonly present: Present;
}

/** Works out what holds by the facts of one viewpoint. */
export function viewFacts(facts: FactsInView): View {
  const projection = projectFacts(facts.asOf, packFacts(facts));
  return { facts, present: findPresent(projection, readStanding(projection)) };
}
