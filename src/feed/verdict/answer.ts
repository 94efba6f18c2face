import { createHash } from "node:crypto";
import type { Analysis, Blocking } from "../../analysis/analysis.ts";
import type { BlockingReason } from "../../analysis/blocking/blocking.ts";
import type { Verdict } from "../../analysis/standing/verdict.ts";

/** The node whose answer is watched, by database id. */
export interface Subject {
  readonly type: "Integration" | "Feature";
  readonly id: number;
}

/** How it stands around a node from one viewpoint: what is told when it changes. */
export interface VerdictAnswer {
  /** The viewpoint's day. */
  readonly asOf: string;
  /** Of an integration; null also where no status is in view. */
  readonly verdict: Verdict | null;
  /** The features that block an integration, or the integrations that a feature blocks, by id, ascending. */
  readonly blockings: readonly { readonly id: number; readonly reason: BlockingReason }[];
}

/** The answer of an analysis. */
export function readAnswer(analysis: Analysis, { type, id }: Subject, asOf: string): VerdictAnswer {
  const isIntegration = type === "Integration";
  const blockings = isIntegration ? analysis.blockingFeatures(id) : analysis.blockedIntegrations(id);
  const other = ({ featureId, integrationId }: Blocking) => (isIntegration ? featureId : integrationId);
  return {
    asOf,
    verdict: isIntegration ? analysis.verdictOf(id) : null,
    blockings: blockings
      .map((blocking) => ({ id: other(blocking), reason: blocking.reason }))
      .sort((one, another) => one.id - another.id),
  };
}

/** Marks longer than so many characters are cut to a hash, so that they fit into a header of a request. */
const longestMark = 6_000;

/** What two answers share that say the same, whatever their days. Most can be read back from it. */
export function markAnswer({ verdict, blockings }: VerdictAnswer): string {
  const packed = blockings.map(({ id, reason }) => `${reason === "MISSING" ? "m" : "n"}${id.toString(36)}`);
  const mark = [verdict ?? "", ...packed].join(" ");
  if (mark.length <= longestMark) return mark;
  return `#${createHash("sha256").update(mark).digest("base64url")}`;
}

/** The answer that a mark was made of; null: it was too long to be kept. */
export function readMark(mark: string, asOf: string): VerdictAnswer | null {
  if (mark.startsWith("#")) return null;
  const [verdict = "", ...blockings] = mark.split(" ");
  return {
    asOf,
    verdict: verdict === "" ? null : (verdict as Verdict),
    blockings: blockings.map((each) => ({
      id: Number.parseInt(each.slice(1), 36),
      reason: each.startsWith("m") ? "MISSING" : "NOT_ADOPTED",
    })),
  };
}
