import type { Present } from "../standing/present.ts";
import { assumePresent } from "../standing/update-present.ts";
import type { AssumedStanding } from "./apply-assumptions.ts";

/** Computes what holds under assumptions from what holds without: as much work as there is that changes. */
export function findAssumedPresent(before: Present, { standing, assumed }: AssumedStanding): Present {
  const adoptions = [...assumed.adopt, ...assumed.withdraw.adopt];
  return assumePresent(
    before,
    standing,
    adoptions.map(({ feature }) => feature),
  );
}
