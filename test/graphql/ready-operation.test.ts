import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operation, readyOperations } from "../../src/graphql/operations.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

// The documents clients send, and what the wiki page of 2016 alone answers to each.

const page = "criu-wiki-integration-2016-08-30";
const at = { asOf: "2016-08-30", sources: [page] };
const pageSource = [{ slug: page }];

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer({ holds: "seeds" });
});
afterAll(() => server.close());

const ask = (name: string, variables: object) => server.ask(operation(name), variables);

describe("Board", () => {
  it("shows the page's twelve integrations with its statuses", async () => {
    const { integrations } = await ask("Board", { at });
    expect(integrations.totalCount).toBe(12);
    expect(
      integrations.nodes.map((node: Node) => [node.slug, node.status, node.readiness.verdict]).sort(),
    ).toEqual([
      ["coreos-rocket", "NOT_STARTED", "UNEXPLAINED"],
      ["docker", "IN_PROGRESS", "UNEXPLAINED"],
      ["file-utility", "READY", "READY"],
      ["lxc-lxd", "READY", "READY"],
      ["open-mpi", "STALLED", "UNEXPLAINED"],
      ["screen-tmux", "STALLED", "UNEXPLAINED"],
      ["shell", "NOT_STARTED", "BLOCKED"],
      ["slurm", "READY", "READY"],
      ["subgraph-os", "NOT_STARTED", "UNEXPLAINED"],
      ["systemd", "NOT_STARTED", "BLOCKED"],
      ["virtuozzo-openvz", "READY", "READY_WITH_GAPS"],
      ["wayland-weston", "STALLED", "BLOCKED"],
    ]);
  });

  it("lists names in the order of the alphabet, without regard to case", async () => {
    const { integrations } = await ask("Board", { at });
    const names = integrations.nodes.map((node: Node) => node.name.toLowerCase());
    expect(names).toEqual([...names].sort());
    expect(integrations.edges.map((edge: Edge) => edge.node.slug)).toEqual(
      integrations.nodes.map((node: Node) => node.slug),
    );
  });

  it("narrows by status at the date", async () => {
    const { integrations } = await ask("Board", { at, filter: { status: { in: ["STALLED"] } } });
    expect(integrations.totalCount).toBe(3);
    expect(slugsOf(integrations).sort()).toEqual(["open-mpi", "screen-tmux", "wayland-weston"]);
  });

  it("cuts the four that were ready into pages", async () => {
    const filter = { status: { eq: "READY" } };
    const first = (await ask("Board", { at, filter, first: 3 })).integrations;
    expect(first).toMatchObject({
      totalCount: 4,
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    });
    expect(first.pageInfo.endCursor).toBe(first.edges.at(-1).cursor);
    const rest = (await ask("Board", { at, filter, first: 3, after: first.pageInfo.endCursor })).integrations;
    expect(rest).toMatchObject({
      totalCount: 4,
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    });
    expect([...slugsOf(first), ...slugsOf(rest)].sort()).toEqual([
      "file-utility",
      "lxc-lxd",
      "slurm",
      "virtuozzo-openvz",
    ]);
  });
});

describe("Person", () => {
  it("knows that 'Adrian' in the page is Adrian Reber", async () => {
    const { contributor } = await ask("Person", { slug: "adrian-reber", at });
    expect(contributor).toMatchObject({
      name: "Adrian Reber",
      aliases: ["Adrian"],
      contributions: {
        totalCount: 2,
        nodes: [
          {
            role: "AUTHORED",
            state: "DONE",
            from: null,
            to: null,
            subject: { __typename: "Integration", slug: "open-mpi" },
            sources: pageSource,
          },
          {
            role: "PROPOSED",
            subject: { __typename: "Integration", slug: "systemd" },
            sources: pageSource,
          },
        ],
      },
    });
  });

  it.each([
    ["ruslan-kuprieiev", "Ruslan Kuprieiev", "PLANNED", "wayland-weston"],
    ["jerome", "Jerome", "DONE", "screen-tmux"],
  ])("knows what %s wrote or will write", async (slug, name, state, subject) => {
    expect((await ask("Person", { slug, at })).contributor).toMatchObject({
      name,
      contributions: {
        nodes: [{ role: "AUTHORED", state, subject: { __typename: "Integration", slug: subject } }],
      },
    });
  });
});

describe("Search", () => {
  it.each([
    ["a person by first name", { query: "adrian", kinds: ["CONTRIBUTOR"] }, "Contributor", "adrian-reber"],
    ["a person by an alias", { query: "Xemul" }, "Contributor", "pavel-emelyanov"],
    ["an option with its dashes", { query: "--restore-sibling" }, "Feature", "restore-sibling"],
    ["an option without its dashes", { query: "restore sibling" }, "Feature", "restore-sibling"],
    ["what was mistyped", { query: "systmd", kinds: ["INTEGRATION"] }, "Integration", "systemd"],
    ["whatever the accents", { query: "SYSTÈMD" }, "Integration", "systemd"],
  ])("finds %s", async (_what, variables, __typename, slug) => {
    expect((await ask("Search", variables)).search.nodes[0]).toEqual({ __typename, slug });
  });

  it.each(["", "  ", "--", "%", "\\", "😀", "' !! <->"])(
    "finds nothing for %j and does not fail",
    async (query) => {
      expect((await ask("Search", { query })).search.nodes).toEqual([]);
    },
  );
});

describe("History", () => {
  it("gives every status its source", async () => {
    expect((await ask("History", { slug: "systemd", at })).integration.statusHistory).toEqual({
      totalCount: 1,
      nodes: [
        {
          status: "NOT_STARTED",
          observedOn: "2016-08-30",
          sources: [
            {
              slug: page,
              title: "Integration (CRIU wiki)",
              url: "https://criu.org/Integration",
              publishedOn: "2016-08-30",
            },
          ],
        },
      ],
    });
  });
});

describe("Refetch", () => {
  it("finds every integration of the board again by its id, in the order asked", async () => {
    const { integrations } = await ask("Board", { at });
    const ids = integrations.nodes.map((node: Node) => node.id).reverse();
    expect((await ask("Refetch", { ids })).nodes).toEqual(
      ids.map((id: string) => ({ __typename: "Integration", id })),
    );
  });
});

describe("every ready operation", () => {
  it.each(readyOperations.map(({ name, document, variables }) => [name, document, variables] as const))(
    "%s has an answer for the variables it comes with",
    async (_name, document, variables) => {
      const data = await server.ask(document, variables);
      expect(Object.values(data)).not.toContain(null);
    },
  );
});

interface Node {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly status: string;
  readonly readiness: { readonly verdict: string };
}
interface Edge {
  readonly node: Node;
}

function slugsOf(connection: { nodes: Node[] }): string[] {
  return connection.nodes.map((node) => node.slug);
}
