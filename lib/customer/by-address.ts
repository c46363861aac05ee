import { database } from "@/lib/database";
import { storedForms } from "@/lib/email-address";

/**
 * SQL: whether an order goes by its email address alone. An order that is tied to an account does not, nor does one
 * whose address changed hands so that nobody can tell who placed it.
 */
export const GOES_BY_ADDRESS = "customer_id IS NULL AND tie IS NULL";

/**
 * SQL: whether what was written under an address at a time is of an account that has another address by now. Whoever
 * holds the address today is a stranger to it.
 * @param email SQL of the address, in its normal form.
 * @param at SQL of the time.
 * @param exceptFor SQL of the ids of the customers who may have it all the same.
 */
export function isOfFormerHolder(email: string, at: string, exceptFor: string): string {
  return `EXISTS (SELECT FROM former_address f JOIN customer holder ON holder.store_id = f.store_id AND holder.id = f.customer_id
     WHERE f.store_id = $1 AND f.email_normalized = ${email} AND f.replaced_at >= ${at}
       AND f.customer_id <> ALL(${exceptFor}) AND holder.email_normalized IS DISTINCT FROM f.email_normalized)`;
}

/**
 * Since when an address may be its present holder's: what is older belongs to an account that gave it up. Undefined
 * where no account did.
 */
export async function addressFreeSince(storeId: string, emailNormalized: string): Promise<Date | undefined> {
  const { rows } = await database().query(
    `SELECT max(f.replaced_at) AS "replacedAt"
       FROM former_address f JOIN customer holder ON holder.store_id = f.store_id AND holder.id = f.customer_id
      WHERE f.store_id = $1 AND f.email_normalized = ANY($2::text[])
        AND holder.email_normalized IS DISTINCT FROM f.email_normalized`,
    [storeId, storedForms(emailNormalized)],
  );
  const [row] = rows as { replacedAt: Date | null }[];
  return row?.replacedAt ?? undefined;
}
