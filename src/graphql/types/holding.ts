import type { Fields } from "../builder.ts";
import { type Ref, readField, type TypeRef } from "../fields.ts";
import { connectionType, listArguments } from "../lists.ts";
import type { MemberEdge, Question, RowObject } from "../read/field-read.ts";
import { NamedNode } from "./node.ts";

const HoldingConnection: TypeRef = connectionType(
  "Holding",
  NamedNode,
  "features and blockers that wait for one person",
);

const defaultOrder = [{ field: "SLUG", direction: "ASC" as const }];

/** `Contributor.holds`. */
export function holds(t: Fields): Ref {
  return readField(
    t,
    {
      type: HoldingConnection,
      description:
        "What waits for this person alone: features that are not AVAILABLE and blockers that are not lifted whose every PLANNED contribution is this person's; by slug.",
      args: listArguments(t, { defaultOrder }),
    },
    { kind: "members", columns: ["id"], orders: { SLUG: { type: "text" } }, defaultOrder, compute: listHeld },
  );
}

async function listHeld({ id }: RowObject, { inquiry, analysis }: Question): Promise<MemberEdge[]> {
  const held = await inquiry.listHeld(id);
  return held.map((ref) => {
    const slug = analysis.slugOf(ref.type, ref.id);
    return { ref, sortKeys: { SLUG: slug }, slug: ref.type };
  });
}
