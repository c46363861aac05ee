/** Rows as one list a field: a page that sends many names each field once. */
export type Columnar<Row> = { [Field in keyof Row]: Row[Field][] };

/** The rows field by field. Each has the same fields. */
export function toColumnar<Row extends object>(rows: Row[]): Columnar<Row> {
  const fields = Object.keys(rows[0] ?? {}) as (keyof Row)[];
  return Object.fromEntries(fields.map((field) => [field, rows.map((row) => row[field])])) as Columnar<Row>;
}

/** The rows that `toColumnar` was given. */
export function fromColumnar<Row extends object>(columnar: Columnar<Row>): Row[] {
  const fields = Object.keys(columnar) as (keyof Row)[];
  const [first] = fields;
  return (first === undefined ? [] : columnar[first]).map(
    (_, index) => Object.fromEntries(fields.map((field) => [field, columnar[field][index]])) as Row,
  );
}
