import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operation } from "../../src/graphql/operations.ts";
import { writeAll } from "../domain/write-all.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

// What would have to happen for a tea house to open: the kettle must be ready, and that takes a feature, work and an end.

const sources = ["criu-wiki-integration-2016-08-30"];
const fact = { sources, from: "2016-01-01" };
const status = (integration: string, word: string) => ({
  integration,
  status: word,
  date: "2016-01-01",
  sources,
});

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
  await writeAll(server.database.write, {
    integration: ["tea-house", "kettle", "samovar", "ruin", "rumour"].map((slug) => ({
      slug,
      name: slug,
      kind: "TOOLING",
    })),
    feature: [
      { slug: "steam", name: "--steam", kind: "CLI_OPTION" },
      { slug: "fire", name: "--fire", kind: "CLI_OPTION" },
    ],
    blocker: [
      ["house-closed", "tea-house"],
      ["kettle-cold", "kettle"],
      ["kettle-leaks", "kettle"],
      ["samovar-dented", "samovar"],
      ["ruin-ruined", "ruin"],
    ].map(([slug, integration]) => ({ slug, integration, title: slug, kind: "DEFECT", ...fact })),
    "status-report": [
      status("tea-house", "STALLED"),
      status("kettle", "IN_PROGRESS"),
      status("samovar", "READY"),
      status("ruin", "DISCONTINUED"),
      status("rumour", "STALLED"),
    ],
    requirement: [{ feature: "steam", requires: "fire", sources }],
    remedy: [
      { blocker: "house-closed", key: "kettle", needs: [{ integration: "kettle" }], sources },
      {
        blocker: "kettle-cold",
        key: "steam",
        needs: [{ feature: "steam" }, { work: "stove", description: "Put it on a stove." }],
        sources,
      },
      { blocker: "samovar-dented", key: "kettle", needs: [{ blocker: "kettle-leaks" }], sources },
      { blocker: "ruin-ruined", key: "kettle", needs: [{ blocker: "house-closed" }], sources },
    ],
  });
});
afterAll(() => server.close());

const at = { asOf: "2016-12-31" };
const ask = (targets: object[], variables: object = {}) =>
  server
    .ask(operation("UnblockPlan"), { at, ...variables, targets })
    .then(({ unblockPlan }: { unblockPlan: Plan }) => unblockPlan);

interface Plan {
  readonly steps: readonly Step[];
  readonly inTheWay: readonly { readonly slug: string }[];
}
interface Step {
  readonly action: string;
  readonly description: string;
  readonly unblocks: readonly { readonly slug: string }[];
}

