import type { GraphDocument } from "../../src/data/graph-document.ts";

/** How large a graph is to be made. */
export interface Size {
  readonly facts: number;
}

const factsOfIntegration = 400;

const pick = <T>(from: readonly T[], index: number): T => from[index % from.length] as T;
const day = (index: number) => new Date(Date.UTC(2012, 0, 1 + (index % 5_000))).toISOString().slice(0, 10);
const sourceCount = 20_000;
const featureCount = 1_000;
const source = (index: number) => `made-${((index * 7_919) % sourceCount).toString(36)}-source`;
const feature = (index: number) => `made-feature-${index % featureCount}`;
const integration = (index: number) => `made-integration-${index}`;

/**
 * A made-up graph of this many facts in documents: integrations with statuses, capabilities, blockers with remedies
 * and reports, adoptions and dependencies. One fact in ten cites two sources, one in five has a note, one in eight
 * no date of its own. The same for the same size.
 */
export function* makeGraph({ facts }: Size): Generator<GraphDocument> {
  const integrations = Math.ceil(facts / factsOfIntegration);
  for (let i = 0; i < integrations; i += 1)
    yield { name: "integration", document: makeIntegration(i, integrations) };
  for (let i = 0; i < featureCount; i += 1) {
    yield { name: "feature", document: { slug: feature(i), name: `--made-${i}`, kind: "CLI_OPTION" } };
  }
  for (let i = 0; i < sourceCount; i += 1) {
    const document = {
      slug: source(i),
      kind: pick(["COMMIT", "MAIL", "ISSUE", "RELEASE_NOTE"], i),
      title: `What somebody wrote, number ${i}`,
      url: `https://example.org/made/${i}`,
      publishedOn: day(i),
      author: `made-person-${i % 200}`,
    };
    yield { name: "sources", document: [document] };
  }
  for (let i = 0; i < 200; i += 1) {
    yield { name: "contributor", document: { slug: `made-person-${i}`, name: `Person ${i}` } };
  }
}

function makeIntegration(at: number, integrations: number) {
  const base = at * factsOfIntegration;
  const list = <T>(length: number, make: (index: number) => T): T[] =>
    Array.from({ length }, (_, index) => make(index));
  const said = (index: number) => ({
    ...(index % 5 === 0 && { note: "As its makers told on the list of the project." }),
    sources: index % 10 === 0 ? [source(base + index), source(base + index + 1)] : [source(base + index)],
  });
  const slug = integration(at);
  return {
    slug,
    name: `Integration ${at}`,
    kind: pick(["CONTAINER_ENGINE", "HPC_SCHEDULER", "SHELL"], at),
    status: list(150, (i) => ({
      date: day(base + i),
      status: pick(["STALLED", "IN_PROGRESS", "READY"], i),
      ...said(i),
    })),
    capabilities: list(3, (c) => ({
      slug: pick(["suspend", "restore", "live-migration"], c),
      name: `Capability ${c}`,
      reports: list(30, (i) => ({
        date: day(base + i),
        state: pick(["MISSING", "PARTIAL", "WORKS"], i),
        ...said(200 + c * 30 + i),
      })),
    })),
    blockers: list(20, (b) => ({
      slug: `${slug}-blocker-${b}`,
      title: "Something that keeps it from being ready",
      kind: "MISSING_FEATURE",
      ...said(300 + b),
      remedies: [
        {
          needs: [
            { feature: feature(base + b) },
            ...(b % 4 === 0 ? [{ work: "patches", description: "Write the patches." }] : []),
          ],
          ...said(320 + b),
        },
      ],
      reports: [{ date: day(base + b), state: "OPEN", ...said(340 + b) }],
    })),
    reviews: [{ date: day(at), ...said(360) }],
    adoptions: list(80, (i) => ({ feature: feature(at + i * 11), from: day(base + i), ...said(361 + i) })),
    dependencies: list(19, (i) => ({
      on: integration((at + i + 1) % integrations),
      kind: pick(["CALLS", "LINKS", "WORKS_WITH"], i),
      ...said(441 + i),
    })),
  };
}
