import type { Projection } from "../projection/projection.ts";
import { AssumptionError } from "./assumption-error.ts";
import type { AssumedIndices } from "./assumption-index.ts";
import { listNeeding } from "./list-needing.ts";

/**
 * Refuses assumptions that name one fact both ways.
 *
 * A work is another fact than its whole blocker. Adoption by every integration is the adoption of each: held,
 * by each with a FeatureNeed on the feature; withdrawn, by each at all.
 *
 * @throws AssumptionError at the later of the two places, the one under `withdraw`.
 */
export function refuseConflicts(projection: Projection, assumed: AssumedIndices): void {
  const { withdraw } = assumed;
  const { features, integrations, blockers } = projection;
  withdraw.ship.forEach((feature, index) => {
    const other = assumed.ship.indexOf(feature);
    if (other >= 0) refuse(`ship[${index}]`, `ship[${other}]`, `feature "${features.slugOf(feature)}"`);
  });
  withdraw.complete.forEach((integration, index) => {
    const other = assumed.complete.indexOf(integration);
    if (other < 0) return;
    refuse(`complete[${index}]`, `complete[${other}]`, `integration "${integrations.slugOf(integration)}"`);
  });
  withdraw.resolve.forEach(({ blocker, work }, index) => {
    const other = assumed.resolve.findIndex((held) => held.blocker === blocker && held.work === work);
    if (other < 0) return;
    const what = work === null ? "blocker" : "work of the blocker";
    refuse(`resolve[${index}]`, `resolve[${other}]`, `${what} "${blockers.slugOf(blocker)}"`);
  });
  withdraw.adopt.forEach(({ feature, integration }, index) => {
    const other = assumed.adopt.findIndex(
      (held) =>
        held.feature === feature &&
        (held.integration === integration ||
          integration === null ||
          (held.integration === null && listNeeding(projection, feature).has(integration))),
    );
    if (other < 0) return;
    refuse(`adopt[${index}]`, `adopt[${other}]`, `adoption of the feature "${features.slugOf(feature)}"`);
  });
}

function refuse(withdrawn: string, held: string, what: string): never {
  throw new AssumptionError(
    `assume.withdraw.${withdrawn}`,
    `the ${what} is named in assume.${held} too, expected it one way only`,
  );
}
