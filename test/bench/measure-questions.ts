import { Analysis } from "../../src/analysis/analysis.ts";
import type { Assumptions } from "../../src/analysis/assumptions/assumptions.ts";
import { findPresent } from "../../src/analysis/standing/present.ts";
import { time } from "./measure.ts";
import { milliseconds, type Result, ratio } from "./report.ts";

const targets = { ranking: 1_000, whatIf: 2 };

/** All features by how many integrations they block, asked of an analysis that has answered nothing yet. */
export async function measureRanking({ present }: Analysis): Promise<Result> {
  const { median } = await time(
    (analysis: Analysis) => analysis.rankByBlocked(),
    () => new Analysis(present),
  );
  return {
    work: "ranking of all features, from cold",
    took: milliseconds(median),
    beside: "",
    target: `≤ ${targets.ranking} ms`,
    isMet: median <= targets.ranking,
  };
}

/** What ten assumptions of each sort change, beside working out once what holds. */
export async function measureWhatIf({ present }: Analysis): Promise<Result[]> {
  const none = (): void => {};
  const evaluation = await time(() => findPresent(present.projection, present.standing), none);
  const results: Result[] = [];
  for (const [name, assumptions] of Object.entries(assumptionsOf)) {
    const { median } = await time(
      (analysis: Analysis) => analysis.whatIf(assumptions),
      () => new Analysis(present),
    );
    results.push({
      work: `what-if with 10 assumptions, ${name}`,
      took: milliseconds(median),
      beside: `one full evaluation ${milliseconds(evaluation.median)}: ${ratio(median, evaluation.median)}`,
      target: `≤ ${targets.whatIf}×`,
      isMet: median <= targets.whatIf * evaluation.median,
    });
  }
  return results;
}

const features = [1, 2, 3, 4, 5].map((number) => `feature-${number}`);
const integrations = [1, 2, 3, 4, 5].map((number) => `integration-${number}`);

const assumptionsOf: Readonly<Record<string, Assumptions>> = {
  "all held": { ship: features, complete: integrations },
  "all withdrawn": { withdraw: { ship: features, complete: integrations } },
  "about two integrations": {
    complete: integrations.slice(0, 2),
    adopt: features.slice(0, 4).map((feature) => ({ feature, integration: "integration-6" })),
    withdraw: { adopt: features.slice(0, 4).map((feature) => ({ feature, integration: "integration-7" })) },
  },
};
