import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeExamples } from "../../domain/example-records.ts";
import { openTestServer, type TestServer } from "../test-server.ts";
import { idOf, mutate, writer } from "./mutate.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
  await writeExamples(server.database.write);
});
afterAll(() => server.close());

const many = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);
const sources = [{ source: "mail-1" }];

describe("an input of absurd size", () => {
  it("is refused in no time, however long its lists are", async () => {
    const cited = many(50_000, { source: "No Slug" });
    const adoption = { integration: "walker", feature: "poke", sources: cited };
    const before = performance.now();
    const says = { path: ["sources"], message: "has 50000 sources; expected at most 100" };
    expect(await mutate(server, "adopt", adoption)).toMatchObject({ problems: [says] });
    const fact = idOf("Adoption", "walker/keep");
    expect(await mutate(server, "cite", { fact, sources: cited })).toMatchObject({ problems: [says] });
    const blocker = { slug: "wall", integration: "walker", title: "A wall", kind: "DEFECT", sources };
    const remedies = many(50_000, { needs: many(20, { feature: "No Slug" }) });
    expect(
      await mutate(server, "openBlocker", { ...blocker, remedies: remedies.slice(0, 1000) }),
    ).toMatchObject({
      problems: [{ path: ["remedies"], message: "has 1000 remedies; expected at most 10" }],
    });
    const needs = many(5_000, { feature: "No Slug" });
    const wrong = await mutate(server, "createRemedy", { blocker: "walker-legs", needs, sources });
    expect(wrong.problems).toHaveLength(100);
    // What is wrong was looked for among all that is wrong already: it took minutes.
    expect(performance.now() - before).toBeLessThan(5_000);
  });

  it("is not looked for, or sent back, where one text is long", async () => {
    const id = "a".repeat(500_000);
    const before = performance.now();
    expect(await mutate(server, "updateFeature", { id, expectedVersion: 1 })).toMatchObject({
      problems: [{ path: ["id"], message: "is longer than 2000 characters; expected an id or a slug" }],
    });
    const fact = await mutate(server, "uncite", { fact: `${id} `, source: id });
    expect(JSON.stringify(fact).length).toBeLessThan(1000);
    expect(JSON.stringify(await mutate(server, "revertChange", { id })).length).toBeLessThan(1000);
    expect(performance.now() - before).toBeLessThan(5_000);
  });

  it("is told of once where it is wrong within an item of a list", async () => {
    const newSource = {
      slug: "No Slug",
      kind: "MAIL",
      title: "A",
      url: "https://a.example",
      publishedOn: "2020-01-01",
    };
    const cited = [{ newSource }, {}, { source: "mail-1", newSource }];
    const adoption = { integration: "walker", feature: "poke", sources: cited };
    const { problems } = await mutate(server, "adopt", adoption);
    expect(problems.map(({ path }: { path: string[] }) => path.join("."))).toEqual([
      "sources.0.newSource.slug",
      "sources.1",
      "sources.2",
    ]);
  });

  it("does not make a key of spaces", async () => {
    const make = (idempotencyKey: string, slug = "spaced") =>
      mutate(server, "createFeature", { slug, name: "x", kind: "RPC", idempotencyKey });
    const first = await make(`${" ".repeat(500_000)}spaces`);
    expect(first).toMatchObject({ changes: [{ slug: "spaced" }] });
    expect(await make("spaces")).toEqual(first);
  });
});

describe("a document of many mutations", () => {
  it("is refused whole, however it names them", async () => {
    const make = (place: number) =>
      `m${place}: createFeature(input: { slug: "f-${place}", name: "x", kind: RPC }) { __typename }`;
    const all = (count: number) => Array.from({ length: count }, (_, place) => make(place)).join(" ");
    const { status, errors } = await server.sendAs(writer, `mutation { ${all(21)} }`);
    expect({ status, errors }).toMatchObject({
      status: 400,
      errors: [{ message: expect.stringMatching(/^the document sends 21 mutations, expected at most 20/) }],
    });
    const nested = `mutation { ...A ...A ... on Mutation { ${make(30)} } } fragment A on Mutation { ${all(10)} ...B }
      fragment B on Mutation { ${make(31)} }`;
    expect((await server.sendAs(writer, nested)).errors?.[0]?.message).toContain("sends 23 mutations");
    const circle = "mutation { ...A } fragment A on Mutation { ...A }";
    expect((await server.sendAs(writer, circle)).errors?.[0]?.message).toContain("Cannot spread fragment");
    const made = await server.ask(
      '{ first: feature(slug: "f-0") { slug } last: feature(slug: "f-31") { slug } }',
    );
    expect(made).toEqual({ first: null, last: null });
    expect(Object.keys(await server.askAs(writer, `mutation { ${all(20)} }`))).toHaveLength(20);
  });
});
