import type { Transaction } from "@/lib/database";

/**
 * Writes rows in one statement, however many: PostgreSQL reads them from one JSON parameter by the
 * table's own types. Rows with the same key are replaced.
 * @param rows all with the same fields, by the names of Prisma's schema.
 */
export async function putRows(
  transaction: Transaction,
  table: "customer" | "address" | "consent" | "former_address" | "order" | "order_line",
  key: string[],
  rows: object[],
): Promise<void> {
  if (rows.length === 0) return;
  const fields = Object.keys(rows[0] ?? {});
  const columns = fields.map(quote).join(", ");
  const replaced = fields.filter((field) => !key.includes(field));
  const json = JSON.stringify(
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [snake(k), v]))),
  );
  await transaction.$executeRawUnsafe(
    `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM json_populate_recordset(null::"${table}", $1::json)
     ON CONFLICT (${key.map(quote).join(", ")}) DO UPDATE SET ${replaced.map((field) => `${quote(field)} = excluded.${quote(field)}`).join(", ")}`,
    json,
  );
}

/** Notes which shop rows are of, also of those that the file changes in nothing else; nothing where nobody said. */
export async function putOrigin(
  transaction: Transaction,
  storeId: string,
  table: "customer" | "order",
  ids: string[],
  origin: string | null,
): Promise<void> {
  if (origin === null) return;
  await transaction.$executeRawUnsafe(
    `UPDATE "${table}" SET origin = $1 WHERE store_id = $2::uuid AND id = ANY($3::uuid[]) AND origin IS DISTINCT FROM $1`,
    ...[origin, storeId, ids],
  );
}

/** One import at a time writes to a store: a second waits for the first's batch, then sees its rows. */
export async function lockStore(transaction: Transaction, storeId: string): Promise<void> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`import:${storeId}`}, 0))`;
}

/** A batch may hold an order of very many lines. */
export const batchOptions = { timeout: 300_000, maxWait: 60_000 };

function quote(field: string): string {
  return `"${snake(field)}"`;
}

function snake(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