describe("unblockPlan", () => {
  it("does everything in an order that works, and says of each step what it is about and whom it unblocks", async () => {
    const none = { feature: null, integration: null, blocker: null, work: null, unblocks: [] };
    expect(await ask([{ integration: "tea-house" }])).toEqual({
      feasible: true,
      optimal: true,
      cost: 6,
      lowerBound: 6,
      steps: [
        {
          ...none,
          position: 1,
          action: "RESOLVE",
          blocker: { slug: "kettle-cold" },
          work: "stove",
          description: "Put it on a stove.",
        },
        {
          ...none,
          position: 2,
          action: "RESOLVE",
          blocker: { slug: "kettle-leaks" },
          description: "kettle-leaks is resolved, though nobody has recorded how.",
          unblocks: [{ slug: "samovar" }],
        },
        {
          ...none,
          position: 3,
          action: "SHIP",
          feature: { slug: "fire" },
          description: "A release has fire.",
        },
        {
          ...none,
          position: 4,
          action: "SHIP",
          feature: { slug: "steam" },
          description: "A release has steam.",
        },
        {
          ...none,
          position: 5,
          action: "ADOPT",
          feature: { slug: "steam" },
          integration: { slug: "kettle" },
          description: "kettle adopts steam.",
          unblocks: [{ slug: "kettle" }],
        },
        {
          ...none,
          position: 6,
          action: "COMPLETE",
          integration: { slug: "kettle" },
          description: "kettle becomes READY.",
          unblocks: [{ slug: "ruin" }, { slug: "tea-house" }],
        },
      ],
      inTheWay: [],
    });
  });

  it("names what is in the way: integrations as well as blockers", async () => {
    const refused = { feasible: false, optimal: true, cost: null, lowerBound: null, steps: [] };
    expect(
      await ask([{ integration: "rumour" }, { integration: "samovar" }, { integration: "ruin" }]),
    ).toEqual({
      ...refused,
      inTheWay: [{ slug: "ruin" }, { slug: "rumour" }],
    });
    const { data } = await server.send(
      `{ unblockPlan(targets: [{ integration: "ruin" }, { integration: "rumour" }], at: { asOf: "2016-12-31" }) {
        inTheWayCount inTheWay(first: 1) { __typename id slug ... on Integration { status(at: { asOf: "2016-12-31" }) } } } }`,
    );
    expect(data.unblockPlan).toEqual({
      inTheWayCount: 2,
      inTheWay: [
        {
          __typename: "Integration",
          id: Buffer.from("Integration:ruin").toString("base64url"),
          slug: "ruin",
          status: "DISCONTINUED",
        },
      ],
    });
  });

  it("has nothing to do for what is free already", async () => {
    const early = { at: { asOf: "2015-01-01" } };
    expect(await ask([{ integration: "lxc-lxd" }])).toMatchObject({
      feasible: true,
      cost: 0,
      steps: [],
    });
    expect(await ask([{ integration: "kettle" }], early)).toMatchObject({
      feasible: false,
      inTheWay: [{ slug: "kettle" }],
    });
  });

  it("takes ids, and a target twice", async () => {
    const id = Buffer.from("Integration:samovar").toString("base64url");
    const { steps } = await ask([{ id }, { integration: "samovar" }]);
    expect(steps.map(({ action }) => action)).toEqual(["RESOLVE"]);
  });

  it("counts what a list is cut to", async () => {
    const { unblockPlan } = await server.ask(
      `{ unblockPlan(targets: [{ integration: "tea-house" }], at: { asOf: "2016-12-31" }) {
        cost first: steps(first: 1) { position } all: steps(first: 100) { unblockCount unblocks(first: 1) { slug } } } }`,
    );
    expect(unblockPlan.first).toEqual([{ position: 1 }]);
    expect(unblockPlan.all.at(-1)).toEqual({ unblockCount: 2, unblocks: [{ slug: "ruin" }] });
  });

  it.each<[what: string, targets: object[], message: string]>([
    ["no target", [], "unblockPlan: 0 targets, expected 1 to 100"],
    [
      "101 targets",
      Array(101).fill({ integration: "kettle" }),
      "unblockPlan: 101 targets, expected 1 to 100",
    ],
    [
      "a target nobody knows",
      [{ integration: "kettle" }, { integration: "pot" }],
      'unblockPlan: targets[1]: there is no integration "pot"',
    ],
    [
      "a target of another kind",
      [{ integration: "kettle" }, { feature: "steam" }],
      "unblockPlan: targets[1] names a feature, expected an integration",
    ],
    [
      "the id of another kind",
      [{ id: Buffer.from("Blocker:kettle-cold").toString("base64url") }],
      "unblockPlan: targets[0] names a blocker, expected an integration",
    ],
    [
      "the id of a fact",
      [{ id: Buffer.from("Adoption:kettle/steam").toString("base64url") }],
      "unblockPlan: targets[0] names an adoption, expected an integration, feature, contributor, blocker, release or source",
    ],
  ])("refuses %s", async (_what, targets, message) => {
    const { errors } = await server.send(operation("UnblockPlan"), { targets });
    expect(errors).toMatchObject([{ message, extensions: { code: "BAD_USER_INPUT" } }]);
  });

  it.each([
    ["0", "timeLimit is 0, expected 1 to 5000"],
    ["5001", "timeLimit is 5001, expected 1 to 5000"],
  ])("refuses a time limit of %s ms", async (limit, message) => {
    const document = `{ unblockPlan(targets: [{ integration: "kettle" }], timeLimit: ${limit}) { cost } }`;
    const { errors } = await server.send(document);
    expect(errors).toMatchObject([
      { message: `unblockPlan: ${message}`, extensions: { code: "BAD_USER_INPUT" } },
    ]);
  });

  it.each(['{ integration: "kettle", feature: "steam" }', "{}", "{ integration: null }"])(
    "refuses the reference %s",
    async (ref) => {
      const { data, errors } = await server.send(`{ unblockPlan(targets: [${ref}]) { cost } }`);
      expect(data).toBeFalsy();
      expect(errors?.[0]?.extensions.code).toMatch(/BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED/);
    },
  );
});
