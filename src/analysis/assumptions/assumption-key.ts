import type { Assumptions, HeldAssumptions } from "./assumptions.ts";

/**
 * What tells assumptions apart: neither the order in which they are given nor how often matters, nor a list that
 * is empty. Of no assumption at all it is "".
 */
export function assumptionKey(assumptions: Assumptions | null | undefined): string {
  const held = listAssumed(assumptions);
  const withdrawn = listAssumed(assumptions?.withdraw).map((entry) => ["withdraw", ...entry]);
  const entries = [...held, ...withdrawn].map((entry) => JSON.stringify(entry));
  return [...new Set(entries)].sort().join();
}

/** How many entries assumptions have in all. */
export function countAssumptions(assumptions: Assumptions): number {
  return listAssumed(assumptions).length + listAssumed(assumptions.withdraw).length;
}

function listAssumed(held: HeldAssumptions | null | undefined): string[][] {
  const { ship, adopt, resolve, complete } = held ?? {};
  return [
    ...(ship ?? []).map((feature) => ["ship", feature]),
    ...(adopt ?? []).map(({ feature, integration }) => listed("adopt", feature, integration)),
    ...(resolve ?? []).map(({ blocker, work }) => listed("resolve", blocker, work)),
    ...(complete ?? []).map((integration) => ["complete", integration]),
  ];
}

function listed(kind: string, slug: string, other: string | null | undefined): string[] {
  return other == null ? [kind, slug] : [kind, slug, other];
}
