import { builder, type Fields } from "../builder.ts";
import type { Context } from "../context.ts";
import { listArguments } from "../lists.ts";
import { readRoot } from "../roots.ts";
import { changeList } from "./change.ts";

builder.queryField("changes", (t) =>
  t.field({
    type: changeList.connection,
    description:
      "Every change there ever was, the oldest first: `last: 20` are the newest. A cursor is a place in the history for good: what follows it is what was written since.",
    args: listArguments(
      t as unknown as Fields,
      { filter: changeList.filter, defaultOrder: changeList.rows.defaultOrder },
      false,
    ),
    resolve: (_root: object, _args: object, context: Context, info: never) =>
      readRoot(context, info, (reader) => reader.connection(info, changeList.rows)),
  } as never),
);
