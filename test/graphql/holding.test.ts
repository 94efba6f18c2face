import { afterAll, beforeAll, expect, it } from "vitest";
import { writeAll } from "../domain/write-all.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
  const sources = ["criu-wiki-integration-2016-08-30"];
  const plans = (contributor: string, subject: object, more: object = {}) => ({
    contributor,
    ...subject,
    role: "AUTHORED",
    state: "PLANNED",
    from: "2016-09-01",
    sources,
    ...more,
  });
  const feature = (slug: string) => ({ slug, name: `--${slug}`, kind: "CLI_OPTION" });
  await writeAll(server.database.write, {
    contributor: ["ann", "ben"].map((slug) => ({ slug, name: slug })),
    integration: [{ slug: "kettle", name: "Kettle", kind: "TOOLING" }],
    feature: ["lid", "handle", "spout"].map(feature),
    blocker: ["cold", "leaks"].map((slug) => ({
      slug: `kettle-${slug}`,
      integration: "kettle",
      title: slug,
      kind: "DEFECT",
      sources,
    })),
    "blocker-report": [{ blocker: "kettle-leaks", state: "RESOLVED", date: "2017-01-01", sources }],
    contribution: [
      plans("ann", { feature: "lid" }),
      plans("ann", { feature: "handle" }),
      plans("ben", { feature: "handle" }),
      plans("ann", { feature: "spout" }),
      plans("ben", { feature: "spout" }, { state: "DONE", role: "REVIEWED" }),
      plans("ann", { feature: "restore-sibling" }),
      plans("ann", { blocker: "kettle-cold" }),
      plans("ann", { blocker: "kettle-leaks" }),
      plans("ben", { integration: "kettle" }),
    ],
  });
});
afterAll(() => server.close());

const ask = async (slug: string, asOf: string) => {
  const { contributor } = await server.ask(
    `query ($slug: String!, $at: ViewpointInput) { contributor(slug: $slug) { holds(at: $at) {
      totalCount nodes { __typename slug } } } }`,
    { slug, at: { asOf } },
  );
  return contributor.holds.nodes.map(
    (node: { __typename: string; slug: string }) => `${node.__typename} ${node.slug}`,
  );
};

it("a person holds what is not done and waits for nobody else", async () => {
  expect(await ask("ann", "2016-12-31")).toEqual([
    "Blocker kettle-cold",
    "Blocker kettle-leaks",
    "Feature lid",
    "Feature spout",
  ]);
  expect(await ask("ben", "2016-12-31")).toEqual([]);
});

it("not any longer once it is done, and not before anything was planned", async () => {
  expect(await ask("ann", "2017-12-31")).toEqual(["Blocker kettle-cold", "Feature lid", "Feature spout"]);
  expect(await ask("ann", "2016-08-31")).toEqual([]);
});
