import { afterAll, beforeAll, expect, it } from "vitest";
import { globalId } from "../../src/graphql/global-id.ts";
import { openTestServer, type TestServer } from "./test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

it("a refused plan leaves no failure behind that nobody waits for", async () => {
  await server.ask("{ __typename }");
  // From here on the facts of no viewpoint can be loaded.
  await server.database.writePool.query("alter table remedies rename to gone");
  const unhandled: unknown[] = [];
  const remember = (error: unknown) => unhandled.push(error);
  process.on("unhandledRejection", remember);
  const document = `query ($id: ID!) { node(id: $id) { ... on Integration {
    status(at: { asOf: "2013-01-01" }) blockers(first: 999) { totalCount } } } }`;
  const { errors } = await server.send(document, { id: globalId("Integration", "systemd") });
  expect(errors?.[0]?.message).toContain("expected 0 to 100");
  // A failure of the load would come before this later statement of another pool answers.
  await expect(
    server.send('{ integration(slug: "systemd") { status(at: { asOf: "2013-01-02" }) } }'),
  ).resolves.toMatchObject({ errors: [{ extensions: { code: "INTERNAL_SERVER_ERROR" } }] });
  process.off("unhandledRejection", remember);
  expect(unhandled).toEqual([]);
});
