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

const authored: Deed = { role: "AUTHORED", state: "DONE" };
const proposed: Deed = { role: "PROPOSED", state: "DONE" };

const deeds: readonly (readonly [RegExp, Deed])[] = [
  [/^(did|made|wrote|written|done|implemented|added|patched|created|started|worked)$/, authored],
  [/^(plans|planned|wants|intends)$/, { role: "AUTHORED", state: "PLANNED" }],
  [/^(suggested|suggests|proposed|proposes)$/, proposed],
  [/^(maintains|maintained)$/, { role: "MAINTAINS", state: "DONE" }],
];

const fullName = String.raw`\p{Lu}[\p{L}'’.-]*(?:\s+\p{Lu}[\p{L}'’-]*){0,2}`;
/** A name of one to three words at the beginning of a sentence, what its bearer does, and to what. */
const subject = new RegExp(String.raw`^(?:[•*#:;–-]+\s*)?(${fullName})\s+(\p{Ll}+)(?:\s+(\p{Ll}+))?`, "u");
/** What was done, by somebody. */
const agent = new RegExp(String.raw`\b(\p{Ll}+)\s+by\s+(${fullName})`, "gu");

/** Words that begin a sentence and name nobody. */
const nobody =
  /^(it|this|that|these|those|they|we|i|you|he|she|some(one|body)|any(one|body)|every(one|body)|nobody|who|what|criu)$/i;
/** "Support added" says what was done, "Jerome added the support" who did it. */
const object = /^(that|this|these|it|to|a|an|the|some|first|support|patches|for)$/;

/**
 * People who are said to have done something: as the subject of a sentence, or by whom it was. Others are not found:
 * a name elsewhere may be anything.
 *
 * @param isThing tells what has a name and is no person
 */
export function findPeople(lines: readonly PageLine[], isThing: (name: string) => boolean): PersonMention[] {
  return lines.flatMap(({ line, text }) =>
    text.split(/(?<=[.!?])\s+/).flatMap((sentence) => {
      const [, name = "", verb = "", next = ""] = subject.exec(sentence) ?? [];
      const isActive = /\s/.test(name) || object.test(next);
      const found = [
        ...(isActive ? [{ name, verb }] : []),
        ...[...sentence.matchAll(agent)].map(([, done = "", by = ""]) => ({ name: by, verb: done })),
      ];
      return found.flatMap(({ name: each, verb: does }) => {
        const deed = deeds.find(([verbs]) => verbs.test(does))?.[1];
        return deed && !nobody.test(each) && !isThing(each)
          ? [{ line, text: sentence, name: each, deed }]
          : [];
      });
    }),
  );
}
