import { describe, expect, it } from "vitest";
import { integrationStatus } from "../../schema/tables/status-report.ts";
import { ValidationError } from "../../src/domain/error.ts";
import { isStepBack, requireNoteForStepBack } from "../../src/domain/status-report.ts";

describe("a step back", () => {
  it("is a change from READY to less, or out of an end", () => {
    const statuses = integrationStatus.enumValues;
    const steps = statuses.flatMap((from) =>
      statuses.filter((to) => isStepBack(from, to)).map((to) => `${from} ${to}`),
    );
    const ends = ["REMOVED", "DISCONTINUED"].flatMap((from) =>
      ["READY", "IN_PROGRESS", "STALLED", "NOT_STARTED"].map((to) => `${from} ${to}`),
    );
    expect(steps).toEqual(["READY IN_PROGRESS", "READY STALLED", "READY NOT_STARTED", ...ends]);
  });

  it("needs a note from whoever reports it by hand", () => {
    expect(() => requireNoteForStepBack("READY", { status: "STALLED" })).toThrow(ValidationError);
    expect(() => requireNoteForStepBack("READY", { status: "STALLED", note: "It broke." })).not.toThrow();
    expect(() => requireNoteForStepBack("STALLED", { status: "NOT_STARTED" })).not.toThrow();
    expect(() => requireNoteForStepBack(null, { status: "NOT_STARTED" })).not.toThrow();
  });
});
