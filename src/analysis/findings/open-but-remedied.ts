import { findHeldSince } from "../since/held-since.ts";
import { findLatestOfEach } from "../standing/latest.ts";
import { type Finding, makeFinding } from "./finding.ts";
import type { FindingView } from "./finding-facts.ts";

/**
 * OPEN_BUT_REMEDIED: somebody reported a blocker OPEN on a later day than that from which, by the facts in view,
 * one of its remedies has held. Whoever merely repeated OPEN counts too, as they looked.
 */
export function findOpenButRemedied(view: FindingView): Finding[] {
  const { blockers, remedies, remediesOfBlocker } = view.present.projection;
  const heldSince = findHeldSince(view, view.more.heldFrom);
  const reported = findLatestOfEach(
    view.facts.blockerReports.filter((report) => report.work === null),
    blockers.size,
    (report) => blockers.indexOf(report.blockerId),
    (report) => report.state,
  );
  return reported.flatMap((latest, blocker) => {
    if (latest?.report.state !== "OPEN") return [];
    const open = [latest.report, ...latest.confirmations].reduce((last, report) =>
      report.observedOn > last.observedOn ? report : last,
    );
    const held = Array.from(remediesOfBlocker.of(blocker))
      .map((remedy) => ({ id: remedies.idOf(remedy), day: heldSince.remedy[remedy] ?? null }))
      .filter(({ day }) => day !== null && day < open.observedOn)
      .sort((a, b) => ((a.day as string) < (b.day as string) ? -1 : a.day === b.day ? a.id - b.id : 1));
    const [first] = held;
    if (first === undefined) return [];
    const slug = blockers.slugOf(blocker);
    const message =
      `On ${open.observedOn} ${open.source} called ${slug} OPEN, ` +
      `though a remedy of it has held since ${first.day}.`;
    const subject = { type: "Blocker", id: blockers.idOf(blocker), slug } as const;
    return [makeFinding("OPEN_BUT_REMEDIED", subject, message, [open.id, first.id])];
  });
}
