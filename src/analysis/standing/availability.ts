import { at } from "../algorithms/at.ts";
import type { FeatureReleaseRow } from "../projection/facts-in-view.ts";
import type { Projection } from "../projection/projection.ts";
import { readFeatureRelease } from "../projection/read-row.ts";

export type AvailabilityState = "AVAILABLE" | "PLANNED" | "MISSING";

/** Whether a feature can be had in the viewpoint. */
export interface Availability {
  readonly state: AvailabilityState;
  /** Database id of the release that began the current stretch of availability; null unless AVAILABLE. */
  readonly since: number | null;
}

/**
 * A feature's availability from the releases, of the viewpoint's day or earlier, that added or removed it.
 *
 * A REMOVED counts against an ADDED only if its day is later: a feature that one release drops and another
 * of the same day brings is there. The current stretch begins with the first ADDED after all that count; of
 * several on that day, with that of the lowest release id.
 *
 * @param isAuthored whether somebody has written, or plans to write, what is not released.
 */
export function findAvailability(releases: readonly FeatureReleaseRow[], isAuthored: boolean): Availability {
  const removals = releases.filter((release) => release.change === "REMOVED");
  const lastRemoval = removals.reduce((last, { releasedOn }) => (releasedOn > last ? releasedOn : last), "");
  const [since] = releases
    .filter((release) => release.change === "ADDED" && release.releasedOn >= lastRemoval)
    .sort(compareOldestFirst);
  if (since !== undefined) return { state: "AVAILABLE", since: since.releaseId };
  return { state: isAuthored ? "PLANNED" : "MISSING", since: null };
}

/**
 * The availability of the feature at an index by the releases on record.
 *
 * @param isHidden tells which of them do not count
 */
export function readAvailability(
  projection: Projection,
  feature: number,
  isHidden: (row: FeatureReleaseRow) => boolean = () => false,
): Availability {
  const { rowsOf } = projection;
  const releases = Array.from(rowsOf.featureReleases.of(feature), (row) =>
    readFeatureRelease(projection, row),
  );
  return findAvailability(
    releases.filter((row) => !isHidden(row)),
    rowsOf.authorships.count(feature) > 0,
  );
}

/**
 * The usable features: those available whose requirements are all usable. Least fixpoint, so that features
 * which require each other in a circle are never usable. Linear in features and requirements.
 *
 * @param available 1 per available feature, by index.
 * @returns 1 per usable feature, by index.
 */
export function findUsable(projection: Projection, available: Uint8Array): Uint8Array {
  const { forward: requires, backward: requiredBy } = projection.requirements;
  const size = projection.features.size;
  const unusable = new Int32Array(size);
  const usable = new Uint8Array(size);
  const found: number[] = [];
  const find = (feature: number): void => {
    if (available[feature] !== 1) return;
    usable[feature] = 1;
    found.push(feature);
  };
  for (let feature = 0; feature < size; feature++) {
    unusable[feature] = requires.count(feature);
    if (unusable[feature] === 0) find(feature);
  }
  for (const feature of found) {
    for (let p = requiredBy.first(feature); p < requiredBy.end(feature); p++) {
      const requiring = requiredBy.node(p);
      unusable[requiring] = at(unusable, requiring) - 1;
      if (unusable[requiring] === 0) find(requiring);
    }
  }
  return usable;
}

function compareOldestFirst(a: FeatureReleaseRow, b: FeatureReleaseRow): number {
  if (a.releasedOn !== b.releasedOn) return a.releasedOn < b.releasedOn ? -1 : 1;
  return a.releaseId - b.releaseId;
}
