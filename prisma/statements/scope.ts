import type { Node } from "libpg-query";

/** One place where a statement names a table, or rows that it makes itself (a subquery, a WITH). */
export interface Reference {
  /** What its columns are called by. */
  name: string;
  /** Undefined for rows that the statement makes: what makes them is read on its own. */
  table: string | undefined;
  verb: "select" | "insert" | "update" | "delete";
  /** The columns that its own query's conditions name. */
  columns: Set<string>;
}

/** What one query, or a query around it, names. */
export interface Scope {
  references: Reference[];
  around: Scope | undefined;
}

/** The column that says whose a row is. */
export function storeColumn(table: string): string {
  return table === "store" ? "id" : "store_id";
}

/** Finds what a column belongs to. @returns nothing where it cannot be told. */
export function resolve(
  fields: Node[] = [],
  scope: Scope | undefined,
): { reference: Reference; column: string } | undefined {
  const names = fields.flatMap((field) => ("String" in field ? [field.String.sval ?? ""] : []));
  const column = names.at(-1);
  const qualifier = names.at(-2);
  if (!column || names.length < fields.length || !scope) return undefined;
  const candidates = scope.references.filter(({ name, table }) =>
    // Without a name before it, PostgreSQL takes the one table that has the column: every table but "store" has store_id.
    qualifier ? name === qualifier : !table || column !== "store_id" || storeColumn(table) === column,
  );
  const tables = candidates.filter(({ table }) => table);
  const [reference] = tables.length > 0 ? tables : candidates;
  if (!reference) return resolve(fields, scope.around);
  return tables.length > 1 ? undefined : { reference, column };
}
