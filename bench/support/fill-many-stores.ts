import { database } from "@/lib/database";
import { idOfTime } from "./id-of-time";
import { dropKeys, largeTables, makeKeys } from "./keys";
import { madeUpName } from "./made-up-name";

/**
 * Fills the large tables with rows of many stores, unevenly: the first of 10,000 stores has a
 * twentieth of all, the last half some dozens each. A fifth are customers, three tenths their orders,
 * a fifth their requests, three tenths the requests' events.
 * @param rows of all large tables together.
 */
export async function fillManyStores(rows: number, stores: number): Promise<void> {
  const people = Math.round(rows / 5);
  // Filled first and indexed then, as a restored database is.
  const made = await dropKeys();
  await database().execute(`
    INSERT INTO store (id, slug, name)
      SELECT ${storeIdOf("n")}, 'store-' || n, 'Store ' || n FROM generate_series(1, ${stores}) AS n;
    CREATE TEMP TABLE person ON COMMIT DROP AS
      SELECT number, ${storeIdOf(`1 + floor(${stores} * power(abs(hashint4(number)::float8) / 2147483648, 3))::int`)} AS store_id,
             ${idOfTime("at")} AS id, ${idOfTime("at")} AS request_id, at, first, last,
             first || '.' || last || number || '@shop' || (number % 97) || '.example' AS email,
             '+49 30 ' || lpad((number::bigint * 7919 % 10000000)::text, 7, '0') AS phone,
             'DR-' || upper(substr(md5(number::text), 1, 4)) || '-' || upper(substr(md5(number::text), 5, 8)) AS reference
        FROM (SELECT number, now() - number * interval '${(4 * 365 * 86_400) / people} seconds' AS at,
                     ${madeUpName("number * 31", 60)} AS first, ${madeUpName("number * 17 + 5", 3000)} AS last
                FROM generate_series(1, ${people}) AS number) AS named;
    INSERT INTO customer (store_id, id, kind, platform_id, email, email_normalized, email_mailable, phone, first_name,
                          last_name, search_text, created_at, updated_at)
      SELECT store_id, id, 'account', number, email, email, true, phone, initcap(first), initcap(last),
             first || ' ' || last || ' ' || email || ' ' || number || ' ' || phone || ' ' || regexp_replace(phone, '\\D', '', 'g'),
             at, now()
        FROM person;
    INSERT INTO "order" (store_id, id, platform_id, name, name_normalized, customer_id, email, email_normalized, placed_at,
                         currency, subtotal, shipping, taxes, discount, total)
      SELECT store_id, ${idOfTime("at")}, number || '-' || n, '#' || 2 * number + n, (2 * number + n)::text, id, email, email,
             at + n * interval '1 day', 'EUR', 10, 0, 0, 0, 10
        FROM person, generate_series(1, 1 + number % 2) AS n;
    INSERT INTO request (store_id, id, reference, type, source, state, person_key, email, email_normalized, customer_id,
                         customer_name, locale, search_text, created_at, due_at, closed_at)
      SELECT store_id, request_id, reference, 'export', (ARRAY['guest', 'signed_in', 'staff']::request_source[])[1 + number % 3],
             state::request_state, 'email:' || email, email, email, id, initcap(first || ' ' || last), 'en',
             lower(reference) || ' ' || email || ' ' || first || ' ' || last, at, at + interval '30 days',
             CASE WHEN state IN ('answered', 'refused', 'cancelled') AND at > now() - interval '35 months' THEN at + interval '9 days' END
        FROM (SELECT *, CASE WHEN at > now() - interval '6 days' THEN 'unverified' WHEN at > now() - interval '30 days' THEN 'open'
                             WHEN number % 40 = 2 THEN 'refused' WHEN number % 30 = 3 THEN 'cancelled' ELSE 'answered' END AS state
                FROM person) AS asked;
    INSERT INTO event (store_id, id, request_id, type, actor_kind, at)
      SELECT store_id, ${idOfTime("at + n * interval '1 hour'")}, request_id, (ARRAY['request_made', 'request_verified'])[n], 'customer', at + n * interval '1 hour'
        FROM person, generate_series(1, 1 + number % 2) AS n;`);
  await makeKeys(made);
}

/** Makes the large tables anew in hash partitions by store, with the same keys, and moves their rows there. */
export async function partitionByStore(partitions: number): Promise<void> {
  const { execute } = database();
  const made = await dropKeys();
  for (const table of largeTables) {
    await execute(`
      ALTER TABLE "${table}" RENAME TO "${table}_whole";
      CREATE TABLE "${table}" (LIKE "${table}_whole" INCLUDING DEFAULTS) PARTITION BY HASH (store_id);`);
    for (let part = 0; part < partitions; part++)
      await execute(
        `CREATE TABLE "${table}_p${part}" PARTITION OF "${table}" FOR VALUES WITH (MODULUS ${partitions}, REMAINDER ${part})`,
      );
    await execute(`INSERT INTO "${table}" SELECT * FROM "${table}_whole"; DROP TABLE "${table}_whole"`);
  }
  await makeKeys(made);
}

/** SQL for the id of the store with a number: a version 4 id, made of its hash. */
function storeIdOf(number: string): string {
  return `overlay(overlay(md5('store ' || ${number}) placing '4' from 13) placing '8' from 17)::uuid`;
}
