import {
  type Finding as FoundFinding,
  findingRules,
  type Severity as Gravity,
  type FindingRule as Rule,
  severities,
} from "../../analysis/findings/finding.ts";
import { builder } from "../builder.ts";
import { computedRootList } from "../computed-connection.ts";
import { computedObject, firstArgument, property, readField, type TypeRef } from "../fields.ts";
import { enumFilter, meetsChoice } from "../filters.ts";
import { connectionType, orderInput } from "../lists.ts";
import type { MemberEdge, Question } from "../read/field-read.ts";
import { readFirst } from "../read/page.ts";
import { Fact } from "./fact.ts";
import { NamedNode } from "./node.ts";
import { Source } from "./source.ts";

/** Milliseconds. */
const timeLimit = 5_000;

const FindingRule = builder.enumType("FindingRule", {
  description: "What findings are looked for by.",
  values: {
    STATUS_CONFLICT: {
      description:
        "The latest report of one series says another status than the integration had on that report's day.",
    },
    READY_BUT_BLOCKED: {
      description: "An integration is READY, and a blocker of the whole of it is unlifted.",
    },
    OPEN_BUT_REMEDIED: {
      description: "A blocker was reported OPEN later than the day from which one of its remedies has held.",
    },
    STEP_BACK: {
      description:
        "Support went from READY to something less, or came back from an end, and no note says why.",
    },
    NEED_CYCLE: {
      description:
        "Blockers wait for each other, or features require each other, so that none can come first.",
    },
    PERSON_TWICE: { description: "Two contributors go by one name, and may be one person." },
    ADOPTED_BEFORE_RELEASE: {
      description: "An integration used a feature on a day on which no release had it.",
    },
    STALE: {
      description:
        "The newest source of anything known about an integration is more than two years older than the viewpoint's day. Goes by all that is on record, whatever `assume` withdraws.",
    },
    REVIEW_CONTRADICTED: {
      description: "A review says that nothing stands in the way of an integration, and a blocker does.",
    },
  } satisfies Record<Rule, object>,
});

const Severity = builder.enumType("Severity", {
  description: "How much a finding matters; each rule has its own.",
  values: {
    ERROR: { description: "The facts cannot all be right, or can never come true." },
    WARNING: { description: "Sources differ, or leave out what a reader needs: somebody should look." },
    INFO: { description: "Nothing is wrong yet." },
  } satisfies Record<Gravity, object>,
});

const Finding: TypeRef = computedObject(
  "Finding",
  "A contradiction or a gap among the facts that somebody should look at.",
  (t) => ({
    rule: property(t, "rule", { type: FindingRule, description: "What it was found by." }),
    severity: property(t, "severity", { type: Severity, description: "How much it matters." }),
    message: property(t, "message", {
      type: "String",
      description: "What contradicts what, in a sentence with slugs and days.",
    }),
    subjects: readField(
      t,
      {
        type: [NamedNode],
        description:
          "What it is about: first the node it is filed under, then others: the second person, the blockers, the rest of the circle.",
        args: firstArgument(t, 5),
      },
      {
        kind: "references",
        columns: [],
        compute: ({ subject, others }, { args }) =>
          [subject, ...others].slice(0, readFirst("Finding.subjects", args.first)),
      },
    ),
    facts: readField(
      t,
      {
        type: [Fact],
        description:
          "The facts in contradiction; none where only names are, or where what it rests on is assumed.",
        args: firstArgument(t, 5),
      },
      {
        kind: "facts",
        columns: [],
        facts: (finding) => finding.factIds,
        limit: (args) => readFirst("Finding.facts", args.first),
      },
    ),
    factCount: property(t, "factCount", { type: "Int", description: "How many `facts` there are in all." }),
    sources: readField(
      t,
      {
        type: [Source],
        description: "Who says these facts, the earliest source first.",
        args: firstArgument(t, 5),
      },
      {
        kind: "factSources",
        columns: [],
        facts: (finding) => finding.factIds,
        limit: (args) => readFirst("Finding.sources", args.first),
      },
    ),
  }),
);

const FindingFilter = builder.inputType("FindingFilter", {
  description: "Narrows a list of findings; all that is given must hold.",
  fields: (t) => ({
    rule: t.field({ type: enumFilter("FindingRule", FindingRule, "rule"), description: "By rule." }),
    severity: t.field({ type: enumFilter("Severity", Severity, "severity"), description: "By severity." }),
  }),
});

const orders = {
  SEVERITY: { type: "int", description: "The severity, ERROR before WARNING before INFO." },
  RULE: { type: "int", description: "The rule, in the order they are listed in the documentation." },
  SUBJECT: { type: "text", description: "The slug of what it is filed under, by code point." },
};

builder.queryField(
  "findings",
  (t) =>
    computedRootList(
      t,
      {
        connection: connectionType("Finding", Finding, "findings"),
        description: "Contradictions and gaps among the facts, as a work list: the gravest first.",
        filter: FindingFilter,
        orderBy: orderInput("Finding", orders),
      },
      {
        areNodes: true,
        orders,
        defaultOrder: Object.keys(orders).map((field) => ({ field, direction: "ASC" as const })),
        compute: (_root, question) => listFindings(question),
      },
    ) as never,
);

async function listFindings({ args: { filter }, inquiry, turns }: Question): Promise<MemberEdge[]> {
  const found = await inquiry.findFindings(turns(timeLimit));
  return found
    .filter(
      ({ rule, severity }) => meetsChoice(rule, filter?.rule) && meetsChoice(severity, filter?.severity),
    )
    .map(findingEdge);
}

function findingEdge(finding: FoundFinding): MemberEdge {
  const { rule, severity, subject, others, factIds } = finding;
  return {
    ...finding,
    factCount: factIds.length,
    sortKeys: {
      SEVERITY: severities.indexOf(severity),
      RULE: findingRules.indexOf(rule),
      SUBJECT: subject.slug,
    },
    slug: [rule, subject.type, subject.slug, ...others.map(({ slug }) => slug), ...factIds].join(" "),
  };
}
