import type { Transaction } from "@/lib/database";

/** Who ordered as a guest and made an account since is one person: requests follow them. */
export async function absorbGuests(transaction: Transaction, storeId: string, accountIds: string[]) {
  if (accountIds.length === 0) return;
  await transaction.$executeRaw`
    UPDATE "request" SET "customer_id" = account."id"
    FROM "customer" AS guest JOIN "customer" AS account
      ON account."store_id" = guest."store_id" AND account."email_normalized" = guest."email_normalized"
    WHERE "request"."store_id" = ${storeId}::uuid AND "request"."customer_id" = guest."id"
      AND guest."store_id" = ${storeId}::uuid AND guest."kind" = 'guest'
      AND account."kind" = 'account' AND account."id" = ANY(${accountIds}::uuid[])`;
  await transaction.$executeRaw`
    DELETE FROM "customer" AS guest USING "customer" AS account
    WHERE guest."store_id" = ${storeId}::uuid AND guest."kind" = 'guest'
      AND account."store_id" = ${storeId}::uuid AND account."kind" = 'account'
      AND account."email_normalized" = guest."email_normalized" AND account."id" = ANY(${accountIds}::uuid[])
      AND NOT EXISTS (SELECT 1 FROM "order" WHERE "order"."store_id" = guest."store_id" AND "order"."customer_id" = guest."id")`;
}
