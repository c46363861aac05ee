import { database } from "@/lib/database";
import { normalizeOrderName } from "@/lib/search/fold-text";
import { cleanQuery, matchesWords } from "@/lib/search/search-query";

/** An order that is no customer's, as a list shows it. The total is a decimal string. */
export interface LooseOrder {
  id: string;
  name: string;
  placedAt: Date;
  currency: string;
  total: string;
  /** Whom it was billed or sent to. */
  person: string | null;
  phone: string | null;
  email: string | null;
}

/** SQL of a `LooseOrder`. */
export const LOOSE_COLUMNS = `id, name, placed_at AS "placedAt", currency, total::text,
  coalesce(billing_address ->> 'name', shipping_address ->> 'name') AS person,
  coalesce(phone, billing_address ->> 'phone', shipping_address ->> 'phone') AS phone, email`;

const MAX_ROWS = 20;

/**
 * The newest orders that no customer has, because they name no email address or because nobody can tell who held it then:
 * by their number, or by names and phone numbers in them, however spelled.
 * @param search as it was typed.
 */
export async function searchOrders(storeId: string, search: string): Promise<LooseOrder[]> {
  const typed = cleanQuery(search);
  if (!typed) return [];
  const values: unknown[] = [storeId, normalizeOrderName(typed)];
  const matches = matchesWords(typed, (value) => `$${values.push(value)}`);
  const { rows } = await database().query(
    `SELECT ${LOOSE_COLUMNS} FROM "order" WHERE store_id = $1 AND id IN (
       SELECT id FROM "order" WHERE store_id = $1 AND name_normalized = $2
       UNION
       (SELECT id FROM "order" WHERE store_id = $1 AND search_text IS NOT NULL AND ${matches} LIMIT 2000)
     ) AND customer_id IS NULL AND (email_normalized IS NULL OR tie = 'disputed')
     ORDER BY placed_at DESC, id DESC LIMIT ${MAX_ROWS}`,
    values,
  );
  return rows as LooseOrder[];
}
