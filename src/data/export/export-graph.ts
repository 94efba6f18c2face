import { sql } from "drizzle-orm";
import type { Db } from "../../db/open.ts";
import type { NounName } from "../../domain/noun.ts";
import { nounNamed } from "../../domain/noun-list.ts";
import { streamRecords } from "../../domain/stream-records.ts";
import type { GraphDocument } from "../graph-document.ts";
import { seedKinds } from "../seed-kind.ts";
import { nestRecords } from "./nest-records.ts";
import { RecordQueue } from "./record-queue.ts";

/**
 * Hands the whole graph, as it is at one moment, to `take`, a document at a time and always in the same order: all
 * nodes with every slug they had, all facts with their sources. A page of each noun is in memory.
 */
export async function exportGraph(
  db: Db,
  take: (document: GraphDocument) => Promise<void> | void,
): Promise<void> {
  await db.transaction(
    async (transaction) => {
      const queues = new Map<NounName, RecordQueue>();
      const queueOf = (noun: NounName) => {
        const queue = queues.get(noun) ?? new RecordQueue(streamRecords(transaction, nounNamed(noun)));
        queues.set(noun, queue);
        return queue;
      };
      for (const { name } of seedKinds) {
        for await (const document of nestRecords(name, queueOf)) await take({ name, document });
      }
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

/** The number of documents in sight: of nodes, less sources and releases that share one. For progress. */
export async function countNodes(db: Db): Promise<number> {
  const [row] = await db.execute<{ count: number }>(
    sql`select ((select count(*) from contributors) + (select count(*) from features)
      + (select count(*) from integrations) + (select count(*) from sources))::int as count`,
    "objects",
  );
  return row?.count ?? 0;
}
