import { describe, expect, it } from "vitest";
import { finish } from "../../../src/analysis/algorithms/stoppable.ts";
import type { FindingRule } from "../../../src/analysis/findings/finding.ts";
import type { FindingFacts } from "../../../src/analysis/findings/finding-facts.ts";
import { findFindings } from "../../../src/analysis/findings/findings.ts";
import { viewFacts } from "../../../src/analysis/standing/view.ts";
import { Graph } from "../graph.ts";

/** What every fact has unless a test says otherwise: it holds since the beginning, and nothing more is known. */
function find(graph: Graph, more: Partial<FindingFacts> = {}, asOf = "2020-01-01") {
  const { facts } = graph;
  const ids = [...facts.blockers, ...facts.remedies, ...facts.adoptions, ...facts.blockerReviews];
  const nothing: FindingFacts = {
    notedReports: new Set(),
    heldFrom: new Map(ids.map(({ id }) => [id, "2010-01-01"])),
    contributors: [],
    newestSources: [],
    reviewSources: [],
  };
  return finish(findFindings({ ...viewFacts({ ...facts, asOf }), more: { ...nothing, ...more } }));
}

function tell(
  rule: FindingRule,
  graph: Graph,
  more: Partial<FindingFacts> = {},
  asOf = "2020-01-01",
): string[] {
  return find(graph, more, asOf)
    .filter((finding) => finding.rule === rule)
    .map(({ subject, message }) => `${subject.slug}: ${message}`);
}

/** The ids of all facts of one list of a graph, in the order they were told. */
function ids(rows: readonly { readonly id: number }[]): number[] {
  return rows.map(({ id }) => id);
}

describe("STATUS_CONFLICT", () => {
  it("finds a series that was overruled on its own day", () => {
    const graph = new Graph()
      .status("docker", "READY", { on: "2016-01-01", rank: 0, source: "commit", series: "repo" })
      .status("docker", "IN_PROGRESS", { on: "2016-01-01", source: "wiki-1", series: "wiki" });
    expect(tell("STATUS_CONFLICT", graph)).toEqual([
      "docker: On 2016-01-01 wiki-1 called docker IN_PROGRESS, while by commit its status was READY since 2016-01-01.",
    ]);
    const [finding] = find(graph);
    expect(finding).toMatchObject({ severity: "WARNING", factIds: ids(graph.facts.statusReports) });
  });

  it("finds a page that repeats what another series has displaced, on the day of the repetition", () => {
    const graph = new Graph()
      .status("docker", "IN_PROGRESS", { on: "2014-01-01", source: "wiki-1", series: "wiki" })
      .status("docker", "READY", { on: "2015-01-01", source: "notes", series: "notes" })
      .status("docker", "IN_PROGRESS", { on: "2016-01-01", source: "wiki-2", series: "wiki" });
    expect(tell("STATUS_CONFLICT", graph)).toEqual([
      "docker: On 2016-01-01 wiki-2 called docker IN_PROGRESS, while by notes its status was READY since 2015-01-01.",
    ]);
  });

  it("finds nothing where a series was right on its day, or has come round since", () => {
    const graph = new Graph()
      .status("docker", "IN_PROGRESS", { on: "2014-01-01", series: "wiki" })
      .status("docker", "READY", { on: "2015-01-01", series: "notes" })
      .status("lxc", "NOT_STARTED", { on: "2015-01-01", series: "wiki" })
      .status("lxc", "READY", { on: "2015-01-01", rank: 0, series: "repo" })
      .status("lxc", "READY", { on: "2016-01-01", series: "wiki" });
    expect(tell("STATUS_CONFLICT", graph)).toEqual([]);
  });
});

describe("READY_BUT_BLOCKED", () => {
  it("finds a blocker of the whole, but not of a capability, nor a lifted one", () => {
    const graph = new Graph()
      .status("docker", "READY")
      .blocker("docker-files", "docker")
      .blocker("docker-slow", "docker/suspend")
      .blocker("docker-old", "docker")
      .blockerReport("docker-old", "RESOLVED")
      .status("lxc", "READY")
      .blocker("lxc-slow", "lxc/suspend");
    expect(tell("READY_BUT_BLOCKED", graph)).toEqual([
      "docker: docker is READY since 2016-01-01, and yet docker-files stands in its way.",
    ]);
    const finding = find(graph).find(({ rule }) => rule === "READY_BUT_BLOCKED");
    expect(finding?.severity).toBe("ERROR");
    expect(finding?.factIds).toContain(graph.blockerId("docker-files"));
  });
});

