/** SQL of the rank of a source `s` among those that report on one day: see `ReportRow.sourceRank`. */
export const sourceRank = `case when s.kind in ('COMMIT', 'RELEASE_NOTE') then 0 when s.kind = 'WIKI_REVISION' then 2 else 1 end`;

/** SQL of the series of a source `s`: a repository is one without being named so. */
export const sourceSeries = "coalesce(s.series, s.repository, s.slug)";

/** Columns of a report beside its subject and word: `ReportRow`. */
export const reportColumns = `t.id, f.date as "observedOn", best.source, best.series, best."sourceRank"`;

/**
 * A join that gives a report `t` the best of its sources in view, by which it is compared with others.
 *
 * @param counts SQL of "the source `s` counts"
 */
export function joinBestSource(counts: string): string {
  return `join lateral (
    select s.slug as source, ${sourceSeries} as series, ${sourceRank} as "sourceRank"
    from citations c join sources s on s.id = c.source_id where c.fact_id = t.id and ${counts}
    order by "sourceRank", s.slug limit 1
  ) best on true`;
}
