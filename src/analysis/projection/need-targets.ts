import type { FactColumns } from "./fact-columns.ts";
import type { Numbering } from "./numbering.ts";
import type { Tables } from "./tables.ts";

/** The numberings of what needs ask for, in the order of `needKinds`. */
export type TargetNumberings = readonly [Numbering, Numbering, Numbering, Numbering];

/** Numbers the targets of needs, and remembers those that are not in view by their ids. */
export class NeedTargets {
  readonly #numberings: TargetNumberings;
  readonly hidden: number[];
  readonly #places: Map<number, number>;

  constructor(numberings: TargetNumberings, hidden: readonly number[]) {
    this.#numberings = numberings;
    this.hidden = [...hidden];
    this.#places = new Map(hidden.map((id, place) => [id, place]));
  }

  /** The targets of needs from before as they are numbered now. */
  moveAll({ needs, features, blockers, integrations, works }: Tables): Int32Array {
    const isHiding = this.hidden.length > 0;
    if (!isHiding && this.#numberings.every(({ move }) => move === null)) return needs.target;
    const ids = [features.id, blockers.id, integrations.id, works.id];
    const moved = needs.target.slice();
    for (let kind = 0; kind < ids.length; kind++) {
      const { move } = this.#numberings[kind] as Numbering;
      if (move === null) continue;
      for (let need = 0; need < moved.length; need++) {
        const target = needs.target[need] as number;
        if (needs.kind[need] !== kind || target < 0) continue;
        const now = move[target] as number;
        moved[need] = now >= 0 ? now : this.#hide(ids[kind]?.[target] as number);
      }
    }
    if (isHiding) this.#reveal(needs.kind, moved);
    return moved;
  }

  /** What was hidden may have come into view. */
  #reveal(kind: Uint8Array, targets: Int32Array): void {
    for (let need = 0; need < targets.length; need++) {
      const target = targets[need] as number;
      if (target >= 0) continue;
      const index = (this.#numberings[kind[need] as number] as Numbering).find(
        this.hidden[-1 - target] as number,
      );
      if (index >= 0) targets[need] = index;
    }
  }

  /** The targets of needs that are new. */
  findAll({ kind, target }: FactColumns["needs"]): Int32Array {
    const found = new Int32Array(target.length);
    for (let need = 0; need < found.length; need++) {
      const id = target[need] as number;
      const index = (this.#numberings[kind[need] as number] as Numbering).find(id);
      found[need] = index >= 0 ? index : this.#hide(id);
    }
    return found;
  }

  #hide(id: number): number {
    const known = this.#places.get(id);
    const place = known ?? this.hidden.push(id) - 1;
    this.#places.set(id, place);
    return -1 - place;
  }
}
