import { FactIndex, listFactIds } from "../projection/fact-index.ts";
import type { FactsInView } from "../projection/facts-in-view.ts";
import type { CitationRow } from "../reliance/relies-on.ts";
import { BlockedSinceLookup } from "../since/blocked-since.ts";
import { goBack, type History } from "../since/history.ts";
import { keep } from "./keep.ts";

/** The facts behind some integrations, and who says them. */
export class Behind {
  /** Those in view. */
  readonly facts: FactsInView;
  readonly index: FactIndex;
  /** Since when blockers have stood, by what ended before the viewpoint as well. */
  readonly since: BlockedSinceLookup;
  /** Who says the facts in view. */
  readonly citations: () => Promise<readonly CitationRow[]>;

  constructor(history: History, loadCitations: (factIds: readonly number[]) => Promise<CitationRow[]>) {
    this.facts = goBack(history, history.facts.asOf);
    this.index = new FactIndex(this.facts);
    this.since = new BlockedSinceLookup(history);
    this.citations = keep(() => loadCitations(listFactIds(this.facts)));
  }
}
