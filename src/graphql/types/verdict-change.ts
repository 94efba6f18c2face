import { createHash } from "node:crypto";
import type { GraphQLResolveInfo } from "graphql";
import { LRUCache } from "lru-cache";
import { assumptionKey } from "../../analysis/assumptions/assumption-key.ts";
import { ViewpointError } from "../../analysis/live-graph.ts";
import type { Subject, VerdictAnswer } from "../../feed/verdict/answer.ts";
import type { VerdictFeed } from "../../feed/verdict/verdict-feed.ts";
import type { Standpoint, Turn } from "../../feed/verdict/watch-verdict.ts";
import { builder, type Fields } from "../builder.ts";
import type { Context } from "../context.ts";
import { inputError } from "../errors.ts";
import { atArgument, computedObject, property, readField, type TypeRef } from "../fields.ts";
import { type LiveEvent, Progress } from "../live-event.ts";
import { checkAssumptions } from "../read/budget.ts";
import { type CursorValue, checkCursorValue, readCursor, writeCursor } from "../read/cursor.ts";
import type { Arguments, Reference, RowObject } from "../read/field-read.ts";
import type { ViewpointInput } from "../read/graph.ts";
import { readRoot } from "../roots.ts";
import { Change } from "./change.ts";
import { NamedNode } from "./node.ts";
import { findNodeRefs, NodeRef } from "./node-ref.ts";
import { VerdictState, type VerdictStateRow } from "./verdict-state.ts";

/** A turn of an answer that is told; all who watch the same are told one. */
interface VerdictEvent extends LiveEvent, Turn {
  readonly subject: Subject;
}

const VerdictChange: TypeRef = computedObject(
  "VerdictChange",
  "That the answer about an integration or a feature has changed, and what changed it.",
  (t) => ({
    cursor: property(t, "cursor", {
      type: "String",
      description: "Give it as `after` to go on after this; it holds the answer too, to be compared with.",
    }),
    node: readField(
      t,
      { type: NamedNode, nullable: true, description: "The integration or feature; null: it is gone." },
      { kind: "references", columns: [], compute: ({ node }) => node },
    ),
    before: readField(
      t,
      {
        type: VerdictState,
        nullable: true,
        description:
          "The answer before; null: a client that was away came back to one that was too long for its cursor.",
      },
      { kind: "objects", columns: [], compute: ({ before }) => before },
    ),
    after: readField(
      t,
      { type: VerdictState, description: "The answer since." },
      { kind: "objects", columns: [], compute: ({ after }) => after },
    ),
    change: readField(
      t,
      {
        type: Change,
        nullable: true,
        description:
          "The change that did it; for a client that was away, the last that concerned it. Null: a day began, and with it something else holds.",
      },
      {
        kind: "references",
        columns: [],
        compute: ({ changeId }) => (changeId === null ? null : { type: "Change", id: changeId }),
      },
    ),
  }),
);

builder.subscriptionField("verdictChanges", (t) =>
  t.field({
    type: VerdictChange,
    description:
      "Tells once each time the answer about a node changes: the verdict on an integration and the features that block it, or the integrations that a feature blocks, and why each does. One by one, however quickly changes follow each other, and also what a client missed; only where more than 100 changes that concern it, or a day, were missed, that is told as one.",
    args: {
      of: t.arg({ type: NodeRef, required: true, description: "The integration or feature." }),
      at: atArgument(t as unknown as Fields) as never,
      after: t.arg.string({
        description:
          "The cursor of the last event that was received; what was missed since is told first. Null: from now on. A header `Last-Event-ID` goes before it.",
      }),
    },
    subscribe: async (_root: object, args: Arguments, context: Context, info: GraphQLResolveInfo) => {
      const place = ["verdictChanges: of", args.of] as const;
      if (args.at?.assume) checkAssumptions("at.assume", args.at.assume);
      const [node] = await readRoot(context, info, async (reader) => {
        context.graph.viewpoint(args.at);
        return findNodeRefs(reader, [place]);
      });
      const subject = readSubject(node as Reference);
      const question = nameQuestion(subject, args.at);
      return listen(context, subject, args.at, question, readStart(context, args.after, question));
    },
    resolve: (event: VerdictEvent, _args: Arguments, context: Context, info: GraphQLResolveInfo) =>
      readRoot(context, info, (reader) =>
        reader.computed(info, {
          kind: "objects",
          columns: [],
          compute: () => describe(context, event),
        }),
      ),
  } as never),
);

