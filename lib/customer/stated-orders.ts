import { database } from "@/lib/database";

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
