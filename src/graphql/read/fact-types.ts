/** The object type of each kind of fact. */
export const factTypes = {
  STATUS_REPORT: "StatusReport",
  CAPABILITY_REPORT: "CapabilityReport",
  BLOCKER: "Blocker",
  BLOCKER_REPORT: "BlockerReport",
  BLOCKER_REVIEW: "BlockerReview",
  REMEDY: "Remedy",
  FEATURE_RELEASE: "FeatureRelease",
  REQUIREMENT: "Requirement",
  ADOPTION: "Adoption",
  DEPENDENCY: "Dependency",
  CONTRIBUTION: "Contribution",
} as const;
