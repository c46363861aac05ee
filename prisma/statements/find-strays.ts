import {
  type DeleteStmt,
  type InsertStmt,
  type Node,
  parse,
  type RangeVar,
  type SelectStmt,
  type UpdateStmt,
} from "libpg-query";
import { type Equality, equalities, noteColumns, type Term } from "./conditions";
import { type Exception, exceptions, isExcepted } from "./exceptions";
import { type Reference, type Scope, storeColumn } from "./scope";

/** The statements that leave a store out, without the exceptions: what is missing, then the statement. */
export async function listStrays(statements: Iterable<string>): Promise<string[]> {
  const strays: string[] = [];
  for (const statement of statements) {
    const found = await findStrays(statement, exceptions);
    if (found.length > 0) strays.push(`${found.join("; ")}: ${statement}`);
  }
  return strays;
}

/**
 * Parses a statement as PostgreSQL does and checks each table that it names: the store must be given,
 * as an equality in WHERE or ON (also through another table's), among the inserted columns, and in
 * the key of ON CONFLICT. Statements that the database itself runs (foreign keys, triggers) are not seen here.
 * @returns where it is missing, each as "delete request by state"; empty if nothing is.
 * @throws SqlError if the text is not a statement.
 */
export async function findStrays(statement: string, excepted: Exception[]): Promise<string[]> {
  const { stmts = [] } = await parse(statement);
  const reader = new Reader();
  for (const { stmt } of stmts) reader.visit(stmt, undefined, new Set());
  return reader
    .unbound()
    .filter((reference) => !isExcepted(reference, excepted))
    .map(({ verb, table, columns }) => `${verb} ${table} by ${[...columns].sort().join(", ") || "nothing"}`);
}

/** The names from WITH clauses that a query sees. */
type Names = ReadonlySet<string>;

class Reader {
  private readonly references: Reference[] = [];
  /** If the first belongs to the given store, so does the second. */
  private readonly implications: [Term, Reference][] = [];

  /** The tables whose rows may belong to several stores. */
  unbound(): Reference[] {
    const bound = new Set<Term>(["given"]);
    for (let size = 0; size !== bound.size; ) {
      size = bound.size;
      for (const [from, to] of this.implications) if (bound.has(from)) bound.add(to);
    }
    return this.references.filter((reference) => reference.table && !bound.has(reference));
  }

  /** Walks any part of the tree; a query in it opens a scope of its own. */
  visit(part: unknown, scope: Scope | undefined, names: Names): void {
    if (Array.isArray(part)) for (const item of part) this.visit(item, scope, names);
    else if (part && typeof part === "object")
      for (const [kind, value] of Object.entries(part)) {
        if (kind === "SelectStmt") this.select(value as SelectStmt, scope, names);
        else if (kind === "InsertStmt") this.insert(value as InsertStmt, scope, names);
        else if (kind === "UpdateStmt") this.change("update", value as UpdateStmt, scope, names);
        else if (kind === "DeleteStmt") this.change("delete", value as DeleteStmt, scope, names);
        else if (kind === "MergeStmt" || kind === "TruncateStmt" || kind === "CopyStmt")
          throw new Error(`${kind} is not supported here`);
        else this.visit(value, scope, names);
      }
  }

  private select({ withClause, larg, rarg, ...query }: SelectStmt, around: Scope | undefined, outer: Names) {
    const names = this.with(withClause, around, outer);
    for (const side of [larg, rarg]) if (side) this.select(side, around, names);
    const scope: Scope = { references: [], around };
    for (const item of query.fromClause ?? []) this.from(item, scope, names);
    this.where(query.whereClause, scope);
    this.visit(query, scope, names);
  }

