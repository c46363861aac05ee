import type { Node } from "libpg-query";

/** One place where a statement names a table, or rows that it derives itself (a subquery, a WITH). */
export interface Reference {
  /** The name before its columns. */
  name: string;
  /** Undefined for derived rows: the query behind them is checked on its own. */
  table: string | undefined;
  verb: "select" | "insert" | "update" | "delete";
  /** The columns that the conditions of its own query name. */
  columns: Set<string>;
}

/** The names in one query and the queries around it. */
export interface Scope {
  references: Reference[];
  around: Scope | undefined;
}

/** The column that says which store a row belongs to. */
export function storeColumn(table: string): string {
  return table === "store" ? "id" : "store_id";
}

/** Finds the table that a column belongs to. @returns nothing if that is ambiguous. */
export function resolve(
  fields: Node[] = [],
  scope: Scope | undefined,
): { reference: Reference; column: string } | undefined {
  const names = fields.flatMap((field) => ("String" in field ? [field.String.sval ?? ""] : []));
  const column = names.at(-1);
  const qualifier = names.at(-2);
  if (!column || names.length < fields.length || !scope) return undefined;
  const candidates = scope.references.filter(({ name, table }) =>
    // Without a name before it, PostgreSQL takes the one table that has the column: all tables but "store" have store_id.
    qualifier ? name === qualifier : !table || column !== "store_id" || storeColumn(table) === column,
  );
  const tables = candidates.filter(({ table }) => table);
  const [reference] = tables.length > 0 ? tables : candidates;
  if (!reference) return resolve(fields, scope.around);
  return tables.length > 1 ? undefined : { reference, column };
}
