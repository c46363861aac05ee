import { database } from "@/lib/database";
import { storedForms } from "@/lib/email-address";
import { GOES_BY_ADDRESS } from "./by-address";

/**
 * How many orders a customer has by the platform's own count, the customers file's column "Total Orders"; undefined where
 * no file says so. Orders that name no email address, or one that the account had before the first import, are counted
 * there too.
 */
export async function findStatedOrders(storeId: string, customerId: string): Promise<number | undefined> {
  const { rows } = await database().query(
    `SELECT attributes ->> 'Total Orders' AS stated FROM customer WHERE store_id = $1 AND id = $2::uuid`,
    [storeId, customerId],
  );
  const [row] = rows as { stated: string | null }[];
  return /^\d{1,9}$/.test(row?.stated?.trim() ?? "") ? Number(row?.stated) : undefined;
}

/** How many orders the platform counts and how many are known here, where that is fewer; undefined otherwise. */
export async function findOrderShortfall(
  storeId: string,
  { id, emailNormalized }: { id: string; emailNormalized: string | null },
): Promise<{ stated: number; found: number } | undefined> {
  const stated = await findStatedOrders(storeId, id);
  if (!stated) return undefined;
  // Not counted further than the platform's own count.
  const { rows } = await database().query(
    `SELECT count(*)::int AS found FROM (
       (SELECT FROM "order" WHERE store_id = $1 AND customer_id = $2::uuid LIMIT $4::int)
       UNION ALL
       (SELECT FROM "order" WHERE store_id = $1 AND email_normalized = ANY($3::text[]) AND ${GOES_BY_ADDRESS} LIMIT $4::int)
     ) AS own`,
    [storeId, id, emailNormalized === null ? [] : storedForms(emailNormalized), stated],
  );
  const [{ found } = { found: 0 }] = rows as { found: number }[];
  return found < stated ? { stated, found } : undefined;
}
