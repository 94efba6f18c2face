import type { Invariant } from "./seed-set.ts";

/** Two ways to write one repository would be two series of sources. */
export const repositoryName: Invariant = {
  id: "malformed-address",
  says: "A repository is written one way: without .git or a slash at its end.",
  find: (seeds) =>
    [...seeds.of("source"), ...seeds.of("integration")].flatMap(({ record, problemAt }) => {
      const { repository } = record as { repository?: string };
      if (repository === undefined || !/(\.git|\/)$/.test(repository)) return [];
      const expected = repository.replace(/(\.git|\/)+$/, "");
      return [problemAt(["repository"], `is "${repository}"; expected "${expected}"`)];
    }),
};
