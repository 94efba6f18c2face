import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { type Missing, NotFoundError, type Path } from "./error.ts";
import type { Target } from "./noun.ts";
import { findLikeliest } from "./suggestion.ts";

/** A slug in a record, what it should name, and where it stands. */
export interface Reference {
  readonly target: Target;
  /** A node's slug, past or present; of capability and work `<owner>/<slug>`. */
  readonly slug: string;
  readonly path: Path;
}

/** What a slug names: ids are the database's, and absent where there is none to ask. */
export interface Named {
  readonly id?: number;
  readonly firstSlug: string;
}

/** What slugs name, past and present ones alike. */
export class References {
  readonly #named = new Map<string, Named>();

  add(target: Target, slug: string, named: Named): void {
    this.#named.set(`${target} ${slug}`, named);
  }

  /** The same, to be added to by itself. */
  copy(): References {
    const copied = new References();
    for (const [key, named] of this.#named) copied.#named.set(key, named);
    return copied;
  }

  find(target: Target, slug: string): Named | undefined {
    return this.#named.get(`${target} ${slug}`);
  }

  /** The first slug of a thing that is known to be there. */
  firstSlug(target: Target, slug: string): string {
    return this.#get(target, slug).firstSlug;
  }

  /** The id of a thing that is known to be in the database. */
  id(target: Target, slug: string): number {
    const { id } = this.#get(target, slug);
    if (id === undefined) throw new Error(`${target} ${slug} was not looked for in the database`);
    return id;
  }

  #get(target: Target, slug: string): Named {
    const named = this.find(target, slug);
    if (!named) throw new Error(`${target} ${slug} was not looked for`);
    return named;
  }
}

const tables = {
  contributor: "contributors",
  source: "sources",
  integration: "integrations",
  release: "releases",
  feature: "features",
  blocker: "blockers",
} as const;

/** Slugs of nodes, of the present or the past. */
function nodesNamed(target: keyof typeof tables, slugs: readonly string[]): SQL {
  const table = sql.identifier(tables[target]);
  const asked = sql`any(${sql.param(slugs)}::text[])`;
  return sql`
    select ${target} as target, slugs.slug, node.id, node.first_slug as "firstSlug"
      from slugs join ${table} as node on node.id = slugs.node_id
      where slugs.type = ${target.toUpperCase()}::node_type and slugs.slug = ${asked}`;
}

/** `<owner's first slug>/<slug>` of capabilities and works. */
function ownedNamed(target: "capability" | "work", slugs: readonly string[]): SQL {
  const [table, owners, owner] =
    target === "capability"
      ? ["capabilities", "integrations", "integration_id"]
      : ["works", "blockers", "blocker_id"];
  return sql`
    select ${target} as target, asked.slug, owned.id, asked.slug as "firstSlug"
      from unnest(${sql.param(slugs)}::text[]) as asked(slug)
      join ${sql.identifier(owners)} as owner on owner.first_slug = split_part(asked.slug, '/', 1)
      join ${sql.identifier(table)} as owned
        on owned.${sql.identifier(owner)} = owner.id and owned.slug = split_part(asked.slug, '/', 2)`;
}

/** Looks all references up, one statement, and adds what they name to `known`. Capabilities and works go by first slugs. */
export async function lookUp(
  db: Db,
  references: readonly Pick<Reference, "target" | "slug">[],
  known = new References(),
): Promise<References> {
  const wanted = new Map<Target, Set<string>>();
  for (const { target, slug } of references) {
    if (known.find(target, slug)) continue;
    const slugs = wanted.get(target) ?? new Set();
    wanted.set(target, slugs.add(slug));
  }
  const statements = [...wanted].map(([target, slugs]) =>
    target === "capability" || target === "work"
      ? ownedNamed(target, [...slugs])
      : nodesNamed(target, [...slugs]),
  );
  if (statements.length === 0) return known;
  const rows = await db.execute<{ target: Target; slug: string; id: string; firstSlug: string }>(
    sql.join(statements, sql` union all `),
    "objects",
  );
  for (const { target, slug, id, firstSlug } of rows) {
    const named = { id: Number(id), firstSlug };
    known.add(target, slug, named);
    known.add(target, firstSlug, named);
  }
  return known;
}

/** @throws NotFoundError that names every reference to nothing, with the slug most like it. */
export async function refuseMissing(
  db: Db,
  references: readonly Reference[],
  known: References,
): Promise<void> {
  const unknown = references.filter(({ target, slug }) => !known.find(target, slug));
  if (unknown.length === 0) return;
  const missing: Missing[] = [];
  for (const { target, slug, path } of unknown.slice(0, 20)) {
    const suggestion = await findLikeliest(db, target, slug);
    missing.push({ noun: target, slug, path, ...(suggestion && { suggestion }) });
  }
  throw new NotFoundError(missing);
}
