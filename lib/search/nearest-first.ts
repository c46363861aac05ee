/**
 * The beginning of a statement that looks for a page's rows under one condition after the other, each of
 * which holds for what the one before it holds for: the first that fills the page is the last that is asked.
 * `whole` then has what was found.
 * @param columns what is read of each row.
 * @param conditions of which each names the store.
 * @param wanted the condition, beside these, of a row of the page.
 * @param most rows that are read under one condition.
 */
export function nearestFirst({
  table,
  columns,
  conditions,
  wanted,
  pageRows,
  most,
}: {
  table: string;
  columns: string;
  conditions: string[];
  wanted: string;
  pageRows: number;
  most: number;
}): string {
  const unfilled = (index: number) => `(SELECT count(*) FROM found_${index}) <= ${pageRows}`;
  const found = conditions.map((condition, index) => {
    const earlier = conditions.slice(0, index).map((_, before) => ` AND ${unfilled(before)}`);
    return `found_${index} AS MATERIALIZED (
      SELECT ${columns} FROM ${table} WHERE ${condition} AND ${wanted}${earlier.join("")} LIMIT ${most}
    )`;
  });
  const last = conditions.length - 1;
  const whole = conditions.map(
    (_, index) => `SELECT * FROM found_${index}${index < last ? ` WHERE NOT ${unfilled(index)}` : ""}`,
  );
  return `WITH ${found.join(", ")}, whole AS MATERIALIZED (${whole.join(" UNION ALL ")})`;
}
