import fc from "fast-check";
import type { NounName, Target } from "../../src/domain/noun.ts";
import { nounNamed } from "../../src/domain/noun-list.ts";
import { canonicalRecord, keyOf } from "../../src/domain/record.ts";
import { References } from "../../src/domain/reference.ts";
import { releaseSlug } from "../../src/domain/release.ts";

type Made = Readonly<Record<string, unknown>>;

/** Records of every noun that go together, in the form `writeRecords` takes. */
export type MadeGraph = Readonly<Record<NounName, readonly Made[]>>;

/** One value of an arbitrary, drawn when it is needed. */
type Draw = <T>(arbitrary: fc.Arbitrary<T>) => T;

/** Graphs of a few nodes, renamed ones too, with facts of every kind between them and texts of any letters. */
export const arbitraryGraph: fc.Arbitrary<MadeGraph> = fc
  .gen()
  .map((gen) => makeGraph((arbitrary) => gen(() => arbitrary)));

const text = (most: number) =>
  fc
    .string({
      unit: fc.oneof(
        fc.constantFrom(..."aZ09 -:#'\"|>{}[]&*!%@`,?~"),
        fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
      ),
      minLength: 1,
      maxLength: most,
    })
    .map((value) => value.normalize("NFC").trim())
    .filter((value) => value !== "" && !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(value));
const line = fc.oneof(
  text(30),
  fc.constantFrom("1.10", "null", "yes", "2020-01-01", "---", "- a", "a: b", "#", "~"),
);
const prose = fc
  .array(fc.oneof(line, fc.constantFrom("", "  indented", "...", "---", "\ttabbed", "trailing ")), {
    minLength: 1,
    maxLength: 4,
  })
  .map((lines) => lines.join("\n").trim())
  .filter((value) => value !== "");
const day = fc
  .integer({ min: 0, max: 6_000 })
  .map((n) => new Date(Date.UTC(2008, 0, 1 + n)).toISOString().slice(0, 10));
const some = fc.integer({ min: 1, max: 4 });

