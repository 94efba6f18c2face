/**
 * On how many random inputs a property is tried: 1,000, or as many as PROPERTY_RUNS says, for a long look. A failure
 * prints the seed and the path of its input; give both to `fc.assert` to see it again.
 */
export const runs = { numRuns: Number(process.env.PROPERTY_RUNS ?? 1000) };
