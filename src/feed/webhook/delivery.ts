import type { Pool } from "pg";
import type { Position } from "../position.ts";
import { deliveryId, signBody } from "./signature.ts";

/** Changes of one change set that go out together, at most. */
const mostChanges = 100;

interface Row {
  readonly revision: string;
  readonly committedAt: Date;
  readonly actor: string;
  readonly reason: string | null;
  readonly requestId: string | null;
  readonly id: string;
  readonly operation: string;
  readonly noun: string;
  readonly slug: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Some changes of one change set, as they are sent: the same from the same place each time. */
export interface Delivery {
  /** The place before the first of its changes, and after the last. */
  readonly from: Position;
  readonly to: Position;
  readonly body: string;
}

/** What comes after a place; null: nothing yet. */
export async function readDelivery(pool: Pool, from: Position): Promise<Delivery | null> {
  const { rows } = await pool.query<Row>({
    name: "read_delivery",
    text: `
      select s.revision, s.committed_at as "committedAt", s.actor, s.reason, s.request_id as "requestId",
        c.id, c.operation, c.noun, c.slug, c.before, c.after
      from change_sets s join changes c on c.change_set_id = s.id
      where s.revision = (
          select revision from change_sets n where revision >= $1 and exists (
            select from changes where change_set_id = n.id and id > case when n.revision = $1 then $2::bigint else 0 end
          ) order by revision limit 1
        )
        and c.id > case when s.revision = $1 then $2::bigint else 0 end
      order by c.id limit ${mostChanges}`,
    values: [from.revision, from.id],
  });
  const [first] = rows;
  const last = rows.at(-1);
  if (!first || !last) return null;
  const { committedAt, actor, reason, requestId } = first;
  const revision = Number(first.revision);
  const body = JSON.stringify({
    type: "changes",
    revision,
    committedAt,
    actor,
    reason,
    requestId,
    changes: rows.map(({ id, operation, noun, slug, before, after }) => ({
      number: Number(id),
      operation,
      noun: noun.toUpperCase().replaceAll("-", "_"),
      slug,
      before,
      after,
    })),
  });
  return { from, to: { revision, id: Number(last.id) }, body };
}

/** The headers of a delivery to a webhook. */
export function headersOf(
  { key, id }: { readonly key: Buffer; readonly id: number },
  { to, body }: Delivery,
  now: Date,
): Record<string, string> {
  return postHeaders(signBody(key, deliveryId(key, `${id} ${to.revision} ${to.id}`), body, now));
}

/** The headers of whatever is posted to a webhook, with those that sign it. */
export function postHeaders(signature: Record<string, string>): Record<string, string> {
  return { "content-type": "application/json", "user-agent": "criugraph", accept: "*/*", ...signature };
}
