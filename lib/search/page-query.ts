/** Matches of a search that are sorted. Of more, a page is soon found among the newest. */
const MAX_HITS = 2000;

/** What is searched for, where finding a few rows takes other SQL than testing one. */
export interface Matches {
  /** SQL by which rows are found, each of other rows than the rest. */
  found: string[];
  /** SQL of a row `listed`. */
  tested: string;
}

/**
 * A query of one page of a table's rows, in the list's order. A search is bounded: up to MAX_HITS matches
 * are read by the trigram index and sorted; where there are more, the list's own index is walked.
 * @param computed a column that is made of others and has an index.
 * @param within SQL of the rows that are listed: the store and the filters.
 * @param beyond SQL of those beyond the cursor. Matches are counted without it: near the list's end
 * PostgreSQL would read the whole table for the few that are left.
 * @param matches SQL of what is searched for, such as `matchesWords` gives; undefined for all.
 */
export function pageQuery({
  table,
  columns,
  computed,
  within,
  beyond,
  matches,
  orderBy,
  limit,
}: {
  table: string;
  columns: string;
  computed?: { sql: string; name: string };
  within: string;
  beyond: string;
  matches?: string | Matches;
  orderBy: string;
  limit: number;
}): string {
  const read = computed ? `${columns}, ${computed.sql} AS ${computed.name}` : columns;
  const names = computed ? `${columns}, ${computed.name}` : columns;
  if (!matches) return `SELECT ${read} FROM ${table} WHERE ${within} AND ${beyond} ${orderBy} LIMIT ${limit}`;
  const { found, tested } = typeof matches === "string" ? { found: [matches], tested: matches } : matches;
  const hits = found.map((one) => `(SELECT ${read} FROM ${table} WHERE ${within} AND ${one} LIMIT ${MAX_HITS + 1})`);
  // OFFSET 0 keeps the words out of the walk's own conditions, which PostgreSQL would answer by sorting all matches.
  return `WITH hits AS MATERIALIZED (${hits.join(" UNION ALL ")})
    (SELECT ${names} FROM hits WHERE (SELECT count(*) FROM hits) <= ${MAX_HITS} AND ${beyond} ${orderBy} LIMIT ${limit})
    UNION ALL
    (SELECT ${names} FROM (
       SELECT ${read}, search_text FROM ${table} WHERE ${within} AND ${beyond} ${orderBy} OFFSET 0
     ) AS listed WHERE (SELECT count(*) FROM hits) > ${MAX_HITS} AND ${tested} LIMIT ${limit})`;
}
