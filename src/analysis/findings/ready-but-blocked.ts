import { at } from "../algorithms/at.ts";
import { findStatusReport } from "../standing/standing.ts";
import { listUnlifted } from "../standing/verdict.ts";
import { type Finding, makeFinding } from "./finding.ts";
import type { FindingView } from "./finding-facts.ts";
import { joinSlugs } from "./wording.ts";

/** READY_BUT_BLOCKED: an integration is READY, and a blocker of the whole of it is not lifted. */
export function findReadyButBlocked({ present }: FindingView): Finding[] {
  const { projection } = present;
  const findings: Finding[] = [];
  for (let integration = 0; integration < projection.integrations.size; integration++) {
    const report = findStatusReport(present, integration)?.report;
    if (report?.status !== "READY") continue;
    const blockers = listUnlifted(present, integration).filter(
      (blocker) => at(projection.blockerCapability, blocker) < 0,
    );
    if (blockers.length === 0) continue;
    const slug = projection.integrations.slugOf(integration);
    const slugs = blockers.map((blocker) => projection.blockers.slugOf(blocker));
    const verb = slugs.length === 1 ? "stands" : "stand";
    const message = `${slug} is READY since ${report.observedOn}, and yet ${joinSlugs(slugs)} ${verb} in its way.`;
    const subject = { type: "Integration", id: projection.integrations.idOf(integration), slug } as const;
    const ids = blockers.map((blocker) => projection.blockers.idOf(blocker));
    const others = ids.map((id, position) => ({
      type: "Blocker" as const,
      id,
      slug: slugs[position] as string,
    }));
    findings.push(makeFinding("READY_BUT_BLOCKED", subject, message, [report.id, ...ids], others));
  }
  return findings;
}
