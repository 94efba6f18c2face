import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readExpiry } from "../../src/auth/expiry.ts";
import { hashSecret, isSecret, makeSecret, secretForm } from "../../src/auth/secret.ts";

describe("a token", () => {
  it("has a form that scanners find in any text, and is never the same twice", () => {
    const made = Array.from({ length: 500 }, makeSecret);
    expect(new Set(made).size).toBe(500);
    for (const secret of made) {
      expect(secret).toMatch(/^cg_[0-9A-Za-z]{49}$/);
      expect(isSecret(secret)).toBe(true);
      expect(`a "${secret}", and more`.match(secretForm)).toEqual([secret]);
    }
  });

  it("is drawn from all of its digits", () => {
    const used = new Set(Array.from({ length: 500 }, () => makeSecret().slice(4, 46)).join(""));
    expect(used.size).toBe(62);
  });

  it("is not one with a letter changed, lost or added", () => {
    const place = fc.integer({ min: 0, max: 51 });
    fc.assert(
      fc.property(place, fc.stringMatching(/^[0-9A-Za-z]$/), (at, letter) => {
        const secret = makeSecret();
        const changed = `${secret.slice(0, at)}${letter}${secret.slice(at + 1)}`;
        expect(isSecret(changed)).toBe(changed === secret);
        expect(isSecret(`${secret.slice(0, at)}${secret.slice(at + 1)}`)).toBe(false);
        expect(isSecret(`${secret.slice(0, at)}${letter}${secret.slice(at)}`)).toBe(false);
      }),
    );
  });

  it("is kept as its SHA-256", () => {
    expect(hashSecret("abc").toString("hex")).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });
});

describe("the end of a token", () => {
  const now = new Date("2026-11-28T12:00:00Z");
  it.each([
    ["90d", "2027-02-26T12:00:00.000Z"],
    ["12h", "2026-11-29T00:00:00.000Z"],
    ["8w", "2027-01-23T12:00:00.000Z"],
    ["2027-01-31", "2027-01-31T00:00:00.000Z"],
  ])("%s is %s", (text, moment) => {
    expect(readExpiry(text, now)?.toISOString()).toBe(moment);
  });

  it("is never", () => {
    expect(readExpiry("never", now)).toBeNull();
  });

  it.each(["", "0d", "-1d", "90", "d", "2026-11-28", "2027-02-30", "1e3d", "999999999w", "Never", "12h "])(
    "is not %j",
    (text) => {
      expect(readExpiry(text, now)).toBeUndefined();
    },
  );
});
