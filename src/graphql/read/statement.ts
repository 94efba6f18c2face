import { createHash } from "node:crypto";
import { inputError } from "../errors.ts";

/** Runs one SQL statement on the read pool; named statements are prepared once per connection. */
export type RunStatement = (query: { text: string; values: unknown[]; name?: string }) => Promise<{
  rows: unknown[][];
}>;

/** A parameter whose value is known only when the statement is about to run. */
export interface LateParameter {
  readonly sql: string;
  set(value: unknown): void;
}

/** What PostgreSQL can be handed as a value. */
type Value = string | number | boolean | readonly (string | number)[];

/**
 * The text of one SQL statement in the making and its parameters. Every value a client sends becomes a
 * parameter here, so that the text depends on the document and not on values.
 */
export class Statement {
  readonly #values: unknown[] = [];
  readonly #shared = new Map<object, Map<string, string>>();
  #aliases = 0;

  /** `$n::type` for the value, which PostgreSQL reads as that type. */
  parameter(value: Value, type: string): string {
    checkText(value);
    return `$${this.#values.push(value)}::${type}`;
  }

  /** The same, once for all uses of the value as `type` that name the same owner. */
  sharedParameter(owner: object, value: Value, type: string): string {
    const ofOwner = this.#shared.get(owner) ?? new Map<string, string>();
    this.#shared.set(owner, ofOwner);
    const sql = ofOwner.get(type) ?? this.parameter(value, type);
    ofOwner.set(type, sql);
    return sql;
  }

  /** A parameter to fill in before the statement runs. */
  lateParameter(type: string): LateParameter {
    const position = this.#values.push(null);
    return {
      sql: `$${position}::${type}`,
      set: (value) => {
        this.#values[position - 1] = value;
      },
    };
  }

  /** An alias no other row of the statement has. */
  alias(): string {
    this.#aliases += 1;
    return `t${this.#aliases}`;
  }

  /** Runs the text, which selects one row, and returns its columns. */
  async run(text: string, run: RunStatement): Promise<unknown[]> {
    const name = nameOf(text);
    const { rows } = await run({ text, values: this.#values, ...(name ? { name } : {}) });
    return rows[0] ?? [];
  }
}

/** @throws BAD_USER_INPUT for text PostgreSQL cannot hold: a NUL, or half of a surrogate pair. */
function checkText(value: unknown): void {
  if (Array.isArray(value)) value.forEach(checkText);
  else if (typeof value === "string" && (value.includes("\0") || !value.isWellFormed())) {
    throw inputError(
      `the text ${JSON.stringify(value.slice(0, 80))} has a character that cannot be stored (NUL or a lone surrogate)`,
    );
  }
}

/** How much statement text may be prepared by name; beyond it a statement is planned each time. */
const preparedTextLimit = 4 * 1024 * 1024;
const namesByText = new Map<string, string>();
let preparedText = 0;

/**
 * The name a text is prepared under, the same on every connection; undefined once the budget is spent, because
 * a prepared statement stays on its connection and a client can send endless different documents.
 */
function nameOf(text: string): string | undefined {
  const known = namesByText.get(text);
  if (known) return known;
  if (preparedText + text.length > preparedTextLimit) return undefined;
  preparedText += text.length;
  const name = createHash("sha256").update(text).digest("base64url").slice(0, 32);
  namesByText.set(text, name);
  return name;
}
