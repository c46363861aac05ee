import type { A_Expr, Node } from "libpg-query";
import { type Reference, resolve, type Scope, storeColumn } from "./scope";

/** The store that a row belongs to: the given one, or that of another table's row. */
export type Term = "given" | Reference;

/** Two that belong to the same store. */
export type Equality = readonly [Term, Term];

/** The equalities between stores that hold whenever a condition does. */
export function equalities(condition: Node | undefined, scope: Scope): Equality[] {
  if (!condition) return [];
  if ("BoolExpr" in condition) {
    const parts = (condition.BoolExpr.args ?? []).map((part) => equalities(part, scope));
    if (condition.BoolExpr.boolop === "AND_EXPR") return parts.flat();
    if (condition.BoolExpr.boolop === "NOT_EXPR") return [];
    const [first = [], ...others] = parts;
    return first.filter(([one, two]) => others.every((part) => part.some(([a, b]) => a === one && b === two)));
  }
  if ("SubLink" in condition && condition.SubLink.subLinkType === "ANY_SUBLINK" && !condition.SubLink.operName)
    return items(condition.SubLink.testexpr).flatMap((item) => equal(term(item, scope), "given"));
  if ("A_Expr" in condition && isEquality(condition.A_Expr)) return compared(condition.A_Expr, scope);
  return [];
}

/** Records the columns that a condition names, except those inside its subqueries. */
export function noteColumns(part: unknown, scope: Scope): void {
  if (Array.isArray(part)) for (const item of part) noteColumns(item, scope);
  else if (part && typeof part === "object")
    for (const [kind, value] of Object.entries(part)) {
      if (kind === "subselect") continue;
      if (kind !== "ColumnRef") noteColumns(value, scope);
      else {
        const found = resolve((value as { fields?: Node[] }).fields, scope);
        if (found && scope.references.includes(found.reference)) found.reference.columns.add(found.column);
      }
    }
}

function isEquality({ kind, name }: A_Expr): boolean {
  const operator = name?.[0];
  const equals = !!operator && "String" in operator && operator.String.sval === "=";
  return equals && (kind === "AEXPR_OP" || kind === "AEXPR_OP_ANY" || kind === "AEXPR_IN");
}

/** `a = b`, `a = ANY (b)`, `a IN (b, c)`, and the same for rows. */
function compared({ kind, lexpr, rexpr }: A_Expr, scope: Scope): Equality[] {
  const left = items(lexpr);
  const rows = (kind === "AEXPR_IN" ? list(rexpr) : [rexpr]).map(items);
  return left.flatMap((item, index) => {
    const terms = rows.map((row) => term(row[index], scope));
    const [first] = terms;
    return terms.every((other) => other === first) ? equal(term(item, scope), first) : [];
  });
}

function equal(one: Term | undefined, two: Term | undefined): Equality[] {
  return one && two && one !== two ? [[one, two]] : [];
}

function term(node: Node | undefined, scope: Scope): Term | undefined {
  if (!node) return undefined;
  if ("TypeCast" in node) return term(node.TypeCast.arg, scope);
  // The result of a subquery, or rows of a WITH: what they read is checked on its own.
  if ("ParamRef" in node || "A_Const" in node || "SubLink" in node) return "given";
  if (!("ColumnRef" in node)) return undefined;
  const found = resolve(node.ColumnRef.fields, scope);
  if (!found) return undefined;
  const { table } = found.reference;
  if (!table) return "given";
  return found.column === storeColumn(table) ? found.reference : undefined;
}

function items(node: Node | undefined): Node[] {
  if (!node) return [];
  return "RowExpr" in node ? (node.RowExpr.args ?? []) : [node];
}

function list(node: Node | undefined): Node[] {
  return node && "List" in node ? (node.List.items ?? []) : [];
}