function readSubject({ type, id }: Reference): Subject {
  if (type === "Integration" || type === "Feature") return { type, id };
  throw inputError(`verdictChanges: of names a ${type.toLowerCase()}, expected an integration or a feature`);
}

async function* listen(
  { verdicts, signal }: Context,
  subject: Subject,
  at: ViewpointInput | null | undefined,
  question: string,
  start: Standpoint | null,
): AsyncGenerator<LiveEvent | Progress> {
  try {
    for await (const each of verdicts.watch(subject, at, start, signal)) {
      if ("after" in each) yield shareEvent(verdicts, question, { ...each, subject });
      else yield new Progress(writeStandpoint(question, each));
    }
  } catch (error) {
    throw error instanceof ViewpointError ? inputError(error.message) : error;
  }
}

const told = new WeakMap<VerdictFeed, LRUCache<string, VerdictEvent>>();

/** The one event for all who are told the same. */
function shareEvent(
  verdicts: VerdictFeed,
  question: string,
  turn: Omit<VerdictEvent, "cursor">,
): VerdictEvent {
  const cursor = writeStandpoint(question, turn.standpoint);
  const events = told.get(verdicts) ?? new LRUCache<string, VerdictEvent>({ max: 100 });
  told.set(verdicts, events);
  const key = JSON.stringify([cursor, turn.before, turn.changeId]);
  const event = events.get(key) ?? { ...turn, cursor };
  events.set(key, event);
  return event;
}

/** What tells one subscription from another, in cursors. */
function nameQuestion({ type, id }: Subject, at: ViewpointInput | null | undefined): string {
  const { asOf = null, sources, assume } = at ?? {};
  const parts = [type, id, asOf, sources?.toSorted() ?? null, assumptionKey(assume)];
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 12);
}

function writeStandpoint(question: string, { position, asOf, mark }: Standpoint): string {
  return writeCursor("VERDICT", [question, position.revision, position.id, asOf, mark]);
}

function readStart(
  { lastEventId }: Context,
  after: string | null | undefined,
  question: string,
): Standpoint | null {
  const cursor = lastEventId ?? after ?? null;
  if (cursor === null) return null;
  const place = lastEventId === null ? "verdictChanges: after" : "the header Last-Event-ID";
  const [asked, revision, id, asOf, mark] = readCursor(place, cursor, "VERDICT", 5);
  if (asked !== question) throw inputError(`${place} is of a subscription to another node or viewpoint`);
  checkCursorValue(revision as CursorValue, "bigint");
  checkCursorValue(id as CursorValue, "bigint");
  checkCursorValue(asOf as CursorValue, "date");
  return {
    position: { revision: Number(revision), id: Number(id) },
    asOf: String(asOf),
    mark: String(mark),
  };
}

/** What is shown of an event, without the nodes that are gone by now. */
async function describe(
  { graph }: Context,
  { subject, before, after, ...event }: VerdictEvent,
): Promise<RowObject> {
  const other = subject.type === "Integration" ? "Feature" : "Integration";
  const named = [...(before?.blockings ?? []), ...after.blockings].map(({ id }) => id);
  const [own, others] = await Promise.all([
    findThere(graph, subject.type, [subject.id]),
    findThere(graph, other, named),
  ]);
  const state = (answer: VerdictAnswer): VerdictStateRow => ({
    ...answer,
    type: other,
    count: answer.blockings.length,
    blockings: answer.blockings.filter(({ id }) => others.has(id)),
  });
  return {
    cursor: event.cursor,
    changeId: event.changeId,
    node: own.has(subject.id) ? subject : null,
    before: before && state(before),
    after: state(after),
  };
}

async function findThere(
  { run }: Context["graph"],
  type: Subject["type"],
  ids: readonly number[],
): Promise<ReadonlySet<number>> {
  const { rows } = await run({
    text: `select id from ${type.toLowerCase()}s where id = any($1::bigint[])`,
    values: [[...new Set(ids)]],
  });
  return new Set(rows.map(([id]) => Number(id)));
}
