import type { Analysis } from "../../analysis/analysis.ts";
import type { Inquiry } from "../../analysis/archive/inquiry.ts";
import type { TurnOptions } from "../../analysis/take-turns.ts";
import type { Draft } from "./draft.ts";
import type { Row, TableKey } from "./row.ts";

/** A row as it came from Postgres or from an analysis. */
// biome-ignore lint/suspicious/noExplicitAny: its columns are those its type's fields ask for
export type RowObject = Record<string, any>;

/** Arguments of a field, coerced by GraphQL. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Arguments = Record<string, any>;

/** A row of a stored type, named by an analysis. */
export interface Reference {
  readonly type: string;
  readonly id: number;
}

/** What SQL of a field may depend on. */
export interface Scope {
  readonly row: Row;
  readonly args: Arguments;
  readonly draft: Draft;
}

/** What a computed value may depend on; `analysis` is that of the field's `at`. */
export interface Computation {
  readonly args: Arguments;
  readonly analysis: Analysis;
}

/** What a computed value may depend on that takes more than the analysis, or long. */
export interface Question extends Computation {
  /** What else can be asked of the viewpoint. */
  readonly inquiry: Inquiry;
  /** The same of the viewpoint of another argument than `at`. */
  readonly inquiryOf: (argument: string) => Inquiry;
  /** How long to compute, for all rows of the field together, and for whom. */
  readonly turns: (milliseconds: number) => TurnOptions;
}

/** What is worked out at once, or in turns with other requests. */
export type Computed<Value> = Value | Promise<Value>;

/** One object type an abstract position may hold. */
export interface Branch {
  readonly type: string;
  /** SQL that is true where the object is of this type. */
  readonly when: (row: Row) => string;
  /** How the object's own row is found; absent: it is this very row. */
  readonly on?: (row: Row, target: Row) => string;
}

/** What a list may be ordered by: a column's SQL, or numbers an analysis gives rows by id (others count as 0). */
export type Order = { readonly type: string } & (
  | { readonly sql: (scope: Scope) => string }
  | { readonly rank: (computation: Computation) => ReadonlyMap<number, number> }
);

export interface OrderBy {
  readonly field: string;
  readonly direction: "ASC" | "DESC";
}

/** A set of rows a list or connection shows. */
export interface RowSet {
  readonly table: TableKey;
  readonly isFact: boolean;
  /** How rows belong to their parent; absent at the root. */
  readonly on?: (parent: Row, row: Row) => string;
  /** Conditions: the viewpoint and the filter. */
  readonly where?: (scope: Scope) => readonly (string | undefined | false)[];
  /** Rows are of these types; absent: of the stored type the field returns. */
  readonly branches?: readonly Branch[];
  readonly orders: Readonly<Record<string, Order>>;
  readonly defaultOrder: readonly OrderBy[];
  /** SQL no two rows share, which ends every order. */
  readonly unique: (row: Row) => string;
  /** The type of `unique`; text when absent. */
  readonly uniqueType?: string;
}

/** The rows whose connection is narrowed; null at the root. */
export interface Parents {
  readonly table: TableKey;
  readonly ids: readonly number[];
}

/** Narrows a connection to rows an analysis names, where the arguments ask for something computed. */
export interface Restriction {
  readonly applies: (args: Arguments) => boolean;
  /** Ids of the rows to keep; those of other parents than the given ones may be left out. */
  readonly ids: (computation: Computation, parents: Parents | null) => readonly number[];
}

/** An edge of a computed connection: what it points to and whatever else its type shows. */
export interface MemberEdge extends RowObject {
  /** Absent where edges are their own nodes. */
  readonly ref?: Reference;
  /** What edges are ordered by, one value per order; numbers and strings. */
  readonly sortKeys: Readonly<Record<string, string | number>>;
  /** Ends every order. */
  readonly slug: string;
}

/** How a stored field is read: as SQL in the statement of its parent. */
export type StoredRead =
  | { readonly kind: "columns"; readonly columns: readonly string[] }
  | { readonly kind: "expression"; readonly sql: (scope: Scope) => string }
  | { readonly kind: "one"; readonly on: (parent: Row, target: Row) => string }
  | { readonly kind: "branches"; readonly branches: readonly Branch[] }
  | { readonly kind: "list"; readonly rows: RowSet; readonly limit: (args: Arguments) => number }
  | { readonly kind: "connection"; readonly rows: RowSet; readonly restrict?: Restriction };

/** How a computed field is read: worked out, mostly from an analysis, when its parent is there. */
export type ComputedRead =
  | {
      readonly kind: "value";
      readonly columns: readonly string[];
      readonly compute: (row: RowObject, question: Question) => Computed<unknown>;
    }
  | {
      readonly kind: "objects";
      readonly columns: readonly string[];
      readonly compute: (row: RowObject, question: Question) => Computed<RowObject | RowObject[] | null>;
    }
  | {
      readonly kind: "references";
      readonly columns: readonly string[];
      readonly compute: (
        row: RowObject,
        question: Question,
      ) => Computed<Reference | readonly (Reference | null)[] | null>;
    }
  | {
      readonly kind: "factSources";
      readonly columns: readonly string[];
      /** Ids of the facts whose sources are shown. */
      readonly facts: (row: RowObject) => Computed<readonly number[]>;
      readonly limit: (args: Arguments) => number;
    }
  | {
      readonly kind: "facts";
      readonly columns: readonly string[];
      /** Ids of the facts that are shown, of whatever kinds. */
      readonly facts: (row: RowObject) => Computed<readonly number[]>;
      readonly limit: (args: Arguments) => number;
    }
  | {
      readonly kind: "members";
      readonly columns: readonly string[];
      /** Whether edges are their own nodes, objects made for this very answer, and point to nothing stored. */
      readonly areNodes?: boolean;
      /** What edges can be ordered by, each the type of its key: `int` or `text`. */
      readonly orders: Readonly<Record<string, { readonly type: string }>>;
      readonly defaultOrder: readonly OrderBy[];
      readonly compute: (row: RowObject, question: Question) => Computed<MemberEdge[]>;
    };

/** How a field is read. Resolvers only look up what was read. */
export type FieldRead = StoredRead | ComputedRead;

const storedKinds = new Set<FieldRead["kind"]>([
  "columns",
  "expression",
  "one",
  "branches",
  "list",
  "connection",
] satisfies StoredRead["kind"][]);

/** Whether a field is worked out rather than stored. */
export function isComputed(read: FieldRead): read is ComputedRead {
  return !storedKinds.has(read.kind);
}
