import type { TokenLookup } from "../auth/token-lookup.ts";
import type { Db } from "../db/open.ts";
import type { ChangeFeed } from "../feed/change-feed.ts";
import type { VerdictFeed } from "../feed/verdict/verdict-feed.ts";
import type { Graph } from "./read/graph.ts";
import type { FieldKeys } from "./read/selection.ts";
import type { Viewer } from "./viewer.ts";

/** What a resolver gets beside its arguments. */
export interface Context {
  readonly graph: Graph;
  /** Where mutations write. */
  readonly write: Db;
  /** What is written, as it is committed. */
  readonly feed: ChangeFeed;
  /** Answers that are watched. */
  readonly verdicts: VerdictFeed;
  /** Where a client that comes back to a subscription says it was; null: it did not say. */
  readonly lastEventId: string | null;
  /** Who asks, and what they may. */
  readonly viewer: Viewer;
  /** What those may manage who have the scope for it. */
  readonly tokens: TokenLookup;
  /** Aborts when the client is gone. */
  readonly signal: AbortSignal;
  /** Names the request in logs and in masked errors. */
  readonly requestId: string;
  /** Where resolvers find what the read path loaded; made by the first root field of an operation. */
  keys?: FieldKeys;
  /** The number of the last write seen when the first root field was read; all of the answer contains it. */
  revision?: number;
}
