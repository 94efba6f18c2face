import { assumedId } from "../assumptions/assumed-report.ts";

/** The rules, in the order of the design. */
export const findingRules = [
  "STATUS_CONFLICT",
  "READY_BUT_BLOCKED",
  "OPEN_BUT_REMEDIED",
  "STEP_BACK",
  "NEED_CYCLE",
  "PERSON_TWICE",
  "ADOPTED_BEFORE_RELEASE",
  "STALE",
  "REVIEW_CONTRADICTED",
] as const;
export type FindingRule = (typeof findingRules)[number];

/**
 * ERROR: the facts cannot all be right, or can never come true. WARNING: two sources differ, or one leaves out
 * what a reader needs; it may well be so, but somebody should look. INFO: nothing is wrong yet.
 */
export const severities = ["ERROR", "WARNING", "INFO"] as const;
export type Severity = (typeof severities)[number];

/** How much each rule matters. */
export const severityOf: Readonly<Record<FindingRule, Severity>> = {
  STATUS_CONFLICT: "WARNING",
  READY_BUT_BLOCKED: "ERROR",
  OPEN_BUT_REMEDIED: "ERROR",
  STEP_BACK: "WARNING",
  NEED_CYCLE: "ERROR",
  PERSON_TWICE: "WARNING",
  // Distributions and integrations do take up what is merged and not yet released.
  ADOPTED_BEFORE_RELEASE: "WARNING",
  STALE: "INFO",
  REVIEW_CONTRADICTED: "WARNING",
};

/** The node that a finding is about. */
export interface FindingSubject {
  readonly type: "Integration" | "Feature" | "Blocker" | "Contributor";
  readonly id: number;
  readonly slug: string;
}

/** A contradiction, or a gap, that somebody should look at. */
export interface Finding {
  readonly rule: FindingRule;
  readonly severity: Severity;
  /** What it is filed under. */
  readonly subject: FindingSubject;
  /** What else it is about, in the order it names them. */
  readonly others: readonly FindingSubject[];
  /** One English sentence that names slugs and days. */
  readonly message: string;
  /**
   * The facts that it rests on, ascending; none where names contradict each other, which are no facts, and none
   * that are only assumed.
   */
  readonly factIds: readonly number[];
}

/** Puts a finding together. */
export function makeFinding(
  rule: FindingRule,
  subject: FindingSubject,
  message: string,
  factIds: readonly number[],
  others: readonly FindingSubject[] = [],
): Finding {
  return {
    rule,
    severity: severityOf[rule],
    subject,
    others,
    message,
    factIds: [...new Set(factIds)].filter((id) => id !== assumedId).sort((a, b) => a - b),
  };
}
