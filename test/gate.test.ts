import { describe, expect, it } from "vitest";
import { Gate, type Side } from "../src/gate.ts";

/** Sends some through a gate in this order, each for some turns of the loop, and tells who was inside together. */
async function pass(gate: Gate, sides: readonly Side[]): Promise<string[]> {
  const inside: Side[] = [];
  const seen: string[] = [];
  const stay = async (side: Side) => {
    inside.push(side);
    await new Promise(setImmediate);
    seen.push(inside.join());
    await new Promise(setImmediate);
    inside.splice(inside.indexOf(side), 1);
  };
  await Promise.all(sides.map((side) => gate.through(side, () => stay(side))));
  return seen;
}

describe("a gate", () => {
  it("lets one side through together, and never both", async () => {
    const seen = await pass(new Gate(), ["write", "write", "read", "read", "write"]);
    expect(seen.map((together) => new Set(together.split(",")).size)).toEqual([1, 1, 1, 1, 1]);
    expect(seen[0]).toBe("write,write");
    expect(seen).toContain("read,read");
  });

  it("has who comes later wait behind who waits, on whichever side", async () => {
    const gate = new Gate();
    const order: string[] = [];
    let leave = () => {};
    const first = gate.through("write", () => new Promise<void>((done) => (leave = done)));
    const rest = (["read", "write"] as const).map((side) =>
      gate.through(side, async () => {
        order.push(side);
      }),
    );
    leave();
    await Promise.all([first, ...rest]);
    expect(order).toEqual(["read", "write"]);
  });

  it("opens again after what fails inside", async () => {
    const gate = new Gate();
    await expect(gate.through("write", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await gate.through("read", async () => "in")).toBe("in");
  });
});
