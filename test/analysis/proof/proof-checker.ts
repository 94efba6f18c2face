import type { Claim, ClaimEdge } from "./claim.ts";
import type { RawFacts, RawNeed } from "./raw-facts.ts";
import { nameTarget, SeenFacts } from "./seen-facts.ts";

/** A walk, node by node, and whether the feature it has come to blocks there. */
type Walk = { readonly nodes: readonly string[]; readonly blocks: boolean };

/** Judges proofs by the facts themselves and the words of the design; it shares no code with what makes them. */
export class ProofChecker {
  readonly facts: SeenFacts;
  readonly available: ReadonlySet<string>;
  readonly usable: ReadonlySet<string>;
  readonly #lifted: ReadonlySet<string>;
  readonly #walks = new Map<string, readonly string[] | null>();

  constructor(raw: RawFacts, asOf: string, sources: readonly string[] | null) {
    const facts = new SeenFacts(raw, asOf, sources);
    this.facts = facts;
    this.available = new Set(facts.listAvailable());
    this.usable = grow([...this.available], (f, usable) => facts.required(f).every((r) => usable.has(r)));
    const blockers = facts.blockers.map(({ slug }) => slug);
    this.#lifted = grow(blockers, (slug, lifted) => {
      const isWay = ({ needs }: { needs: readonly RawNeed[] }) =>
        needs.every((need) => this.holds(need, slug, lifted));
      const state = facts.state(slug);
      return state === "RESOLVED" || (state === "OPEN" && facts.remedies(slug).some(isWay));
    });
  }

  /** What is wrong with a proof, in a word and with what; nothing: it stands. */
  check({ integration, feature, edges, ...claim }: Claim): string[] {
    const nodes = [`Integration ${integration}`, ...edges.map(({ to }) => to)];
    const problems = edges.flatMap((edge, index) => this.#judge(edge, nodes[index] as string));
    if (nodes.at(-1) !== `Feature ${feature}`) problems.push(`astray: ${nodes.at(-1)}`);
    const best = this.findWalk(integration, feature);
    if (best === null) return [...problems, "no walk"];
    const blockers = best.filter(isBlocker);
    if (blockers.length < nodes.filter(isBlocker).length) problems.push(`longer: ${best.join(" > ")}`);
    if (best.join() !== nodes.join()) problems.push(`not first: ${best.join(" > ")}`);
    const reason = this.available.has(feature) ? "NOT_ADOPTED" : "MISSING";
    const adopter = this.facts.owner(slugOf(blockers.at(-1) ?? ""));
    for (const [name, value] of Object.entries({ depth: blockers.length, reason, adopter })) {
      if (Reflect.get(claim, name) !== value) problems.push(`${name}: ${value}`);
    }
    return problems;
  }

  isLifted(node: string): boolean {
    return isBlocker(node) && this.#lifted.has(slugOf(node));
  }

  /** The first walk, by fewest blockers, their slugs, fewest edges, the other slugs; null: there is none. */
  findWalk(integration: string, feature: string): readonly string[] | null {
    const known = this.#walks.get(`${integration} ${feature}`) ?? this.#searchWalk(integration, feature);
    this.#walks.set(`${integration} ${feature}`, known);
    return known;
  }

  #searchWalk(integration: string, feature: string): readonly string[] | null {
    const open = [{ nodes: [`Integration ${integration}`], blocks: false, key: "" }];
    const left = new Set<string>();
    for (let walk = open.pop(); walk !== undefined; walk = open.pop()) {
      const here = walk.nodes.at(-1) as string;
      if (walk.blocks && here === `Feature ${feature}`) return walk.nodes;
      if (left.has(here)) continue;
      left.add(here);
      for (const { nodes, blocks } of this.listSteps(here)) {
        const walked = [...walk.nodes, ...nodes];
        open.push({ nodes: walked, blocks, key: keyOf(walked) });
      }
      open.sort((a, b) => (a.key > b.key ? -1 : 1));
    }
    return null;
  }

  #judge({ kind, from, to, sources }: ClaimEdge, here: string): string[] {
    const cited = this.facts.cite(kind, from, to);
    return [
      ...(from === here ? [] : [`broken: ${from}`]),
      ...(cited.length > 0 ? [] : [`no such edge: ${from} ${kind} ${to}`]),
      ...(cited.join() === sources.join() ? [] : [`cited by: ${cited}`]),
      ...(this.isLifted(to) ? [`lifted: ${to}`] : []),
    ];
  }

  /** What a walk may cross next; an integration that is needed is left through a blocker that keeps the need. */
  listSteps(node: string): Walk[] {
    const slug = slugOf(node);
    if (node.startsWith("Integration"))
      return this.#unlifted(slug).map((to) => ({ nodes: [to], blocks: false }));
    if (node.startsWith("Feature")) {
      const unusable = this.facts.required(slug).filter((f) => !this.usable.has(f));
      return unusable.map((f) => ({ nodes: [`Feature ${f}`], blocks: !this.available.has(f) }));
    }
    if (this.facts.state(slug) !== "OPEN" || this.#lifted.has(slug)) return [];
    const needs = this.facts.remedies(slug).flatMap((r) => r.needs.filter((n) => !this.holds(n, slug)));
    return needs.flatMap((need) => this.#followNeed(need, slug));
  }

  #followNeed(need: RawNeed, of: string): Walk[] {
    const to = nameTarget(need);
    if (need.feature !== null) {
      const isHad = this.available.has(need.feature) && this.facts.isAdopted(of, need.feature);
      return [{ nodes: [to], blocks: !isHad }];
    }
    if (need.blocker !== null) return this.facts.owner(need.blocker) ? [{ nodes: [to], blocks: false }] : [];
    const status = this.facts.status(need.integration);
    if (need.work !== null || status === "REMOVED" || status === "DISCONTINUED") return [];
    const keeping = this.#unlifted(need.integration, status === "READY" ? need.capability : undefined);
    return keeping.map((blocker) => ({ nodes: [to, blocker], blocks: false }));
  }

  holds(need: RawNeed, of: string, lifted = this.#lifted): boolean {
    const { feature, blocker, integration, capability, work } = need;
    if (feature !== null) return this.usable.has(feature) && this.facts.isAdopted(of, feature);
    if (blocker !== null) return lifted.has(blocker);
    if (work !== null) return this.facts.state(of, work) === "RESOLVED";
    const isFree = capability === null || this.#unlifted(integration, capability, lifted).length === 0;
    return isFree && this.facts.status(integration) === "READY";
  }

  /** The unlifted blockers of an integration; with a capability or null those of just that. */
  #unlifted(integration: string | null, capability?: string | null, lifted = this.#lifted): string[] {
    return this.facts.blockers
      .filter((b) => b.integration === integration && !lifted.has(b.slug))
      .filter((b) => capability === undefined || b.capability === capability)
      .map((b) => `Blocker ${b.slug}`);
  }
}

const isBlocker = (node: string): boolean => node.startsWith("Blocker");
const slugOf = (node: string): string => node.slice(node.indexOf(" ") + 1);

function grow(all: readonly string[], belongs: (one: string, set: Set<string>) => boolean): Set<string> {
  const set = new Set<string>();
  for (let size = -1; size !== set.size; ) {
    size = set.size;
    for (const one of all) if (belongs(one, set)) set.add(one);
  }
  return set;
}

/** Walks compare as these do: fewest blockers, then their slugs, then fewest edges, then the other slugs. */
function keyOf(nodes: readonly string[]): string {
  const [blockers, others] = [nodes.filter(isBlocker), nodes.filter((node) => !isBlocker(node))];
  const count = (list: readonly string[]) => String(list.length).padStart(3, "0");
  return [count(blockers), ...blockers.map(slugOf), count(nodes), ...others.map(slugOf)].join(" ");
}
