import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anonymous, lacksScope } from "../../src/graphql/viewer.ts";
import { openTestServer, type TestServer, viewerWith } from "./test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const whoAmI = "{ viewer { name scopes } }";

describe("the viewer", () => {
  it("without a token is nobody in particular, who reads", async () => {
    expect(await server.ask(whoAmI)).toEqual({ viewer: { name: null, scopes: ["READ"] } });
  });

  it("is who somebody in process says they are", async () => {
    const answer = await server.askAs(viewerWith("write"), whoAmI);
    expect(answer).toEqual({ viewer: { name: "ada", scopes: ["READ", "WRITE"] } });
  });

  it("is told which scope they lack", () => {
    expect(lacksScope(viewerWith("write"), "write")).toBeUndefined();
    expect(lacksScope(anonymous, "write")).toBe(
      "this needs a token of scope write, sent as `Authorization: Bearer <token>`",
    );
    expect(lacksScope(viewerWith("read"), "write")).toBe(
      'this needs a token of scope write; the token "ada" has read',
    );
  });
});
