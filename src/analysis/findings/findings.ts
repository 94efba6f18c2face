import { OutOfTime, type Stoppable } from "../algorithms/stoppable.ts";
import { findAdoptedBeforeRelease } from "./adopted-before-release.ts";
import { type Finding, type FindingRule, findingRules, severities } from "./finding.ts";
import type { FindingView } from "./finding-facts.ts";
import { findNeedCycles } from "./need-cycle.ts";
import { findOpenButRemedied } from "./open-but-remedied.ts";
import { findPeopleTwice } from "./person-twice.ts";
import { findReadyButBlocked } from "./ready-but-blocked.ts";
import { findContradictedReviews } from "./review-contradicted.ts";
import { findStale } from "./stale.ts";
import { findStatusConflicts } from "./status-conflict.ts";
import { findStepsBack } from "./step-back.ts";

const finders: Readonly<Record<FindingRule, (view: FindingView) => Finding[]>> = {
  STATUS_CONFLICT: findStatusConflicts,
  READY_BUT_BLOCKED: findReadyButBlocked,
  OPEN_BUT_REMEDIED: findOpenButRemedied,
  STEP_BACK: findStepsBack,
  NEED_CYCLE: findNeedCycles,
  PERSON_TWICE: findPeopleTwice,
  ADOPTED_BEFORE_RELEASE: findAdoptedBeforeRelease,
  STALE: findStale,
  REVIEW_CONTRADICTED: findContradictedReviews,
};

/**
 * What some rules find, all unless told which: the gravest first, then in the order of rules, of the subjects'
 * slugs, and of the facts they rest on.
 *
 * @throws OutOfTime between two rules once its time is over.
 */
export function* findFindings(
  view: FindingView,
  rules: readonly FindingRule[] = findingRules,
): Stoppable<Finding[]> {
  const findings: Finding[] = [];
  for (const rule of new Set(rules)) {
    if (yield) throw new OutOfTime();
    for (const finding of finders[rule](view)) findings.push(finding);
  }
  return findings.sort(compareFindings);
}

function compareFindings(a: Finding, b: Finding): number {
  if (a.severity !== b.severity) return severities.indexOf(a.severity) - severities.indexOf(b.severity);
  if (a.rule !== b.rule) return findingRules.indexOf(a.rule) - findingRules.indexOf(b.rule);
  if (a.subject.slug !== b.subject.slug) return a.subject.slug < b.subject.slug ? -1 : 1;
  return compareNumbers(a.factIds, b.factIds) || (a.message < b.message ? -1 : 1);
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (const [index, number] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    if (number !== other) return number - other;
  }
  return a.length - b.length;
}
