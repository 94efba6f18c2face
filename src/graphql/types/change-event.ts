import type { GraphQLResolveInfo } from "graphql";
import { isBefore, type Position } from "../../feed/position.ts";
import type { FeedChange } from "../../feed/read-changes.ts";
import { builder } from "../builder.ts";
import type { Context } from "../context.ts";
import { inputError } from "../errors.ts";
import { meetsChoice } from "../filters.ts";
import { type LiveEvent, Progress } from "../live-event.ts";
import type { Arguments, Reference } from "../read/field-read.ts";
import { readRoot } from "../roots.ts";
import { Change, changeCursor, changeList, readChangeCursor } from "./change.ts";
import { findNodeRefs, NodeRef, type NodeRefInput } from "./node-ref.ts";

/** A change that is told; all who are told it share one. */
interface ChangeEvent extends LiveEvent {
  readonly id: number;
}

const events = new WeakMap<FeedChange, ChangeEvent>();

function eventOf(change: FeedChange): ChangeEvent {
  const { id, revision } = change;
  const event = events.get(change) ?? { id, revision, cursor: changeCursor(change) };
  events.set(change, event);
  return event;
}

/** After so many changes that do not concern somebody they are told how far they are. */
const silence = 200;

builder.subscriptionField("changes", (t) =>
  t.field({
    type: Change,
    description:
      "Every change to the graph, once and in the order of the commits: from now on, or all since a cursor, so that whoever was away misses nothing.",
    args: {
      after: t.arg.string({
        description:
          "The `cursor` of the last change that was received, from here or from a list of changes; null: from now on. A header `Last-Event-ID` goes before it.",
      }),
      filter: t.arg({ type: changeList.filter, description: "Which changes to tell; null: all." }),
      about: t.arg({
        type: NodeRef,
        description:
          "Only changes about this node: its own, and those of every record that names it; of an integration those of its blockers too.",
      }),
    },
    subscribe: async (_root: object, args: Arguments, context: Context, info: GraphQLResolveInfo) => {
      const start = await findStart(context, args);
      const isAbout = args.about ? await findAbout(context, info, args.about) : () => true;
      return listen(context, start, (change) => isAbout(change) && meets(change, args.filter));
    },
    resolve: ({ id }: ChangeEvent, _args: Arguments, context: Context, info: GraphQLResolveInfo) =>
      readRoot(context, info, (reader) =>
        reader.computed(info, { kind: "references", columns: [], compute: () => ({ type: "Change", id }) }),
      ),
  } as never),
);

async function* listen(
  { feed, signal }: Context,
  start: Position,
  isTold: (change: FeedChange) => boolean,
): AsyncGenerator<LiveEvent | Progress> {
  yield new Progress(changeCursor(start));
  let passed = 0;
  for await (const change of feed.follow(start, signal)) {
    if (isTold(change)) {
      passed = 0;
      yield eventOf(change);
    } else if (++passed % silence === 0) yield new Progress(changeCursor(change));
  }
}

/** Where a client goes on. @throws BAD_USER_INPUT for what is no place in this history */
async function findStart({ feed, lastEventId }: Context, { after }: Arguments): Promise<Position> {
  const head = await feed.head();
  const cursor: string | null = lastEventId ?? after ?? null;
  if (cursor === null) return head;
  const place = lastEventId === null ? "changes: after" : "the header Last-Event-ID";
  const start = readChangeCursor(place, cursor);
  if (!isBefore(head, start)) return start;
  throw inputError(`${place} is of revision ${start.revision}, and the graph is at ${head.revision} only`);
}

/** Tells changes about a node: they name it, or of an integration a blocker that it has or had. */
async function findAbout(
  context: Context,
  info: GraphQLResolveInfo,
  about: NodeRefInput,
): Promise<(change: FeedChange) => boolean> {
  const [node] = await readRoot(context, info, (reader) => findNodeRefs(reader, [["changes: about", about]]));
  const { type, id } = node as Reference;
  const text = `
    with own as (select '${type.toUpperCase()} ' || first_slug as subject from ${type.toLowerCase()}s where id = $1)
    select subject from own
    ${type === "Integration" ? "union select 'BLOCKER ' || c.slug from own join changes c on c.subjects @> array[subject] and c.noun = 'blocker'" : ""}`;
  const { rows } = await context.graph.run({ text, values: [id] });
  const subjects = new Set(rows.map(([subject]) => subject as string));
  return (change) => {
    if (!change.subjects.some((subject) => subjects.has(subject))) return false;
    // A blocker that is told for its integration belongs to it.
    if (type === "Integration" && change.noun === "blocker") subjects.add(`BLOCKER ${change.slug}`);
    return true;
  };
}

function meets(change: FeedChange, filter: Arguments | null | undefined): boolean {
  const names = ["noun", "slug", "operation", "actor"] as const;
  return names.every((name) => meetsChoice(change[name], filter?.[name]));
}
