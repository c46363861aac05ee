import type { Transaction } from "@/lib/database";

/**
 * Decides whose the orders under some addresses are that their platform ties to nobody. Where an account had the address
 * when the order was placed and has another by now, the order is tied to the account: it keeps its orders, and a stranger
 * who takes the address gets none. Where the address changed hands between two files, and the order was placed between
 * them, nobody can tell: the order is disputed, and goes to neither. All others go by their address.
 * @param emails in their normal form.
 */
export async function resolveOwners(transaction: Transaction, storeId: string, emails: string[]): Promise<void> {
  if (emails.length === 0) return;
  await transaction.$executeRaw`
    WITH candidate AS (
      SELECT id, email_normalized, placed_at FROM "order"
      WHERE store_id = ${storeId}::uuid AND customer_id IS NULL AND email_normalized = ANY(${emails}::text[])
      UNION ALL
      SELECT id, email_normalized, placed_at FROM "order"
      WHERE store_id = ${storeId}::uuid AND tie IS NOT NULL AND email_normalized = ANY(${emails}::text[]) AND customer_id IN (
        SELECT customer_id FROM former_address
        WHERE store_id = ${storeId}::uuid AND email_normalized = ANY(${emails}::text[]))
    ), owner AS (
      SELECT candidate.id, former.customer_id, former.customer_id IS NOT NULL AND EXISTS (
               -- Another account that had the address by then, by what the files say.
               SELECT FROM customer AS other
               WHERE other.store_id = ${storeId}::uuid AND other.kind = 'account' AND other.id <> former.customer_id
                 AND other.email_normalized = candidate.email_normalized
                 AND coalesce((SELECT max(replaced_at) FROM former_address AS earlier
                                WHERE earlier.store_id = ${storeId}::uuid AND earlier.customer_id = other.id), other.created_at)
                     <= CASE WHEN placed_at <= former.confirmed_until THEN former.confirmed_until ELSE former.replaced_at END
             ) AS shared, placed_at > former.confirmed_until AS late
      FROM candidate LEFT JOIN LATERAL (
        SELECT customer_id, confirmed_until, replaced_at FROM former_address
        WHERE store_id = ${storeId}::uuid AND email_normalized = candidate.email_normalized
          AND replaced_at >= candidate.placed_at
        ORDER BY replaced_at LIMIT 1
      ) AS former ON true
    ), decided AS (
      SELECT id, CASE WHEN NOT shared THEN customer_id END AS customer_id,
             CASE WHEN customer_id IS NULL THEN NULL WHEN NOT shared THEN 'former_address' WHEN late THEN 'disputed' END AS tie
      FROM owner
    )
    UPDATE "order" SET customer_id = decided.customer_id, tie = decided.tie
    FROM decided
    WHERE "order".store_id = ${storeId}::uuid AND "order".id = decided.id
      AND ("order".customer_id, "order".tie) IS DISTINCT FROM (decided.customer_id, decided.tie)`;
}
