import { getColumns, getTableName } from "drizzle-orm";
import { relations, tables } from "../../../schema/relations.ts";

export type TableKey = keyof typeof tables;

/** An object type whose objects are rows of a table. */
export interface StoredType {
  /** Its name in the SDL. */
  readonly name: string;
  readonly table: TableKey;
  /** Whether its rows share their id with a row of `facts`. */
  readonly isFact: boolean;
}

const storedTypes = new Map<string, StoredType>();

/** Tells the read path which table an object type is stored in. */
export function registerStoredType(type: StoredType): void {
  storedTypes.set(type.name, type);
}

/** The stored type of that name. @throws when the name is not one: a mistake in a type's definition. */
export function storedType(name: string): StoredType {
  const type = storedTypes.get(name);
  if (!type) throw new Error(`${name} is not a stored type`);
  return type;
}

const columnNames = new Map<TableKey, Map<string, string>>(
  (Object.keys(tables) as TableKey[]).map((key) => [
    key,
    new Map(Object.entries(getColumns(tables[key])).map(([name, column]) => [name, column.name])),
  ]),
);

/**
 * What is asked for like a column and is none: the slug of a citation is made of its fact and its source; a need
 * names its work by slug, and is adopted by the integration of its remedy's blocker; a capability goes by the slug
 * of its integration and its own.
 */
const virtualColumns: Partial<Record<TableKey, Record<string, (row: Row) => string>>> = {
  needs: {
    work: (row) => `(select slug from works where id = ${row.alias}.work_id)`,
    adopterId: (row) =>
      `(select b.integration_id from remedies r join blockers b on b.id = r.blocker_id where r.id = ${row.alias}.remedy_id)`,
  },
  capabilities: {
    firstSlug: (row) =>
      `(select first_slug || '/' || ${row.alias}.slug from integrations where id = ${row.alias}.integration_id)`,
  },
  citations: {
    slug: (row) =>
      `lower(${row.fact}.kind::text) || '/' || ${row.fact}.slug || '/' || (select first_slug from sources where id = ${row.alias}.source_id)`,
  },
};

/** The row of another table that each row of some tables has beside it, and the column that leads there. */
const companions: Partial<Record<TableKey, readonly [table: TableKey, key: string]>> = {
  citations: ["facts", "fact_id"],
  changes: ["changeSets", "change_set_id"],
};

/**
 * One row in a statement: an alias for a table, and the row beside it (of a fact or a citation that of `facts`, of a
 * change that of its set), joined only where something asks for it. Ask for every expression before `from()`.
 */
export class Row {
  readonly #joins: string[] = [];
  readonly #companion: readonly [table: TableKey, key: string] | undefined;
  #usesCompanion = false;

  readonly table: TableKey;
  readonly alias: string;
  readonly isFact: boolean;

  constructor(table: TableKey, alias: string, isFact: boolean) {
    this.table = table;
    this.alias = alias;
    this.isFact = isFact;
    this.#companion = isFact ? ["facts", "id"] : companions[table];
  }

  /** SQL of a column by its name in `schema/tables`; those of the row beside it (`date`, `note` …) are found too. */
  column(name: string): string {
    const virtual = virtualColumns[this.table]?.[name];
    if (virtual) return virtual(this);
    const own = columnNames.get(this.table)?.get(name);
    if (own) return `${this.alias}.${own}`;
    const shared = this.#companion && columnNames.get(this.#companion[0])?.get(name);
    if (!shared) throw new Error(`${this.table} has no column ${name}`);
    return `${this.#beside}.${shared}`;
  }

  /** Alias of the row of `facts`: the fact itself, or the one a citation is of. */
  get fact(): string {
    return this.table === "facts" ? this.alias : this.#beside;
  }

  get #beside(): string {
    this.#usesCompanion = true;
    return `${this.alias}f`;
  }

  /** Adds a join; `sql` starts with `join` or `left join`. */
  join(sql: string): void {
    this.#joins.push(sql);
  }

  from(): string {
    const own = `${getTableName(tables[this.table])} ${this.alias}`;
    if (!this.#companion || !this.#usesCompanion) return [own, ...this.#joins].join(" ");
    const [table, key] = this.#companion;
    const beside = `join ${getTableName(tables[table])} ${this.#beside} on ${this.#beside}.id = ${this.alias}.${key}`;
    return [own, beside, ...this.#joins].join(" ");
  }
}

interface JoinColumns {
  readonly sourceColumns: readonly { _: { column: { name: string } } }[];
  readonly targetColumns: readonly { _: { column: { name: string } } }[];
  readonly targetTableName: TableKey;
}

/** The table a relation of `schema/relations.ts` leads to, and the condition that joins the two rows. */
export function relation(
  table: TableKey,
  name: string,
): { target: TableKey; on(from: Row, to: Row): string } {
  const found = (relations[table].relations as Record<string, unknown>)[name] as JoinColumns | undefined;
  if (!found) throw new Error(`${table} has no relation ${name}`);
  const source = found.sourceColumns[0]?._.column.name;
  const target = found.targetColumns[0]?._.column.name;
  return {
    target: found.targetTableName,
    on: (from, to) => `${to.alias}.${target} = ${from.alias}.${source}`,
  };
}
