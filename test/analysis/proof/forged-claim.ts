import type { Dice } from "../dice.ts";
import type { Claim, ClaimEdge } from "./claim.ts";
import type { ProofChecker } from "./proof-checker.ts";

/** A proof that must not stand, and what one of the objections to it has to begin with. */
export interface ForgedClaim {
  readonly kind: string;
  readonly claim: Claim;
  readonly objection: RegExp;
}

/** What a forger can draw on: whoever checks, all nodes as `"Feature restore"`. */
export interface ForgersDesk {
  readonly checker: ProofChecker;
  readonly nodes: readonly string[];
  readonly dice: Dice;
}

/** Spoils a proof that stands in every way that it allows, and leaves the facts as they are. */
export function forgeClaims(claim: Claim, desk: ForgersDesk): ForgedClaim[] {
  return Object.entries(forgers).flatMap(([kind, { objection, forge }]) => {
    const forged = forge(claim, desk);
    return forged === null ? [] : [{ kind, objection, claim: { ...claim, ...forged } }];
  });
}

interface Forger {
  readonly objection: RegExp;
  /** Null: the proof cannot be spoilt so. */
  forge(claim: Claim, desk: ForgersDesk): Partial<Claim> | null;
}

const forgers: Readonly<Record<string, Forger>> = {
  "an edge that does not exist": {
    objection: /^no such edge/,
    forge: (claim, desk) =>
      replaceEdge(claim, desk, ({ kind, from, to }) =>
        listOthers(to, desk).flatMap((node) =>
          desk.checker.facts.cite(kind, from, node).length === 0 ? [{ to: node }] : [],
        ),
      ),
  },
  "a wrong edge": {
    objection: /^(broken|astray)/,
    forge: (claim, desk) =>
      replaceEdge(claim, desk, ({ kind, from, to }) =>
        desk.nodes.flatMap((node) => {
          const sources = desk.checker.facts.cite(kind, from, node);
          return node === to || sources.length === 0 ? [] : [{ to: node, sources }];
        }),
      ),
  },
  "a lifted blocker": {
    objection: /^lifted/,
    forge: (claim, desk) =>
      replaceEdge(claim, desk, ({ kind, from }) =>
        desk.nodes.flatMap((node) => {
          const sources = desk.checker.facts.cite(kind, from, node);
          return sources.length > 0 && desk.checker.isLifted(node) ? [{ to: node, sources }] : [];
        }),
      ),
  },
  "a longer walk": {
    objection: /^longer/,
    forge: (claim, desk) => takeWalk(claim, desk, (blockers, least) => blockers > least),
  },
  "another walk as long": {
    objection: /^not first/,
    forge: (claim, desk) => takeWalk(claim, desk, (blockers, least) => blockers === least),
  },
  "a source that does not cite the edge": {
    objection: /^cited by/,
    forge: (claim, desk) =>
      replaceEdge(claim, desk, ({ sources }) =>
        desk.checker.facts.sources
          .filter((source) => !sources.includes(source))
          .map((source) => ({ sources: [...sources.slice(1), source].sort() })),
      ),
  },
  "a source too many": {
    objection: /^cited by/,
    forge: (claim, desk) =>
      replaceEdge(claim, desk, ({ sources }) =>
        desk.checker.facts.sources
          .filter((source) => !sources.includes(source))
          .map((source) => ({ sources: [...sources, source].sort() })),
      ),
  },
  "a source left out": {
    objection: /^cited by/,
    forge: (claim, desk) => replaceEdge(claim, desk, ({ sources }) => [{ sources: sources.slice(1) }]),
  },
  "a missing edge": {
    objection: /^(broken|astray)/,
    forge: ({ edges }, { dice }) => ({ edges: edges.toSpliced(dice.below(edges.length), 1) }),
  },
  "an edge told twice": {
    objection: /^broken/,
    forge: ({ edges }, { dice }) => {
      const index = dice.below(edges.length);
      return { edges: edges.toSpliced(index, 0, edges[index] as ClaimEdge) };
    },
  },
  "a wrong order": {
    objection: /^broken/,
    forge: ({ edges }, { dice }) => {
      const index = dice.below(edges.length - 1);
      const [first, second] = edges.slice(index, index + 2) as [ClaimEdge, ClaimEdge];
      return { edges: edges.toSpliced(index, 2, second, first) };
    },
  },
  "an edge backwards": {
    objection: /^(no such edge|broken)/,
    forge: (claim, desk) => replaceEdge(claim, desk, ({ from, to }) => [{ from: to, to: from }]),
  },
  "a wrong kind of edge": {
    objection: /^no such edge/,
    forge: (claim, desk) =>
      replaceEdge(claim, desk, ({ kind }) =>
        ["BLOCKED_BY", "NEEDS", "REQUIRES", "ADOPTS"]
          .filter((other) => other !== kind)
          .map((other) => ({ kind: other })),
      ),
  },
  "a wrong depth": {
    objection: /^depth/,
    forge: ({ depth }, { dice }) => ({ depth: depth + dice.pick([-1, 1]) }),
  },
  "a wrong reason": {
    objection: /^reason/,
    forge: ({ reason }) => ({ reason: reason === "MISSING" ? "NOT_ADOPTED" : "MISSING" }),
  },
  "a wrong adopter": {
    objection: /^adopter/,
    forge: ({ adopter }, desk) => {
      const others = listOthers(`Integration ${adopter}`, desk);
      return others.length === 0 ? null : { adopter: desk.dice.pick(others).split(" ")[1] as string };
    },
  },
};

