import { type SQL, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import type { z } from "zod";
import type { FactKind } from "../../schema/tables/fact.ts";
import type { NodeType } from "../../schema/tables/node-type.ts";
import type { ChangeSet } from "./change-set.ts";
import type { Reference, References } from "./reference.ts";

/** Every kind of record, in an order in which what a record refers to comes before it. */
export const nounNames = [
  "contributor",
  "source",
  "integration",
  "release",
  "feature",
  "capability",
  "blocker",
  "status-report",
  "capability-report",
  "feature-release",
  "requirement",
  "adoption",
  "dependency",
  "remedy",
  "blocker-report",
  "blocker-review",
  "contribution",
] as const;

export type NounName = (typeof nounNames)[number];

/** What a slug in a record can name. */
export type Target =
  | "contributor"
  | "source"
  | "integration"
  | "release"
  | "feature"
  | "capability"
  | "blocker"
  | "work";

/** The canonical JSON of one entity or fact: what files, exports and `changes` hold. */
export type AnyRecord = Readonly<Record<string, unknown>>;

/** One field of a record and where it is stored. */
export interface Field {
  /** The column of the noun's own table; absent: it follows from the other fields. */
  readonly column?: PgColumn;
  /** The field holds a slug of such a thing, the column its id. */
  readonly refersTo?: Target;
  /** The field whose slug completes this one: a capability's is unique in its integration only. */
  readonly within?: string;
  /** The field's value as SQL, from a row of the noun's table. */
  readonly read: SQL;
}

/** What makes a noun a node: a slug people may rename while the former ones keep leading to it. */
export interface NodeTraits<R> {
  readonly type: NodeType;
  /** The column that counts its changes, for writers; `version` when absent. */
  readonly versionColumn?: string;
  /** The slug of a record that names none; absent: it must. */
  slugOf?(record: R): string;
}

/** What makes a noun a fact: sources, a day or none, an end or none, a slug that never changes. */
export interface FactTraits<R> {
  readonly kind: FactKind;
  /** The field that holds its own day, if it has one. */
  readonly datedBy?: "date" | "from";
  /** Whether it may have an end, in `to`. */
  readonly ends?: boolean;
  /** Whether that end closes the fact; else it only tells how long work took. */
  isLasting?(record: R): boolean;
  /** The parts its slug is made of: its subject and what tells it from its siblings, all as first slugs. */
  slugParts(record: R & { readonly key?: string }, firstSource: string): readonly string[];
  /** Whether `slugParts` uses the record's `key` itself; else it is added as the last part. */
  readonly usesKey?: boolean;
}

/** Rows that belong to a record and live in tables of their own, as a remedy's needs. */
export interface Parts<R> {
  /** The field of the record that holds them. */
  readonly field: string;
  readonly read: SQL;
  references(record: R): Reference[];
  /** Those an owner completes, as `<owner's first slug>/<slug>`. */
  ownedReferences?(record: R, references: References): Reference[];
  canonical(record: R, references: References): unknown;
  /** Writes those of new records, or anew those of changed ones. */
  write(
    change: ChangeSet,
    rows: readonly { index: number; id: number; record: R }[],
    references: References,
  ): Promise<void>;
}

/** One kind of record: its form, its slug, what it refers to, and how it becomes rows and a record again. */
export interface Noun<R extends AnyRecord = AnyRecord> {
  readonly name: NounName;
  readonly schema: z.ZodType<R>;
  readonly table: PgTable;
  /** In the order a record shows them. */
  readonly fields: Readonly<Record<string, Field>>;
  readonly node?: NodeTraits<R>;
  readonly fact?: FactTraits<R>;
  readonly parts?: Parts<R>;
  /** How many there may be of one subject. */
  readonly limit?: { readonly most: number; readonly per: string };
}

/** A field that is a column. */
export function stored(column: PgColumn): Field {
  return { column, read: column.dimensions ? sql`nullif(${column}, '{}')` : sql`${column}` };
}

const firstSlugs: Readonly<Record<Target, SQL>> = {
  contributor: sql`first_slug from contributors`,
  source: sql`first_slug from sources`,
  integration: sql`first_slug from integrations`,
  release: sql`first_slug from releases`,
  feature: sql`first_slug from features`,
  blocker: sql`first_slug from blockers`,
  capability: sql`slug from capabilities`,
  work: sql`slug from works`,
};

/** The slug of the row of `target` that `column` refers to, as SQL. */
export function firstSlugOf(target: Target, column: PgColumn): SQL {
  return sql`(select ${firstSlugs[target]} as referred where referred.id = ${column})`;
}

/** A field that holds a slug, in a column that holds an id. */
export function reference(refersTo: Target, column: PgColumn, within?: string): Field {
  return { column, refersTo, read: firstSlugOf(refersTo, column), ...(within && { within }) };
}
