import { v7 as uuidv7 } from "uuid";
import { database } from "@/lib/database";
import { idOfTime } from "./id-of-time";
import { dropKeys, makeKeys } from "./keys";
import { madeUpName } from "./made-up-name";

/**
 * Fills a store with customers, an order and a request of each, and twenty smaller stores beside it.
 * Names are drawn from some thousands, unevenly, as people's are.
 * @returns the store's id.
 */
export async function fillStore(rows: number): Promise<string> {
  const storeId = uuidv7();
  const made = await dropKeys();
  await fill(storeId, rows);
  for (let index = 0; index < 20; index++) await fill(uuidv7(), Math.ceil(rows / 200));
  await makeKeys(made);
  return storeId;
}

/** When the customer and the order with a number are made, and the request. */
const CUSTOMER_AT = "now() - number * interval '37 seconds'";
const REQUEST_AT = "now() - number * interval '41 seconds'";

async function fill(storeId: string, rows: number) {
  const { execute } = database();
  await execute(`
    INSERT INTO store (id, slug, name) VALUES ('${storeId}', '${storeId}', 'Bench');
    CREATE TEMP TABLE person AS
      SELECT number, ${idOfTime(CUSTOMER_AT)} AS id, first, last,
             first || '.' || last || number || '@shop' || (number % 97) || '.example' AS email,
             '+49 30 ' || lpad((number::bigint * 7919 % 10000000)::text, 7, '0') AS phone
        FROM (SELECT number, ${madeUpName("number * 31", 60)} AS first, ${madeUpName("number * 17 + 5", 3000)} AS last
                FROM generate_series(1, ${rows}) AS number) AS named;
    INSERT INTO customer (store_id, id, kind, platform_id, email, email_normalized, email_mailable, phone, first_name,
                          last_name, search_text, created_at, updated_at)
      SELECT '${storeId}', id, 'account', number, email, email, true, phone, initcap(first), initcap(last),
             first || ' ' || last || ' ' || email || ' ' || number || ' ' || phone || ' ' || regexp_replace(phone, '\\D', '', 'g'),
             ${CUSTOMER_AT}, now()
        FROM person;
    INSERT INTO "order" (store_id, id, platform_id, name, name_normalized, customer_id, placed_at, currency, subtotal,
                         shipping, taxes, discount, total)
      SELECT '${storeId}', ${idOfTime(CUSTOMER_AT)}, number, '#' || (1000 + number), (1000 + number)::text, id,
             ${CUSTOMER_AT}, 'EUR', 10, 0, 0, 0, 10
        FROM person;
    INSERT INTO request (store_id, id, reference, type, source, state, person_key, email, email_normalized, customer_id,
                         customer_name, locale, search_text, created_at, due_at)
      SELECT '${storeId}', ${idOfTime(REQUEST_AT)}, reference, 'export', (ARRAY['guest', 'signed_in', 'staff']::request_source[])[1 + number % 3],
             CASE WHEN number % 100 = 0 THEN 'unverified' WHEN number % 50 = 1 THEN 'open' WHEN number % 40 = 2 THEN 'refused'
                  WHEN number % 30 = 3 THEN 'cancelled' ELSE 'answered' END::request_state,
             'email:' || email, email, email, id, initcap(first || ' ' || last), 'en',
             lower(reference) || ' ' || email || ' ' || first || ' ' || last,
             ${REQUEST_AT}, ${REQUEST_AT} + interval '30 days'
        FROM (SELECT *, 'DR-' || upper(substr(md5('${storeId}' || number), 1, 4)) || '-' || upper(substr(md5(number::text), 1, 8)) AS reference
                FROM person) AS asked;
    DROP TABLE person;`);
}
