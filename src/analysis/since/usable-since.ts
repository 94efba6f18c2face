import { at } from "../algorithms/at.ts";
import { findAvailabilityOf } from "../standing/standing.ts";
import type { View } from "../standing/view.ts";

/**
 * Since when each usable feature has been usable, by index, as `YYYY-MM-DD`: since the last of the releases
 * that began the availability of it and of what it requires. Null: it is not usable. Linear.
 */
export function findUsableSince({ facts, present }: View): readonly (string | null)[] {
  const { projection, usable } = present;
  const { forward: requires, backward: requiredBy } = projection.requirements;
  const releasedOn = new Map(
    facts.featureReleases.map((row) => [`${row.featureId} ${row.releaseId}`, row.releasedOn]),
  );
  const since: (string | null)[] = new Array(projection.features.size).fill(null);
  const unsettled = Int32Array.from(since, (_, feature) => requires.count(feature));
  const settled: number[] = [];
  const raise = (feature: number, day: string): void => {
    const known = since[feature] ?? null;
    if (known === null || day > known) since[feature] = day;
  };
  for (let feature = 0; feature < since.length; feature++) {
    if (usable[feature] !== 1) continue;
    const release = findAvailabilityOf(present, feature).since;
    raise(feature, releasedOn.get(`${projection.features.idOf(feature)} ${release}`) ?? "");
    if (unsettled[feature] === 0) settled.push(feature);
  }
  for (const feature of settled) {
    requiredBy.forEach(feature, (requiring) => {
      if (usable[requiring] !== 1) return;
      raise(requiring, since[feature] as string);
      unsettled[requiring] = at(unsettled, requiring) - 1;
      if (unsettled[requiring] === 0) settled.push(requiring);
    });
  }
  return since;
}