  private insert(
    { withClause, relation, cols, onConflictClause, selectStmt, ...rest }: InsertStmt,
    around: Scope | undefined,
    outer: Names,
  ) {
    const names = this.with(withClause, around, outer);
    const target = this.add("insert", relation, new Set());
    const scope: Scope = { references: target ? [target] : [], around };
    const column = storeColumn(target?.table ?? "");
    const isWritten = !cols || cols.some((col) => "ResTarget" in col && col.ResTarget.name === column);
    const key = onConflictClause?.infer?.indexElems;
    const isInKey = !key || key.some((part) => "IndexElem" in part && part.IndexElem.name === column);
    if (target && isWritten && isInKey) this.implications.push(["given", target]);
    this.visit(selectStmt, around, names);
    this.visit([onConflictClause, rest], scope, names);
  }

  private change(
    verb: "update" | "delete",
    { withClause, ...statement }: UpdateStmt & DeleteStmt,
    around: Scope | undefined,
    outer: Names,
  ) {
    const names = this.with(withClause, around, outer);
    const target = this.add(verb, statement.relation, new Set());
    const scope: Scope = { references: target ? [target] : [], around };
    for (const item of statement.fromClause ?? statement.usingClause ?? []) this.from(item, scope, names);
    this.where(statement.whereClause, scope);
    this.visit(statement, scope, names);
  }

  private with(clause: SelectStmt["withClause"], scope: Scope | undefined, outer: Names): Names {
    const ctes = (clause?.ctes ?? []).flatMap((cte) => ("CommonTableExpr" in cte ? [cte.CommonTableExpr] : []));
    const names = new Set([...outer, ...ctes.map(({ ctename = "" }) => ctename)]);
    for (const { ctequery } of ctes) this.visit(ctequery, scope, names);
    return names;
  }

  private add(verb: Reference["verb"], relation: RangeVar | undefined, names: Names): Reference | undefined {
    const { schemaname: schema = "public", relname = "", alias } = relation ?? {};
    if (schema === "pg_catalog" || schema === "information_schema" || relname.startsWith("pg_")) return undefined;
    const isWith = names.has(relname) && !relation?.schemaname;
    const table = schema === "public" ? relname : `${schema}.${relname}`;
    const reference = {
      name: alias?.aliasname ?? relname,
      table: isWith ? undefined : table,
      verb,
      columns: new Set<string>(),
    };
    this.references.push(reference);
    return reference;
  }

  /** Adds the tables in FROM. @returns the references of this part. */
  private from(item: Node, scope: Scope, names: Names): Reference[] {
    if ("JoinExpr" in item) {
      const { larg, rarg, quals, usingClause, jointype } = item.JoinExpr;
      const left = larg ? this.from(larg, scope, names) : [];
      const right = rarg ? this.from(rarg, scope, names) : [];
      const using = usingClause?.some((name) => "String" in name && name.String.sval === "store_id");
      const pairs = using ? left.flatMap((one) => right.map((two) => [one, two] as const)) : [];
      // The condition of an outer join does not restrict the rows of its outer side.
      const narrowed = { JOIN_LEFT: right, JOIN_RIGHT: left, JOIN_FULL: [] as Reference[] }[jointype as string];
      noteColumns(quals, scope);
      this.imply([...equalities(quals, scope), ...pairs], narrowed ?? scope.references);
      return [...left, ...right];
    }
    const alias =
      "RangeSubselect" in item
        ? item.RangeSubselect.alias
        : "RangeFunction" in item
          ? item.RangeFunction.alias
          : undefined;
    const derived: Reference = { name: alias?.aliasname ?? "", table: undefined, verb: "select", columns: new Set() };
    const reference = "RangeVar" in item ? this.add("select", item.RangeVar, names) : derived;
    if (reference) scope.references.push(reference);
    return reference ? [reference] : [];
  }

  private where(condition: Node | undefined, scope: Scope) {
    noteColumns(condition, scope);
    this.imply(equalities(condition, scope), scope.references);
  }

  private imply(found: Equality[], narrowed: Reference[]) {
    for (const [one, two] of found)
      for (const [from, to] of [
        [one, two],
        [two, one],
      ] as const)
        if (to !== "given" && narrowed.includes(to)) this.implications.push([from, to]);
  }
}