describe("OPEN_BUT_REMEDIED", () => {
  const graph = () =>
    new Graph()
      .released("sibling", "ADDED", "2014-01-01")
      .adopts("systemd", "sibling")
      .blocker("orphan", "systemd", ["sibling"]);
  const told = (since: string): string =>
    `orphan: On 2016-01-01 wiki-1 called orphan OPEN, though a remedy of it has held since ${since}.`;

  it("finds a report of OPEN after the feature was released and adopted", () => {
    const late = graph().blockerReport("orphan", "OPEN");
    expect(tell("OPEN_BUT_REMEDIED", late)).toEqual([told("2014-01-01")]);
    const adoption = late.facts.adoptions[0]?.id as number;
    const heldFrom = (day: string) => new Map([[adoption, day]]);
    expect(tell("OPEN_BUT_REMEDIED", late, { heldFrom: heldFrom("2015-06-01") })).toEqual([
      told("2015-06-01"),
    ]);
    expect(tell("OPEN_BUT_REMEDIED", late, { heldFrom: heldFrom("2016-01-01") })).toEqual([]);
  });

  it("finds nothing in a report of the day the remedy held, or before, or where no report says OPEN", () => {
    expect(tell("OPEN_BUT_REMEDIED", graph().blockerReport("orphan", "OPEN", { on: "2014-01-01" }))).toEqual(
      [],
    );
    expect(tell("OPEN_BUT_REMEDIED", graph().blockerReport("orphan", "OPEN", { on: "2013-01-01" }))).toEqual(
      [],
    );
    expect(tell("OPEN_BUT_REMEDIED", graph())).toEqual([]);
  });

  it("finds a later repetition of OPEN by the same series", () => {
    const repeated = graph()
      .blockerReport("orphan", "OPEN", { on: "2013-01-01", source: "wiki-0", series: "wiki" })
      .blockerReport("orphan", "OPEN", { source: "wiki-1", series: "wiki" });
    expect(tell("OPEN_BUT_REMEDIED", repeated)).toEqual([told("2014-01-01")]);
  });

  it("follows works, other blockers, requirements, integrations and their capabilities to the last day", () => {
    const chain = new Graph()
      .released("lock", "ADDED", "2012-01-01")
      .released("key", "ADDED", "2013-01-01")
      .requires("lock", "key")
      .adopts("base", "lock")
      .blocker("base-lock", "base/restore", ["lock"])
      .status("base", "READY", { on: "2011-01-01" })
      .blocker("middle", "shell", [{ integration: "base", capability: "restore" }, { work: "code" }])
      .blockerReport("middle", "RESOLVED", { on: "2014-05-05", work: "code" })
      .blocker("top", "shell", [{ work: "never" }], [{ blocker: "middle" }])
      .blockerReport("top", "OPEN");
    expect(tell("OPEN_BUT_REMEDIED", chain)).toEqual([
      "top: On 2016-01-01 wiki-1 called top OPEN, though a remedy of it has held since 2014-05-05.",
    ]);
    const ready = new Graph()
      .status("base", "READY", { on: "2015-03-03" })
      .blocker("base-slow", "base/restore")
      .blockerReport("base-slow", "RESOLVED", { on: "2015-02-02" })
      .blocker("top", "shell", [{ integration: "base", capability: "restore" }])
      .blockerReport("top", "OPEN");
    expect(tell("OPEN_BUT_REMEDIED", ready)).toEqual([
      "top: On 2016-01-01 wiki-1 called top OPEN, though a remedy of it has held since 2015-03-03.",
    ]);
  });
});

