/**
 * The beginning of a statement that looks for a page's rows under one condition after the other, each of
 * which holds for what the one before it holds for: the first that fills the page is the last that is asked.
 * `whole` then has the id and the key of what was found.
 * @param conditions of which each names the store.
 * @param wanted the condition, beside these, of a row of the page.
 * @param most rows that are read under one condition.
 */
export function nearestFirst({
  table,
  key,
  conditions,
  wanted,
  pageRows,
  most,
}: {
  table: string;
  key: string;
  conditions: string[];
  wanted: string;
  pageRows: number;
  most: number;
}): string {
  const found = conditions.map((condition, index) => {
    const unfilled = conditions
      .slice(0, index)
      .map((_, before) => ` AND (SELECT count(*) FROM found_${before}) <= ${pageRows}`);
    return `found_${index} AS MATERIALIZED (
      SELECT id, ${key} FROM ${table} WHERE ${condition} AND ${wanted}${unfilled.join("")} LIMIT ${most}
    )`;
  });
  return `WITH ${found.join(", ")}, whole AS MATERIALIZED (
       ${conditions.map((_, index) => `SELECT id, ${key} FROM found_${index}`).join(" UNION ")}
     )`;
}
