import type { NounName } from "../../domain/noun.ts";
import { builder } from "../builder.ts";

export const Noun = builder.enumType("Noun", {
  description: "Every kind of record there is: nodes, facts, and capabilities.",
  values: {
    CONTRIBUTOR: { value: "contributor", description: "A person." },
    SOURCE: { value: "source", description: "Where a fact comes from." },
    INTEGRATION: { value: "integration", description: "Software that integrates CRIU." },
    RELEASE: { value: "release", description: "A version of CRIU or of an integration." },
    FEATURE: { value: "feature", description: "What CRIU, or the kernel under it, offers an integrator." },
    CAPABILITY: { value: "capability", description: "One thing an integration can or cannot do." },
    BLOCKER: { value: "blocker", description: "One reason why an integration is not there yet." },
    STATUS_REPORT: { value: "status-report", description: "A StatusReport." },
    CAPABILITY_REPORT: { value: "capability-report", description: "A CapabilityReport." },
    FEATURE_RELEASE: { value: "feature-release", description: "A FeatureRelease." },
    REQUIREMENT: { value: "requirement", description: "A Requirement." },
    ADOPTION: { value: "adoption", description: "An Adoption." },
    DEPENDENCY: { value: "dependency", description: "A Dependency." },
    REMEDY: { value: "remedy", description: "A Remedy, with its needs." },
    BLOCKER_REPORT: { value: "blocker-report", description: "A BlockerReport." },
    BLOCKER_REVIEW: { value: "blocker-review", description: "A BlockerReview." },
    CONTRIBUTION: { value: "contribution", description: "A Contribution." },
  } satisfies Record<string, { value: NounName; description: string }>,
});