describe("STEP_BACK", () => {
  const graph = new Graph()
    .status("docker", "READY", { on: "2015-01-01", series: "wiki" })
    .status("docker", "STALLED", { on: "2016-01-01", series: "wiki", source: "wiki-2" });

  it("finds a step back from READY without a note, and none that has one", () => {
    expect(tell("STEP_BACK", graph)).toEqual([
      "docker: docker went from READY to STALLED on 2016-01-01, and wiki-2 has no note that says why.",
    ]);
    expect(tell("STEP_BACK", graph, { notedReports: new Set(ids(graph.facts.statusReports)) })).toEqual([]);
  });

  it("finds a return from an end, even to READY, but no end and no progress", () => {
    const returns = new Graph()
      .status("lxc", "READY", { on: "2013-01-01" })
      .status("lxc", "REMOVED", { on: "2014-01-01" })
      .status("lxc", "READY", { on: "2015-01-01" })
      .status("rocket", "NOT_STARTED", { on: "2013-01-01" })
      .status("rocket", "IN_PROGRESS", { on: "2014-01-01" })
      .status("rocket", "STALLED", { on: "2015-01-01" })
      .status("rocket", "DISCONTINUED", { on: "2016-01-01" });
    expect(tell("STEP_BACK", returns)).toEqual([
      "lxc: lxc went from REMOVED to READY on 2015-01-01, and wiki-1 has no note that says why.",
    ]);
  });

  it("does not take a page for a step that only repeats what was overruled", () => {
    const repeated = new Graph()
      .status("docker", "IN_PROGRESS", { on: "2014-01-01", series: "wiki" })
      .status("docker", "READY", { on: "2015-01-01", series: "notes" })
      .status("docker", "IN_PROGRESS", { on: "2016-01-01", series: "wiki" });
    expect(tell("STEP_BACK", repeated)).toEqual([]);
  });
});

describe("NEED_CYCLE", () => {
  it("tells a shortest circle, with its facts, and how much more is caught in it", () => {
    const graph = new Graph()
      .blocker("hen", "farm", [{ blocker: "egg" }])
      .blocker("egg", "farm", [{ blocker: "hen" }], [{ blocker: "nest" }])
      .blocker("nest", "farm", [{ blocker: "hen" }])
      .requires("lock", "lock");
    expect(tell("NEED_CYCLE", graph)).toEqual([
      "egg: egg and hen need each other in a circle, and 1 more is caught in the tangle.",
      "lock: lock needs itself.",
    ]);
    const [finding] = find(graph);
    expect(finding?.factIds).toEqual([graph.remedyId("hen"), graph.remedyId("egg")].sort((a, b) => a - b));
  });
});

describe("PERSON_TWICE", () => {
  const person = (id: number, slug: string, name: string, ...aliases: string[]) => ({
    id,
    slug,
    name,
    aliases,
  });

  it("finds two people by a name or alias, whatever its case, accents and spaces", () => {
    const contributors = [
      person(1, "rene", "René  Müller"),
      person(2, "rm", "R. M.", "rene muller"),
      person(3, "jerome", "Jerome", "Jérôme"),
      person(4, "ada", "Ada"),
    ];
    expect(tell("PERSON_TWICE", new Graph(), { contributors })).toEqual([
      'rene: rene and rm both go by "rene muller" and may be one person.',
    ]);
  });

  it("tells each pair once, however many names they share", () => {
    const contributors = [person(2, "b", "Ada", "Al"), person(1, "a", "Ada", "al"), person(3, "c", "ADA")];
    expect(tell("PERSON_TWICE", new Graph(), { contributors })).toEqual([
      'a: a and b both go by "Ada" and may be one person.',
      'a: a and c both go by "ADA" and may be one person.',
    ]);
  });
});

describe("ADOPTED_BEFORE_RELEASE", () => {
  const adoptedOn = (graph: Graph, day: string) => ({
    heldFrom: new Map(graph.facts.adoptions.map(({ id }) => [id, day])),
  });

  it("finds a feature that was used before a release had it, or that none has", () => {
    const graph = new Graph().adopts("docker", "pipe").released("pipe", "ADDED", "2015-01-01");
    expect(tell("ADOPTED_BEFORE_RELEASE", graph, adoptedOn(graph, "2014-12-31"))).toEqual([
      "docker: docker has used pipe since 2014-12-31, released only on 2015-01-01.",
    ]);
    expect(tell("ADOPTED_BEFORE_RELEASE", graph, adoptedOn(graph, "2015-01-01"))).toEqual([]);
    const unreleased = new Graph().adopts("docker", "pipe");
    expect(tell("ADOPTED_BEFORE_RELEASE", unreleased, adoptedOn(unreleased, "2014-12-31"))).toEqual([
      "docker: docker has used pipe since 2014-12-31, which no release had then.",
    ]);
  });

  it("finds a feature that was taken out before", () => {
    const graph = new Graph()
      .adopts("docker", "pipe")
      .released("pipe", "ADDED", "2013-01-01")
      .released("pipe", "REMOVED", "2014-01-01");
    expect(tell("ADOPTED_BEFORE_RELEASE", graph, adoptedOn(graph, "2013-06-01"))).toEqual([]);
    expect(tell("ADOPTED_BEFORE_RELEASE", graph, adoptedOn(graph, "2014-06-01"))).toHaveLength(1);
  });
});

