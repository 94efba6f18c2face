import type { Db } from "../src/db/open.ts";
import { writeAll } from "./domain/write-all.ts";

const source = "tangle-mail";
const sources = [source];
const size = 6;
const rings = 6;

/**
 * Writes rings of six blockers that need the next each; in the first ring they need the one before as well, so that
 * six edges break it. One person has planned to do something about every blocker of it, alone.
 */
export async function writeTangle(db: Db): Promise<void> {
  const knot = (ring: number, place: number) => `knot-${ring}-${(place + size) % size}`;
  const every = <T>(make: (ring: number, place: number) => T): T[] =>
    Array.from({ length: rings * size }, (_, index) => make(Math.floor(index / size), index % size));
  await writeAll(db, {
    contributor: [{ slug: "untangler", name: "Untangler" }],
    source: [
      {
        slug: source,
        kind: "MAIL",
        title: "On knots",
        url: "https://example.org/knots",
        publishedOn: "2015-01-01",
      },
    ],
    integration: Array.from({ length: rings }, (_, ring) => ({
      slug: `rope-${ring}`,
      name: `Rope ${ring}`,
      kind: "TOOLING",
    })),
    blocker: every((ring, place) => ({
      slug: knot(ring, place),
      integration: `rope-${ring}`,
      title: "A knot",
      kind: "DEFECT",
      sources,
    })),
    "status-report": Array.from({ length: rings }, (_, ring) => ({
      integration: `rope-${ring}`,
      status: "STALLED",
      date: "2015-06-01",
      sources,
    })),
    remedy: every((ring, place) => ({
      blocker: knot(ring, place),
      key: "next",
      needs: [
        { blocker: knot(ring, place + 1) },
        ...(ring === 0 ? [{ blocker: knot(ring, place - 1) }] : []),
      ],
      sources,
    })),
    contribution: Array.from({ length: size }, (_, place) => ({
      contributor: "untangler",
      blocker: knot(0, place),
      role: "AUTHORED",
      state: "PLANNED",
      sources,
    })),
  });
}
