import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestServer, type TestServer } from "./test-server.ts";

// What the seeds hold, found the way a client finds it: the fact, its day, and who says so.

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer({ holds: "seeds" });
});
afterAll(() => server.close());

const recently = 'at: { asOf: "2026-11-23" }';

describe("a fact of the seeds is found with its source", () => {
  it.each<[what: string, document: string, answer: object]>([
    [
      "the release that has an option, from its commit on and not from the author's day",
      `{ feature(slug: "cgroup-yard") { releases(first: 2) { nodes { release { version releasedOn } sources { commit publishedOn note } } } } }`,
      {
        feature: {
          releases: {
            nodes: [
              {
                release: { version: "3.14", releasedOn: "2020-04-29" },
                sources: [
                  {
                    commit: "2f337652ad5c40f7a420fdd9a7c57767af4ba8a0",
                    publishedOn: "2020-02-04",
                    note: "Written on 2019-08-08.",
                  },
                ],
              },
            ],
          },
        },
      },
    ],
    [
      "a feature that was withdrawn",
      `{ feature(slug: "systemd-socket-activation") { releases(first: 3) { nodes { change release { version } note sources { slug } } } } }`,
      {
        feature: {
          releases: {
            nodes: [
              {
                change: "ADDED",
                release: { version: "1.1" },
                sources: [{ slug: "criu-2e15e4da-cr-service.c" }],
              },
              {
                change: "REMOVED",
                release: { version: "1.8" },
                note: "Withdrawn for security reasons.",
                sources: [{ slug: "criu-a90d01a0-cr-service.c" }],
              },
            ],
          },
        },
      },
    ],
    [
      "who wrote a feature that is merged and not released",
      `{ feature(slug: "dev-aarch64-gcs") { availability(${recently}) contributions(first: 2, ${recently}) { nodes { contributor { name } state sources { slug } } } } }`,
      {
        feature: {
          availability: "PLANNED",
          contributions: {
            nodes: [
              {
                contributor: { name: "Igor Svilenkov Bozic" },
                state: "DONE",
                sources: [{ slug: "criu-4f20b591-criu-arch-aarch64-gcs.c" }, { slug: "criu-pull-3114" }],
              },
            ],
          },
        },
      },
    ],
    [
      "support that was taken out",
      `{ integration(slug: "lxd") { status(at: { asOf: "2025-08-25" }) statusHistory(last: 2, ${recently}) { nodes { observedOn status sources { slug } } } } }`,
      {
        integration: {
          status: "READY",
          statusHistory: {
            nodes: [
              {
                observedOn: "2025-08-26",
                status: "REMOVED",
                sources: [{ slug: "lxd-3975f51d-lxd-instance-drivers-driver-lxc.go" }],
              },
              {
                observedOn: "2025-11-25",
                status: "REMOVED",
                sources: [{ slug: "lxd-c1642d5b-lxd-instance-drivers-driver-lxc.go" }],
              },
            ],
          },
        },
      },
    ],
    [
      "what ended with a release",
      `{ release(slug: "lxd-6.6") { releasedOn endedFacts(first: 5) { totalCount nodes { __typename } } } }`,
      {
        release: {
          releasedOn: "2025-11-25",
          endedFacts: {
            totalCount: 3,
            nodes: [{ __typename: "Adoption" }, { __typename: "Adoption" }, { __typename: "Dependency" }],
          },
        },
      },
    ],
    [
      "a part that ended with the commit that took its place away",
      `{ integration(slug: "slurm-criu-plugin") { dependencies(first: 2, at: { asOf: "2019-12-01" }) { nodes { on { slug } kind to } } } }`,
      {
        integration: {
          dependencies: { nodes: [{ on: { slug: "slurm" }, kind: "PART_OF", to: "2019-12-02" }] },
        },
      },
    ],
    [
      "what an integration uses",
      `{ integration(slug: "podman") { adoptions(first: 2, filter: { feature: { eq: "lsm-mount-context" } }, ${recently}) { nodes { citations(first: 1) { nodes { note source { path commit } } } } } } }`,
      {
        integration: {
          adoptions: {
            nodes: [
              {
                citations: {
                  nodes: [
                    {
                      note: "Passed on as runtime options.",
                      source: {
                        path: "libpod/oci_conmon_common.go",
                        commit: "c6580b4a5219c9efb9ab79a540637d8a58b736f8",
                      },
                    },
                  ],
                },
              },
            ],
          },
        },
      },
    ],
    [
      "an obstacle without a day of its own, from the day of its source",
      `{ integration(slug: "youki") { blockers(first: 2, ${recently}) { nodes { slug date holdsFrom sources { url } } } } }`,
      {
        integration: {
          blockers: {
            nodes: [
              {
                slug: "youki-no-restore",
                date: null,
                holdsFrom: "2021-07-17",
                sources: [{ url: "https://github.com/youki-dev/youki/issues/142" }],
              },
            ],
          },
        },
      },
    ],
    [
      "a maintainer's refusal",
      `{ integration(slug: "systemd") { blockers(first: 5, at: { asOf: "2016-08-30" }) { nodes { slug state(at: { asOf: "2016-08-30" }) sources { url } } } } }`,
      {
        integration: {
          blockers: {
            nodes: [
              { slug: "systemd-adoption", state: "OPEN" },
              {
                slug: "systemd-maintainer-refusal",
                state: "WONT_FIX",
                sources: [{ url: "https://github.com/systemd/systemd/issues/258" }],
              },
            ],
          },
        },
      },
    ],
    [
      "a person's work under two names, and what else is known of the person",
      `{ contributor(slug: "shashank-balaji") { aliases sources(first: 3) { nodes { note } } contributions(first: 2, ${recently}) { nodes { subject { ... on Feature { slug } } from } } } }`,
      {
        contributor: {
          aliases: expect.arrayContaining(["Mahadasyam, Shashank (SGC)"]),
          sources: {
            nodes: expect.arrayContaining([{ note: expect.stringContaining("9 commits to CRIU") }]),
          },
          contributions: { nodes: [{ subject: { slug: "allow-uprobes" }, from: "2025-11-05" }] },
        },
      },
    ],
  ])("%s", async (_what, document, answer) => {
    expect(await server.ask(document)).toMatchObject(answer);
  });
});

it("the page and Slurm's repository contradict each other, and both stay", async () => {
  const { findings, integration } = await server.ask(`{
    findings(first: 50, filter: { rule: { eq: STATUS_CONFLICT } }, ${recently}) { nodes { message } }
    integration(slug: "slurm") { statusHistory(first: 2, ${recently}) { nodes { status sources { slug } } } }
  }`);
  expect(findings.nodes).toContainEqual({
    message: expect.stringMatching(/ called slurm READY, while by slurm-/),
  });
  expect(integration.statusHistory.nodes).toEqual([
    { status: "READY", sources: [{ slug: "criu-wiki-integration-2016-08-30" }] },
    {
      status: "NOT_STARTED",
      sources: [{ slug: "slurm-22c66468-src-plugins-checkpoint-blcr-checkpoint-blcr.c" }],
    },
  ]);
});
