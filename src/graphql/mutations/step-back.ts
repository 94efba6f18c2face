import { sql } from "drizzle-orm";
import { joinBestSource } from "../../analysis/load/best-source.ts";
import type { StatusReportRow } from "../../analysis/projection/facts-in-view.ts";
import { listStatusChanges } from "../../analysis/standing/status-history.ts";
import type { ChangeSet } from "../../domain/change-set.ts";
import { requireNoteForStepBack } from "../../domain/status-report.ts";
import type { Subject } from "./verb.ts";

/**
 * Refuses a status report that was just written, takes its integration a step back from the status before, and has no
 * note that says why.
 *
 * @throws ValidationError
 */
export async function refuseStepBack({ db }: ChangeSet, { noun, key }: Subject): Promise<void> {
  if (noun !== "status-report") return;
  // Who reports on the same integration at the same time comes after us, and sees what we wrote.
  await db.execute(
    sql`select from integrations where id = (
      select integration_id from status_reports t join facts f on f.id = t.id where f.kind = 'STATUS_REPORT' and f.slug = ${key})
      for no key update`,
  );
  const rows = await db.execute<StatusReportRow & { isWritten: boolean; note: string | null }>(
    sql`select t.id::int, t.integration_id::int as "integrationId", t.status, f.date::text as "observedOn",
        f.slug = ${key} as "isWritten", f.note, best.source, best.series, best."sourceRank"
      from status_reports t join facts f on f.id = t.id ${sql.raw(joinBestSource("true"))}
      where t.integration_id = (
        select w.integration_id from status_reports w join facts wf on wf.id = w.id
          where wf.kind = 'STATUS_REPORT' and wf.slug = ${key})`,
    "objects",
  );
  const changes = listStatusChanges(rows);
  const written = rows.find(({ isWritten }) => isWritten);
  const place = changes.findIndex(({ id }) => id === written?.id);
  if (!written || place < 1) return;
  const { status, note } = written;
  requireNoteForStepBack(changes[place - 1]?.status ?? null, { status, ...(note !== null && { note }) });
}
