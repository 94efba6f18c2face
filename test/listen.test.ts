import { Agent, get } from "node:http";
import { expect, it } from "vitest";
import { listen } from "../src/listen.ts";

const anywhere = { host: "127.0.0.1", port: 0 };

it("says that it lives while it starts, and that questions have to wait", async () => {
  const listener = await listen(anywhere);
  try {
    expect((await fetch(`${listener.url}/live`)).status).toBe(200);
    const question = await fetch(`${listener.url}/graphql`);
    expect([question.status, question.headers.get("retry-after")]).toEqual([503, "1"]);
  } finally {
    await listener.close();
  }
});

it("stops when the last request is answered, though its connection was to be kept", async () => {
  const listener = await listen(anywhere);
  const asked = new Promise<() => void>((resolve) => {
    listener.serve((_request, response) => resolve(() => response.end("done")));
  });
  const agent = new Agent({ keepAlive: true });
  const answered = new Promise<string>((resolve) => {
    get(`${listener.url}/graphql`, { agent }, (response) => {
      response.setEncoding("utf8").on("data", resolve);
    });
  });
  const finish = await asked;
  const stopping = performance.now();
  const closed = listener.close();
  finish();
  expect(await answered).toBe("done");
  await closed;
  agent.destroy();
  // Connections are cut after 4.5 s: it did not take that.
  expect(performance.now() - stopping).toBeLessThan(3_000);
});
