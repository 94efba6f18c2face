import { sql } from "drizzle-orm";
import { changeSets, changes } from "../../schema/tables/change.ts";
import type { Db } from "../db/open.ts";
import type { AnyRecord, NounName } from "./noun.ts";
import { insertRows } from "./rows.ts";
import { sweepWorks } from "./work.ts";
import { explainWriteError } from "./write-error.ts";
import { tellWritten } from "./written.ts";

/** Who writes, and why. */
export interface Author {
  readonly actor: string;
  readonly reason?: string;
  readonly requestId?: string;
}

/** One record before and after a write; null: it was not there. */
export interface Change {
  readonly noun: NounName;
  readonly slug: string;
  readonly before: AnyRecord | null;
  readonly after: AnyRecord | null;
}

/** One writing transaction: the writes of `domain/` take it, and it remembers what they changed. */
export class ChangeSet {
  readonly db: Db;
  readonly #author: Author;
  #id: string | undefined;
  readonly #blockersWithWorks = new Set<number>();

  constructor(db: Db, author: Author) {
    this.db = db;
    this.#author = author;
  }

  /** The number of the set's own row; absent while nothing was changed. */
  get id(): string | undefined {
    return this.#id;
  }

  /** Adds to the history; the first change makes the set's own row. */
  async record(changed: readonly Change[]): Promise<void> {
    if (changed.length === 0) return;
    this.#id ??= await this.#begin();
    const changeSetId = this.#id;
    const rows = changed.map(({ noun, slug, before, after }) => {
      const operation = before === null ? "CREATE" : after === null ? "DELETE" : "UPDATE";
      return { change_set_id: changeSetId, noun, slug, operation, before, after };
    });
    await insertRows(this.db, changes, rows);
  }

  /** Has the works of these blockers looked at in the end: those that nothing names go. */
  sweepLater(blockers: readonly number[]): void {
    for (const blocker of blockers) this.#blockersWithWorks.add(blocker);
  }

  /** Checks what is checked at commit, then takes the next number; null: nothing was changed. */
  async finish(): Promise<number | null> {
    await sweepWorks(this.db, [...this.#blockersWithWorks]);
    if (this.#id === undefined) return null;
    await this.db.execute(sql`select check_before_number()`);
    // Closing the set numbers it, and has every other writer who is as far wait for the commit.
    const [row] = await this.db.execute<{ revision: string }>(
      sql`update change_sets set committed_at = clock_timestamp() where id = ${this.#id} returning revision`,
      "objects",
    );
    return Number(row?.revision);
  }

  async #begin(): Promise<string> {
    const { actor, reason = null, requestId = null } = this.#author;
    const [row] = await this.db.execute<{ id: string }>(
      sql`insert into ${changeSets} (actor, reason, request_id) values (${actor}, ${reason}, ${requestId}) returning id`,
      "objects",
    );
    if (!row) throw new Error("the change set was not made");
    return row.id;
  }
}

/**
 * Runs `write` in a transaction that either commits under one new revision, with every change in `changes`, or
 * leaves nothing. A write that changes nothing leaves no row and takes no number (`revision` is null then).
 *
 * @throws ValidationError, NotFoundError, ConflictError, also for what only the database notices.
 *
 * @example
 * await inChangeSet(db, { actor: "ada" }, (change) => writeRecords(change, adoption, [
 *   { integration: "shell", feature: "restore-sibling", sources: ["bash-5.4-news"] },
 * ]));
 */
export async function inChangeSet<Result>(
  db: Db,
  author: Author,
  write: (change: ChangeSet) => Promise<Result>,
): Promise<{ result: Result; revision: number | null }> {
  try {
    const written = await db.transaction(async (transaction) => {
      const change = new ChangeSet(transaction, author);
      const result = await write(change);
      return { result, revision: await change.finish() };
    });
    if (written.revision !== null) tellWritten();
    return written;
  } catch (error) {
    throw explainWriteError(error);
  }
}