function makeGraph(draw: Draw): MadeGraph {
  const references = new References();
  const records = Object.fromEntries(
    ["contributor", "source", "integration", "release", "feature", "capability", "blocker"].map((noun) => [
      noun,
      [] as Made[],
    ]),
  ) as unknown as Record<NounName, Made[]>;
  const maybe = <T>(field: string, arbitrary: fc.Arbitrary<T>) =>
    draw(fc.boolean()) ? { [field]: draw(arbitrary) } : {};
  const known = new Map<Target, string[]>();
  /** A slug, present or former, of something that is there. */
  const slugOf = (target: Target) => draw(fc.constantFrom(...(known.get(target) ?? [])));

  /** A name nobody else has, and sometimes former ones. */
  const names = (
    target: Target,
    index: number,
    slug: string = draw(fc.constantFrom(`${target}-${index}`, `a.${target}.${index}`, `${index}-${target}`)),
  ) => {
    const formerly = draw(fc.integer({ min: 0, max: 2 }));
    const former = Array.from({ length: formerly }, (_, n) =>
      draw(fc.constantFrom(`z${n}-${target}-${index}`, `a${n}-${target}-${index}`)),
    );
    const firstSlug = former[0] ?? slug;
    for (const name of new Set([slug, ...former])) {
      references.add(target, name, { firstSlug });
      known.set(target, [...(known.get(target) ?? []), name]);
    }
    return { slug, ...(former.length > 0 && { formerly: [...new Set(former)] }) };
  };
  const nodes = (noun: NounName, make: (index: number) => Made) => {
    records[noun] = Array.from({ length: draw(some) }, (_, index) => make(index));
  };
  const cited = () => {
    const slugs = draw(
      fc.uniqueArray(fc.constantFrom(...(known.get("source") ?? [])), {
        minLength: 1,
        maxLength: 3,
        selector: (slug) => references.firstSlug("source", slug),
      }),
    );
    return { sources: slugs.map((source) => (draw(fc.boolean()) ? source : { source, note: draw(prose) })) };
  };
  const aliases = fc.uniqueArray(line, { minLength: 1, maxLength: 3 });
  const address = fc.constantFrom("https://example.org/a?b=c&d#e", "http://example.org:8080/~x");

  nodes("contributor", (i) => ({
    ...names("contributor", i),
    name: draw(line),
    ...maybe("aliases", aliases),
  }));
  nodes("source", (i) => ({
    ...names("source", i),
    kind: draw(fc.constantFrom("WIKI_REVISION", "COMMIT", "MAIL")),
    title: draw(line),
    ...maybe("series", fc.constant("a-series")),
    ...(draw(fc.boolean())
      ? { url: draw(address) }
      : { repository: draw(address), path: draw(line), commit: "0123456789abcdef".repeat(3).slice(0, 40) }),
    publishedOn: draw(day),
    ...(draw(fc.boolean()) && { author: slugOf("contributor") }),
    ...maybe("note", prose),
  }));
  nodes("integration", (i) => ({
    ...names("integration", i),
    name: draw(line),
    ...maybe("aliases", aliases),
    kind: draw(fc.constantFrom("SHELL", "TOOLING")),
    ...maybe("description", prose),
    ...maybe("homepage", address),
  }));
  nodes("release", (i) => {
    const product = draw(fc.constantFrom("criu", "other"));
    const version = `${draw(fc.constantFrom("1.", "V-", "2.0-RC"))}${i}`;
    return {
      ...names("release", i, draw(fc.boolean()) ? releaseSlug({ product, version }) : undefined),
      product,
      version,
      releasedOn: draw(day),
      ...(draw(fc.boolean()) && { integration: slugOf("integration") }),
      source: slugOf("source"),
    };
  });
  nodes("feature", (i) => ({
    ...names("feature", i),
    name: draw(line),
    ...maybe("aliases", aliases),
    kind: draw(fc.constantFrom("RPC", "CLI_OPTION")),
    ...maybe("description", prose),
  }));

  const capabilities = new Map<string, string[]>();
  for (const owner of new Set(
    known.get("integration")?.map((slug) => references.firstSlug("integration", slug)),
  )) {
    const slugs = draw(fc.subarray(["suspend", "restore", "live-migration"]));
    capabilities.set(owner, slugs);
    for (const slug of slugs) {
      references.add("capability", `${owner}/${slug}`, { firstSlug: `${owner}/${slug}` });
      records.capability.push({ integration: owner, slug, name: draw(line) });
    }
  }
  const capabilityOf = (integration: string) => {
    const slugs = capabilities.get(references.firstSlug("integration", integration)) ?? [];
    return slugs.length > 0 && draw(fc.boolean()) ? { capability: draw(fc.constantFrom(...slugs)) } : {};
  };
  nodes("blocker", (i) => {
    const integration = slugOf("integration");
    return {
      integration,
      ...names("blocker", i),
      title: draw(line),
      kind: draw(fc.constantFrom("DEFECT", "POLICY")),
      ...capabilityOf(integration),
      ...maybe("from", day),
      ...maybe("note", prose),
      ...cited(),
    };
  });

  /** Facts with a slug of what they say, of that and a key, or of their own; each once. */
  const facts = (noun: NounName, make: (index: number) => Made | undefined) => {
    const seen = new Set<string>();
    records[noun] = Array.from({ length: draw(fc.integer({ min: 0, max: 5 })) }, (_, index) => index).flatMap(
      (index) => {
        const said = make(index);
        if (!said) return [];
        const name = draw(fc.constantFrom({}, { key: `k-${index}` }, { slug: `own/${index}` }));
        const record = { ...said, ...maybe("note", prose), ...cited(), ...name };
        const key = keyOf(nounNamed(noun), canonicalRecord(nounNamed(noun), record, references));
        const isNew = seen.size < seen.add(key).size;
        return isNew ? [record] : [];
      },
    );
  };
  const span = () => {
    const from = draw(day);
    const to = draw(fc.oneof(fc.constant("2030-01-01"), fc.constant("release")));
    // An end by release comes after the start only by luck.
    return draw(
      fc.constantFrom<Made>(
        {},
        { from },
        { from, to: "2030-01-01" },
        { to: to === "release" ? slugOf("release") : to },
      ),
    );
  };
  facts("status-report", () => ({
    integration: slugOf("integration"),
    date: draw(day),
    status: draw(fc.constantFrom("READY", "REMOVED")),
  }));
  facts("capability-report", () => {
    const [owned] = records.capability;
    if (!owned) return undefined;
    const { integration, slug } = draw(fc.constantFrom(...records.capability));
    return {
      integration,
      capability: slug,
      date: draw(day),
      state: draw(fc.constantFrom("WORKS", "PARTIAL")),
    };
  });
  facts("feature-release", () => ({
    feature: slugOf("feature"),
    release: slugOf("release"),
    change: draw(fc.constantFrom("ADDED", "REMOVED")),
  }));
  facts("requirement", () => {
    const [feature, requires] = [slugOf("feature"), slugOf("feature")];
    const isSame = references.firstSlug("feature", feature) === references.firstSlug("feature", requires);
    return isSame ? undefined : { feature, requires, ...maybe("from", day) };
  });
  facts("adoption", () => ({ integration: slugOf("integration"), feature: slugOf("feature"), ...span() }));
  facts("dependency", () => {
    const [integration, on] = [slugOf("integration"), slugOf("integration")];
    const isSame =
      references.firstSlug("integration", integration) === references.firstSlug("integration", on);
    return isSame
      ? undefined
      : { integration, on, kind: draw(fc.constantFrom("CALLS", "PART_OF")), ...span() };
  });
  const works = new Set<string>();
  facts("remedy", () => {
    const blocker = slugOf("blocker");
    const needs = Array.from({ length: draw(some) }, (): Made => {
      const integration = slugOf("integration");
      return draw(
        fc.constantFrom<Made>(
          { feature: slugOf("feature") },
          { blocker: slugOf("blocker") },
          { integration, ...capabilityOf(integration) },
          { work: "patches", description: "Write the patches: all of them." },
        ),
      );
    });
    if (needs.some(({ work }) => work)) works.add(blocker);
    return { blocker, needs, ...maybe("description", prose), ...span() };
  });
  const worked = [...works].filter((blocker) =>
    records.remedy.some(
      (each) => each.blocker === blocker && (each.needs as Made[]).some(({ work }) => work),
    ),
  );
  facts("blocker-report", () => {
    const ofWork = worked.length > 0 && draw(fc.boolean());
    return ofWork
      ? { blocker: draw(fc.constantFrom(...worked)), work: "patches", state: "RESOLVED", date: draw(day) }
      : { blocker: slugOf("blocker"), state: draw(fc.constantFrom("OPEN", "WONT_FIX")), date: draw(day) };
  });
  facts("blocker-review", () => ({ integration: slugOf("integration"), date: draw(day) }));
  facts("contribution", () => ({
    contributor: slugOf("contributor"),
    ...draw(
      fc.constantFrom<Made>(
        { integration: slugOf("integration") },
        { feature: slugOf("feature") },
        { blocker: slugOf("blocker") },
      ),
    ),
    role: draw(fc.constantFrom("AUTHORED", "MAINTAINS")),
    state: draw(fc.constantFrom("DONE", "PLANNED")),
    ...span(),
  }));
  return records;
}
