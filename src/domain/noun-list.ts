import { adoption } from "./adoption.ts";
import { blocker } from "./blocker.ts";
import { blockerReport } from "./blocker-report.ts";
import { blockerReview } from "./blocker-review.ts";
import { capability } from "./capability.ts";
import { capabilityReport } from "./capability-report.ts";
import { contribution } from "./contribution.ts";
import { contributor } from "./contributor.ts";
import { dependency } from "./dependency.ts";
import { feature } from "./feature.ts";
import { featureRelease } from "./feature-release.ts";
import { integration } from "./integration.ts";
import { type Noun, type NounName, nounNames } from "./noun.ts";
import { release } from "./release.ts";
import { remedy } from "./remedy.ts";
import { requirement } from "./requirement.ts";
import { source } from "./source.ts";
import { statusReport } from "./status-report.ts";

const byName = {
  contributor,
  source,
  integration,
  release,
  feature,
  capability,
  blocker,
  "status-report": statusReport,
  "capability-report": capabilityReport,
  "feature-release": featureRelease,
  requirement,
  adoption,
  dependency,
  remedy,
  "blocker-report": blockerReport,
  "blocker-review": blockerReview,
  contribution,
};

/** The noun of a name. */
export function nounNamed(name: NounName): Noun {
  return byName[name] as unknown as Noun;
}

/** Every noun, in an order in which what a record refers to comes before it. */
export const nouns: readonly Noun[] = nounNames.map(nounNamed);
