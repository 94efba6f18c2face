import { describe, expect, test } from "vitest";
import type { ReportRow } from "../../../src/analysis/projection/facts-in-view.ts";
import { findLatest } from "../../../src/analysis/standing/latest.ts";

interface Said extends ReportRow {
  readonly word: string;
}

/** A report as `"day rank series/source word"`; its id is its place in the list, from 1. */
function say(...lines: readonly string[]): Said[] {
  return lines.map((line, index) => {
    const [observedOn = "", rank, place = "", word = ""] = line.split(" ");
    const [series = "", source = series] = place.split("/");
    return { id: index + 1, observedOn, sourceRank: Number(rank), source, series, word };
  });
}

const findWord = (reports: readonly Said[]): string | undefined =>
  findLatest(reports, (report) => report.word)?.report.word;
const findId = (reports: readonly Said[]): number | undefined =>
  findLatest(reports, (report) => report.word)?.report.id;

describe("the latest report", () => {
  test("of none is null", () => {
    expect(findLatest([], () => "")).toBeNull();
  });

  test("is that of the latest day, whatever the order of the rows", () => {
    expect(findWord(say("2016 2 page READY", "2014 0 repo STALLED", "2015 0 repo IN_PROGRESS"))).toBe(
      "READY",
    );
  });

  test("that repeats the previous one of its series displaces nothing said in between", () => {
    const reports = say("2014 2 page/r1 STALLED", "2015 0 repo READY", "2016 2 page/r2 STALLED");
    expect(findWord(reports)).toBe("READY");
  });

  test("that says something new again displaces what was said in between", () => {
    const reports = say(
      "2013 2 page STALLED",
      "2014 2 page READY",
      "2015 0 repo IN_PROGRESS",
      "2016 2 page STALLED",
    );
    expect(findWord(reports)).toBe("STALLED");
  });

  test("of two series that agree is the later one: only a series confirms itself", () => {
    expect(findId(say("2014 2 page READY", "2016 0 repo READY"))).toBe(2);
  });

  test("is the first of a run, confirmed by the rest of it", () => {
    const latest = findLatest(
      say("2014 2 page READY", "2015 2 page READY", "2016 2 page READY"),
      (r) => r.word,
    );
    expect(latest?.report.id).toBe(1);
    expect(latest?.confirmations.map((report) => report.id)).toEqual([3, 2]);
  });

  test("of one day is that of the better kind of source, then of the lower slug", () => {
    expect(findWord(say("2016 2 a READY", "2016 0 c STALLED", "2016 1 b IN_PROGRESS"))).toBe("STALLED");
    expect(findWord(say("2016 1 b READY", "2016 1 a STALLED"))).toBe("STALLED");
  });
});

describe("a series that speaks twice in a day", () => {
  test("has the word of the better report", () => {
    expect(findWord(say("2016 1 repo/issue STALLED", "2016 0 repo/commit READY"))).toBe("READY");
  });

  test("and changes its mind back within the day has not changed it", () => {
    const reports = say(
      "2014 2 page/a READY",
      "2015 0 repo STALLED",
      "2016 2 page/z STALLED",
      "2016 2 page/b READY",
    );
    expect(findWord(reports)).toBe("STALLED");
    expect(findId(reports)).toBe(2);
  });

  test("keeps the weight of its better report when both say the same", () => {
    const reports = say("2016 1 repo/issue READY", "2016 1 mail/a STALLED", "2016 0 repo/commit READY");
    expect(findId(reports)).toBe(3);
  });
});