describe("STALE", () => {
  const source = (graph: Graph, publishedOn: string) => ({
    newestSources: [{ integrationId: graph.integration("docker"), slug: "wiki-1", publishedOn, factId: 1 }],
  });

  it("finds what nobody wrote about for more than two years", () => {
    const graph = new Graph().status("docker", "READY");
    expect(tell("STALE", graph, source(graph, "2017-12-31"))).toEqual([
      "docker: Nothing is known of docker that is newer than wiki-1 of 2017-12-31.",
    ]);
    expect(tell("STALE", graph, source(graph, "2018-01-01"))).toEqual([]);
    expect(tell("STALE", graph, source(graph, "2014-02-28"), "2016-02-29")).toHaveLength(1);
    expect(tell("STALE", graph, source(graph, "2014-03-01"), "2016-02-29")).toEqual([]);
  });

  it("leaves out what has ended, and what has no status in view", () => {
    const ended = new Graph().status("docker", "DISCONTINUED");
    expect(tell("STALE", ended, source(ended, "2010-01-01"))).toEqual([]);
    const unknown = new Graph().blocker("docker-files", "docker");
    expect(tell("STALE", unknown, source(unknown, "2010-01-01"))).toEqual([]);
  });
});

describe("REVIEW_CONTRADICTED", () => {
  const reviewed = (...lifted: string[]) => {
    const graph = new Graph()
      .review("docker")
      .blocker("docker-files", "docker")
      .blocker("docker-slow", "docker/a");
    for (const blocker of lifted) graph.blockerReport(blocker, "RESOLVED");
    return graph;
  };
  const review = (graph: Graph): number => graph.facts.blockerReviews[0]?.id as number;

  it("finds a review whose sources list no blocker, while one is there", () => {
    const graph = reviewed("docker-slow");
    const reviewSources = [{ factId: review(graph), sourceId: 1 }];
    expect(tell("REVIEW_CONTRADICTED", graph, { reviewSources })).toEqual([
      "docker: A review of docker of 2010-01-01 found nothing in its way, while docker-files was there.",
    ]);
  });

  it("finds nothing where the review lists a blocker, where all are lifted, or where they arose later", () => {
    const graph = reviewed();
    const listed = [review(graph), graph.blockerId("docker-slow")].map((factId) => ({ factId, sourceId: 1 }));
    expect(tell("REVIEW_CONTRADICTED", graph, { reviewSources: listed })).toEqual([]);
    expect(tell("REVIEW_CONTRADICTED", reviewed("docker-files", "docker-slow"))).toEqual([]);
    const heldFrom = new Map([
      [review(graph), "2014-01-01"],
      [graph.blockerId("docker-files"), "2014-01-02"],
      [graph.blockerId("docker-slow"), "2014-01-02"],
    ]);
    expect(tell("REVIEW_CONTRADICTED", graph, { heldFrom })).toEqual([]);
  });

  it("goes by the latest review alone", () => {
    const graph = reviewed().review("docker");
    const [first, second] = graph.facts.blockerReviews.map(({ id }) => id) as [number, number];
    const heldFrom = new Map([
      [first, "2014-01-01"],
      [second, "2015-01-01"],
      [graph.blockerId("docker-files"), "2013-01-01"],
      [graph.blockerId("docker-slow"), "2013-01-01"],
    ]);
    const about = [second, graph.blockerId("docker-files")].map((factId) => ({ factId, sourceId: 7 }));
    expect(tell("REVIEW_CONTRADICTED", graph, { heldFrom, reviewSources: about })).toEqual([]);
  });
});

describe("findFindings", () => {
  it("lists the gravest first, and only the rules asked for", () => {
    const graph = new Graph()
      .status("docker", "READY", { on: "2015-01-01" })
      .status("docker", "STALLED", { on: "2016-01-01" })
      .status("lxc", "READY")
      .blocker("lxc-files", "lxc");
    expect(find(graph).map(({ rule }) => rule)).toEqual(["READY_BUT_BLOCKED", "STEP_BACK"]);
    const more = { notedReports: new Set<number>(), heldFrom: new Map<number, string>() };
    const none = { contributors: [], newestSources: [], reviewSources: [] };
    const view = { ...viewFacts(graph.facts), more: { ...more, ...none } };
    expect(finish(findFindings(view, ["STEP_BACK"])).map(({ rule }) => rule)).toEqual(["STEP_BACK"]);
  });
});
