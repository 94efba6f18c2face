import type { Db } from "../../src/db/open.ts";
import { inChangeSet } from "../../src/domain/change-set.ts";
import type { NounName } from "../../src/domain/noun.ts";
import { nouns } from "../../src/domain/noun-list.ts";
import { writeRecords } from "../../src/domain/write-records.ts";

const sources = ["mail-1"];

/**
 * A record of every noun with every field, and one with as few as it can do with, in canonical form. Runner is
 * an integration that was once called jogger; it uses the option, its pausing waits for the daemon.
 */
export const exampleRecords: Readonly<Record<NounName, readonly Record<string, unknown>[]>> = {
  contributor: [
    { slug: "ada", formerly: ["countess"], name: "Ada Lovelace", aliases: ["Ada", "Countess of Lovelace"] },
    { slug: "bob", name: "Боб" },
  ],
  source: [
    {
      slug: "commit-1",
      formerly: ["commit-0"],
      kind: "COMMIT",
      series: "runner-log",
      title: "Adopt the option",
      url: "https://example.org/runner/commit/1?a=b&c=d#top",
      repository: "https://example.org/runner",
      path: "src/main.c",
      commit: "0123456789abcdef0123456789abcdef01234567",
      publishedOn: "2020-02-29",
      author: "countess",
      note: "Two lines:\nthe second one.",
    },
    {
      slug: "mail-1",
      kind: "MAIL",
      title: "A mail",
      url: "https://example.org/mail/1",
      publishedOn: "2020-01-01",
    },
  ],
  integration: [
    {
      slug: "runner",
      formerly: ["jogger", "sprinter"],
      name: "Runner",
      aliases: ["run"],
      kind: "TOOLING",
      description: "Runs.",
      repository: "https://example.org/runner",
      homepage: "https://runner.example.org",
    },
    { slug: "walker", name: "Walker", kind: "SHELL" },
  ],
  release: [
    {
      slug: "runner-1.0-rc1",
      formerly: ["runner-1.0"],
      product: "runner",
      version: "1.0-RC1",
      releasedOn: "2020-03-01",
      integration: "jogger",
      source: "commit-0",
    },
    { slug: "criu-1.10", product: "criu", version: "1.10", releasedOn: "2019-01-01", source: "mail-1" },
  ],
  feature: [
    {
      slug: "hold",
      formerly: ["keep"],
      name: "--hold",
      aliases: ["-H"],
      kind: "CLI_OPTION",
      description: "Holds.",
    },
    { slug: "poke", name: "poke", kind: "RPC" },
  ],
  capability: [
    { slug: "pause", integration: "jogger", name: "Pause" },
    { slug: "pause", integration: "walker", name: "Stand still" },
  ],
  blocker: [
    {
      slug: "runner-pause",
      formerly: ["jogger-pause"],
      title: "It cannot pause",
      kind: "DEFECT",
      integration: "jogger",
      capability: "pause",
      from: "2019-05-05",
      note: "As of old.",
      sources: ["commit-0", { source: "mail-1", note: "Second paragraph." }],
    },
    { slug: "walker-legs", title: "It has no legs", kind: "KERNEL", integration: "walker", sources },
  ],
  "status-report": [
    {
      slug: "jogger/2020-02-29/commit-0",
      integration: "jogger",
      status: "READY",
      date: "2020-02-29",
      note: "At last.",
      sources: ["commit-0", "mail-1"],
    },
    {
      slug: "walker/2020-01-01/mail-1",
      integration: "walker",
      status: "STALLED",
      date: "2020-01-01",
      sources,
    },
  ],
  "capability-report": [
    {
      slug: "jogger/pause/2020-01-01/mail-1",
      integration: "jogger",
      capability: "pause",
      state: "PARTIAL",
      date: "2020-01-01",
      sources,
    },
  ],
  "feature-release": [
    { slug: "keep/criu-1.10", feature: "keep", release: "criu-1.10", change: "ADDED", sources },
    {
      slug: "poke/runner-1.0",
      feature: "poke",
      release: "runner-1.0",
      change: "REMOVED",
      note: "Taken out.",
      sources: ["commit-0"],
    },
  ],
  requirement: [
    { slug: "keep/poke", feature: "keep", requires: "poke", from: "2019-01-01", note: "Of course.", sources },
  ],
  adoption: [
    {
      slug: "jogger/keep",
      integration: "jogger",
      feature: "keep",
      from: "2019-06-01",
      to: "runner-1.0",
      note: "For a while.",
      sources,
    },
    { slug: "walker/keep", integration: "walker", feature: "keep", sources },
  ],
  dependency: [
    {
      slug: "jogger/walker/works-with",
      integration: "jogger",
      on: "walker",
      kind: "WORKS_WITH",
      from: "2019-06-01",
      to: "2019-07-01",
      sources,
    },
  ],
  remedy: [
    {
      slug: "jogger-pause/daemon",
      blocker: "jogger-pause",
      description: "All at once.",
      needs: [
        { work: "daemon", description: "Write a daemon." },
        { feature: "keep" },
        { blocker: "walker-legs" },
        { integration: "walker", capability: "pause" },
      ],
      from: "2020-01-01",
      to: "2021-01-01",
      note: "Never tried.",
      sources,
    },
    { slug: "jogger-pause/walker", blocker: "jogger-pause", needs: [{ integration: "walker" }], sources },
  ],
  "blocker-report": [
    {
      slug: "jogger-pause/daemon/2020-06-01/mail-1",
      blocker: "jogger-pause",
      work: "daemon",
      state: "RESOLVED",
      date: "2020-06-01",
      note: "Written.",
      sources,
    },
    {
      slug: "jogger-pause/2020-06-01/mail-1",
      blocker: "jogger-pause",
      state: "WONT_FIX",
      date: "2020-06-01",
      sources,
    },
  ],
  "blocker-review": [
    {
      slug: "walker/2020-06-01/mail-1",
      integration: "walker",
      date: "2020-06-01",
      note: "Nothing else.",
      sources,
    },
  ],
  contribution: [
    {
      slug: "countess/jogger/maintains/2019-01-01",
      contributor: "countess",
      integration: "jogger",
      role: "MAINTAINS",
      state: "DONE",
      from: "2019-01-01",
      to: "2020-01-01",
      note: "Alone.",
      sources,
    },
    {
      slug: "bob/keep/proposed/undated",
      contributor: "bob",
      feature: "keep",
      role: "PROPOSED",
      state: "ABANDONED",
      sources,
    },
    {
      slug: "bob/walker-legs/reviewed/undated",
      contributor: "bob",
      blocker: "walker-legs",
      role: "REVIEWED",
      state: "PLANNED",
      sources,
    },
  ],
};

/** Writes all of them, as one change set. */
export async function writeExamples(db: Db): Promise<void> {
  await inChangeSet(db, { actor: "examples" }, async (change) => {
    for (const noun of nouns) await writeRecords(change, noun, exampleRecords[noun.name]);
  });
}
