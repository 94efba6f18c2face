import type { PageLine } from "./read-page.ts";

/** What a person is said to have done, proposed or promised. */
export interface Deed {
  readonly role: "AUTHORED" | "PROPOSED" | "MAINTAINS";
  readonly state: "DONE" | "PLANNED";
}

/** Somebody a line speaks of. */
export interface PersonMention extends PageLine {
  readonly name: string;
  readonly deed: Deed;
}

/** An option, as one types it, that a line speaks of. */
export interface OptionMention extends PageLine {
  readonly option: string;
}

const deeds: readonly (readonly [RegExp, Deed])[] = [
  [/^(did|made|wrote|implemented|added|patched|created|worked)$/, { role: "AUTHORED", state: "DONE" }],
  [/^(plans|planned|wants|intends)$/, { role: "AUTHORED", state: "PLANNED" }],
  [/^(suggested|suggests|proposed|proposes)$/, { role: "PROPOSED", state: "DONE" }],
  [/^maintains$/, { role: "MAINTAINS", state: "DONE" }],
];

/** A name of one to three words at the beginning of a sentence, and what its bearer does. */
const sentenceOfPerson = /^(?:[•*#:–-]+\s*)?(\p{Lu}[\p{L}'’.-]*(?:\s+\p{Lu}[\p{L}'’-]*){0,2})\s+(\p{Ll}+)\b/u;

/**
 * People who are the subject of a sentence that says what they did. Others are not found: a name elsewhere may be
 * anything.
 *
 * @param isThing tells what has a name and is no person
 */
export function findPeople(lines: readonly PageLine[], isThing: (name: string) => boolean): PersonMention[] {
  return lines.flatMap(({ line, text }) =>
    text.split(/(?<=[.!?])\s+/).flatMap((sentence) => {
      const [, name = "", verb = ""] = sentenceOfPerson.exec(sentence) ?? [];
      const deed = deeds.find(([verbs]) => verbs.test(verb))?.[1];
      return deed && !isThing(name) ? [{ line, text: sentence, name, deed }] : [];
    }),
  );
}

/** Options of CRIU: not those in braces behind another command, which are that one's. */
export function findOptions(lines: readonly PageLine[]): { own: OptionMention[]; others: OptionMention[] } {
  const own: OptionMention[] = [];
  const others: OptionMention[] = [];
  for (const { line, text } of lines) {
    const braced = [...text.matchAll(/\b(?!criu\b)\w+(?:\s+\w+)?\s*\{([^}]*)\}/gi)].map(
      ([, inside = ""]) => inside,
    );
    for (const [option] of text.matchAll(/(?<![\w-])--[a-z][a-z0-9-]*[a-z0-9]/g)) {
      const isOthers = braced.some((inside) => inside.includes(option));
      (isOthers ? others : own).push({ line, text, option });
    }
  }
  return { own: firstOfEach(own), others: firstOfEach(others) };
}

function firstOfEach(mentions: readonly OptionMention[]): OptionMention[] {
  return mentions.filter(
    (each, index) => mentions.findIndex(({ option }) => option === each.option) === index,
  );
}
