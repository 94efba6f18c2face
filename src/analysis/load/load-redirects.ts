import type { Pool } from "pg";
import type { Redirects } from "../assumptions/assumption-index.ts";
import type { Assumptions } from "../assumptions/assumptions.ts";

/** Reads which nodes the slugs that assumptions name lead to, former ones too: one statement. */
export async function loadRedirects(pool: Pool, assumptions: Assumptions): Promise<Redirects> {
  const redirects = { integrations: new Map(), features: new Map(), blockers: new Map() } satisfies Redirects;
  const slugs = listSlugs(assumptions).filter((slug) => slug.isWellFormed() && !slug.includes("\0"));
  const { rows } = await pool.query<{ type: string; slug: string; id: string }>(
    `select type, slug, node_id as id from slugs
      where type in ('INTEGRATION', 'FEATURE', 'BLOCKER') and slug = any($1)`,
    [slugs],
  );
  const ofType: Readonly<Record<string, Map<string, number>>> = {
    INTEGRATION: redirects.integrations,
    FEATURE: redirects.features,
    BLOCKER: redirects.blockers,
  };
  for (const { type, slug, id } of rows) ofType[type]?.set(slug, Number(id));
  return redirects;
}

function listSlugs({ withdraw, ...held }: Assumptions): string[] {
  return [held, withdraw ?? {}].flatMap(({ ship, adopt, resolve, complete }) => [
    ...(ship ?? []),
    ...(adopt ?? []).flatMap(({ feature, integration }) => [feature, ...(integration ? [integration] : [])]),
    ...(resolve ?? []).map(({ blocker }) => blocker),
    ...(complete ?? []),
  ]);
}
