import type { IntegrationRecord } from "../../domain/integration.ts";
import type { EntryDifference, PageDifference } from "./compare-page.ts";
import { kindOfNew } from "./resolve-entries.ts";

/** A row of a difference as people read it: what becomes of what, and the line of the page. */
export type DifferenceRow = readonly [sign: string, what: string, name: string, says: string, line: string];

/** What would be written, what is asked, what is only shown, and what was not understood, in this order. */
export function listDifference(difference: PageDifference): DifferenceRow[] {
  const { source, contributors, entries, questions, notUnderstood } = difference;
  return [
    ...(source.isNew
      ? [["+", "source", source.slug, `by ${source.author ?? "nobody named"}`, ""] as const]
      : []),
    ...contributors.map(({ slug, name, line }) => ["+", "contributor", slug, name, show(line)] as const),
    ...entries.flatMap(listEntry),
    ...questions.map(
      ({ name, line, candidates }) =>
        ["?", "contributor", name, `is this ${candidates.join(" or ")}?`, show(line)] as const,
    ),
    ...entries.flatMap(({ slug, mentions, links }) => [
      ...mentions.map(
        ({ name, feature, line }) =>
          [
            "·",
            "mention",
            slug,
            `${name}, ${feature ? `the feature ${feature}` : "no feature known"}`,
            show(line),
          ] as const,
      ),
      ...links.map(
        ({ name, integration, line }) =>
          [
            "·",
            "link",
            slug,
            `${name}, ${integration ? `the integration ${integration}` : "no integration known"}`,
            show(line),
          ] as const,
      ),
    ]),
    ...notUnderstood.map(({ line, text }) => ["!", "not understood", "", shorten(text), show(line)] as const),
  ];
}

function listEntry({ line, slug, name, node, status, contributions }: EntryDifference): DifferenceRow[] {
  return [
    ...(node ? [["+", "integration", slug, describe(name, node), show(line)] as const] : []),
    ...(status
      ? [
          [
            status.before ? "~" : "+",
            "status",
            slug,
            status.before ? `${status.before} → ${status.after}` : status.after,
            show(status.line),
          ] as const,
        ]
      : []),
    ...contributions.map(
      (each) =>
        [
          each.repeats === null ? "+" : "~",
          "contribution",
          slug,
          `${each.contributor} ${each.role} ${each.state}${each.repeats === null ? "" : ", said again"}`,
          show(each.line),
        ] as const,
    ),
  ];
}

function describe(name: string, { name: called, kind }: IntegrationRecord): string {
  if (kind === kindOfNew && called === name) return `${name}, kind ${kind} as the page says none`;
  return `${called === name ? name : `${name}, ${called} in the seed files`}, kind ${kind}`;
}

function show(line: number): string {
  return line > 0 ? String(line) : "";
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}