/** Replaces one edge in one of the ways that any of the edges allows. */
function replaceEdge(
  { edges }: Claim,
  { dice }: ForgersDesk,
  listWays: (edge: ClaimEdge) => readonly Partial<ClaimEdge>[],
): Partial<Claim> | null {
  const ways = edges.flatMap((edge, index) =>
    listWays(edge).map((way) => ({ index, edge: { ...edge, ...way } })),
  );
  if (ways.length === 0) return null;
  const { index, edge } = dice.pick(ways);
  return { edges: edges.with(index, edge) };
}

function listOthers(node: string, { nodes }: ForgersDesk): string[] {
  const [type = ""] = node.split(" ");
  return nodes.filter((other) => other !== node && other.startsWith(`${type} `));
}

/** Takes another walk between the same ends, all of it true and cited, whose number of blockers fits. */
function takeWalk(
  { integration, feature, edges }: Claim,
  { checker }: ForgersDesk,
  fits: (blockers: number, least: number) => boolean,
): Partial<Claim> | null {
  const count = (nodes: readonly string[]) => nodes.filter((node) => node.startsWith("Blocker ")).length;
  const first = [`Integration ${integration}`, ...edges.map(({ to }) => to)];
  const other = listWalks(checker, `Integration ${integration}`, `Feature ${feature}`).find(
    (nodes) => nodes.join() !== first.join() && fits(count(nodes), count(first)),
  );
  if (other === undefined) return null;
  const kinds: Record<string, string> = { Integration: "BLOCKED_BY", Blocker: "NEEDS", Feature: "REQUIRES" };
  return {
    edges: other.slice(1).map((to, index) => {
      const from = other[index] as string;
      const kind = kinds[from.split(" ")[0] as string] as string;
      return { kind, from, to, sources: checker.facts.cite(kind, from, to) };
    }),
  };
}

/** More walks than these are not looked through. */
const mostSteps = 300;

/** Walks that pass no blocker and no feature twice. */
function listWalks(checker: ProofChecker, start: string, end: string): string[][] {
  const found: string[][] = [];
  const open = [[start]];
  for (let steps = 0; steps < mostSteps; steps++) {
    const walked = open.pop();
    if (walked === undefined) break;
    for (const { nodes, blocks } of checker.listSteps(walked.at(-1) as string)) {
      if (walked.slice(1).includes(nodes.at(-1) as string)) continue;
      open.push([...walked, ...nodes]);
      if (blocks && nodes.at(-1) === end) found.push([...walked, ...nodes]);
    }
  }
  return found;
}
