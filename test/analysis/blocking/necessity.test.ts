import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analyse } from "../../../src/analysis/analysis.ts";
import { Graph } from "../graph.ts";
import { drawLargeFacts } from "../large-facts.ts";
import { Oracle } from "../oracle.ts";
import { runs } from "../property-runs.ts";
import { readNecessity } from "../reading.ts";

describe("a feature is NECESSARY", () => {
  test("when the only remedy needs it", () => {
    expect(readNecessity(new Graph().blocker("b", "x", ["f"]), "x", "f")).toBe("NECESSARY");
  });

  test("when every remedy needs it, one of them by a requirement", () => {
    const graph = new Graph().blocker("b", "x", ["g"], ["f"]).requires("g", "f");
    expect(readNecessity(graph, "x", "f")).toBe("NECESSARY");
    expect(readNecessity(graph, "x", "g")).toBe("ALTERNATIVE");
  });

  test("for one blocker, though another of the integration can do without it", () => {
    const graph = new Graph().blocker("a", "x", ["f"], ["g"]).blocker("b", "x", ["f"]);
    expect(readNecessity(graph, "x", "f")).toBe("NECESSARY");
  });

  test("through an integration that only it makes READY", () => {
    const graph = new Graph().blocker("a", "x", [{ integration: "y" }]).blocker("b", "y", ["f"]);
    expect(readNecessity(graph, "x", "f")).toBe("NECESSARY");
  });

  test("through a capability that only it frees, of an integration that is READY", () => {
    const graph = new Graph()
      .status("y", "READY")
      .blocker("a", "x", [{ integration: "y", capability: "restore" }])
      .blocker("b", "y/restore", ["f"]);
    expect(readNecessity(graph, "x", "f")).toBe("NECESSARY");
  });
});

describe("what can do without the feature in several ways", () => {
  test("makes up for nothing else that cannot", () => {
    const graph = new Graph()
      .blocker("a", "x", [{ blocker: "b" }, { blocker: "e" }])
      .blocker("b", "y", ["f"], [{ blocker: "c" }], [{ blocker: "d" }])
      .blocker("c", "y", ["f"], ["g"])
      .blocker("d", "y", ["f"], ["g"])
      .blocker("e", "z", ["f"]);
    expect(readNecessity(graph, "x", "f")).toBe("NECESSARY");
    expect(readNecessity(graph, "y", "f")).toBe("ALTERNATIVE");
  });

  test("makes an integration READY without it, blocker by blocker", () => {
    const graph = new Graph()
      .blocker("a", "x", [{ integration: "y" }])
      .blocker("b", "y", ["f"], ["g"])
      .blocker("c", "y", ["f"], ["g"]);
    expect(readNecessity(graph, "x", "f")).toBe("ALTERNATIVE");
  });
});

test("necessity is what the definition says on closely knit graphs", () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const size = { integrations: 8, features: 5, blockers: 14, needs: 44, crossing: 0.5 };
      const facts = drawLargeFacts({ ...size, seed });
      const [analysis, oracle] = [analyse(facts), new Oracle(facts)];
      for (const blocking of facts.features.flatMap((feature) => analysis.blockedIntegrations(feature.id))) {
        const { integrationId, featureId, necessity } = blocking;
        expect(necessity).toBe(oracle.necessity(integrationId, featureId));
      }
    }),
    runs,
  );
});

describe("a feature is an ALTERNATIVE", () => {
  test("when another remedy could hold: another feature, or work", () => {
    expect(readNecessity(new Graph().blocker("b", "x", ["f"], ["g"]), "x", "f")).toBe("ALTERNATIVE");
    expect(readNecessity(new Graph().blocker("b", "x", ["f"], [{ work: "w" }]), "x", "f")).toBe(
      "ALTERNATIVE",
    );
  });

  test("when nothing would lift the blocker anyway: a need out of view, a circle, an ended integration", () => {
    const hidden = new Graph().blocker("b", "x", ["f", { blocker: "hidden" }]);
    expect(readNecessity(hidden, "x", "f")).toBe("ALTERNATIVE");
    const circle = new Graph()
      .blocker("a", "x", [{ blocker: "b" }])
      .blocker("b", "y", [{ blocker: "a" }, "f"]);
    expect(readNecessity(circle, "x", "f")).toBe("ALTERNATIVE");
    const ended = new Graph().status("y", "REMOVED").blocker("b", "x", ["f", { integration: "y" }]);
    expect(readNecessity(ended, "x", "f")).toBe("ALTERNATIVE");
    const required = new Graph().blocker("b", "x", ["f"]).requires("f", "g").requires("g", "g");
    expect(readNecessity(required, "x", "f")).toBe("ALTERNATIVE");
  });

  test("though a blocker that it has lifted already would not be lifted without it", () => {
    const graph = new Graph()
      .blocker("a", "x", ["f"])
      .blocker("b", "x", [{ blocker: "c" }], ["g"])
      .blocker("c", "y", ["f"])
      .released("f")
      .adopts("x", "f");
    expect(readNecessity(graph, "x", "f")).toBe("ALTERNATIVE");
    expect(readNecessity(graph, "y", "f")).toBe("NECESSARY");
  });

  test("when what it would lift is lifted another way in the end, past a circle", () => {
    const graph = new Graph()
      .blocker("a", "x", [{ blocker: "b" }], ["f"])
      .blocker("b", "y", [{ blocker: "a" }], [{ integration: "z" }])
      .blocker("c", "z", [{ work: "w" }]);
    expect(readNecessity(graph, "x", "f")).toBe("ALTERNATIVE");
    const closed = new Graph()
      .blocker("a", "x", [{ blocker: "b" }], ["f"])
      .blocker("b", "y", [{ blocker: "a" }], [{ integration: "z" }])
      .blocker("c", "z", [{ blocker: "a" }]);
    expect(readNecessity(closed, "x", "f")).toBe("NECESSARY");
  });

  test("when the other remedy needs a blocker that is WONT_FIX or has no remedy, and so is lifted at best", () => {
    const graph = new Graph().blocker("b", "x", ["f"], [{ blocker: "c" }]).blocker("c", "y");
    expect(readNecessity(graph, "x", "f")).toBe("ALTERNATIVE");
    expect(readNecessity(graph.blockerReport("c", "WONT_FIX"), "x", "f")).toBe("ALTERNATIVE");
  });

  test("when the other remedy needs an integration that nothing keeps from READY, with a status or without", () => {
    const graph = new Graph().blocker("b", "x", ["f"], [{ integration: "y" }]);
    expect(readNecessity(graph, "x", "f")).toBe("ALTERNATIVE");
    expect(readNecessity(graph.status("y", "NOT_STARTED"), "x", "f")).toBe("ALTERNATIVE");
    expect(readNecessity(graph.status("y", "REMOVED", { on: "2017-01-01" }), "x", "f")).toBe("NECESSARY");
  });
});
