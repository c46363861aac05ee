import { v7 as uuidv7 } from "uuid";
import { customerSearchText } from "@/lib/customer/customer-search-text";
import { database } from "@/lib/database";
import { buildSearchText } from "@/lib/search/fold-text";
import { dropKeys, makeKeys } from "./keys";

/** Who is assigned a twentieth of the requests, one in two thousand, and none. */
export const assignees = { many: uuidv7(), some: uuidv7(), none: uuidv7() };

/** A store with a tenth of the rows. */
export const tenthStoreId = uuidv7();

const BATCH_ROWS = 5000;

/**
 * Fills a store with customers who have an address, an order and a request each, one with a tenth of them, and twenty smaller ones.
 * Names are drawn unevenly from some thousands, as people's are, and towns from fifteen.
 * @returns the store's id.
 */
export async function fillStore(rows: number): Promise<string> {
  const storeId = uuidv7();
  const keys = await dropKeys();
  await fill(storeId, rows);
  await fill(tenthStoreId, Math.ceil(rows / 10));
  for (let index = 0; index < 20; index++) await fill(uuidv7(), Math.ceil(rows / 200));
  await makeKeys(keys);
  return storeId;
}

async function fill(storeId: string, rows: number) {
  const now = Date.now();
  await database().query("INSERT INTO store (id, slug, name) VALUES ($1::uuid, $1::uuid::text, 'Bench')", [storeId]);
  // The oldest first: ids and rows are in the order of time, as the app makes them.
  for (let left = rows; left > 0; left -= BATCH_ROWS) {
    const people = Array.from({ length: Math.min(BATCH_ROWS, left) }, (_, index) => makePerson(left - index, now));
    await database().query(INSERT, [storeId, JSON.stringify(people), assignees.many, assignees.some]);
  }
}

function makePerson(number: number, now: number) {
  const at = now - number * 37_000;
  const [firstName, lastName] = [makeName(number * 31, 60), makeName(number * 17 + 5, 3000)];
  const email = `${firstName}.${lastName}${number}@shop${number % 97}.example`.toLowerCase();
  const phone = `+49 30 ${String((number * 7919) % 10_000_000).padStart(7, "0")}`;
  const city = TOWNS[number % TOWNS.length] as string;
  const postalCode = String(10_000 + ((number * 104_729) % 90_000));
  // Another one for each number, unlike random ones, of which two in a million may be the same.
  const code = (Math.imul(number, 2_654_435_761) >>> 0).toString(36).toUpperCase().padStart(8, "0");
  const reference = `DR-${code.slice(0, 4)}-${code.slice(4)}`;
  return {
    ...{ number, at: new Date(at), id: uuidv7({ msecs: at }), orderId: uuidv7({ msecs: at }) },
    ...{ addressId: uuidv7({ msecs: at }), requestId: uuidv7({ msecs: at }) },
    ...{ firstName, lastName, email, phone, city, postalCode, reference },
    customerText: customerSearchText({ firstName, lastName, email, phone, platformId: String(number) }, [
      { city, postalCode },
    ]),
    requestText: buildSearchText([reference, email, `${firstName} ${lastName}`]),
  };
}

/** A name of three syllables, one of about `count`, the first ones far more often. */
function makeName(seed: number, count: number): string {
  const pick = Math.floor(Math.sin(seed) ** 2 * count);
  const syllable = (divisor: number) => SYLLABLES[Math.floor(pick / divisor) % SYLLABLES.length] as string;
  const name = syllable(1) + syllable(20) + syllable(3);
  return (name[0] as string).toUpperCase() + name.slice(1);
}

const SYLLABLES = "ma ri an der so fi el ko wal ski ta no ber gu lin hu ze pa ol ven".split(" ");
const TOWNS =
  "Hamburg München Köln Leipzig Göteborg Łódź Bergen Salzburg Zürich Lyon Porto Gdańsk Aarhus Tampere Bristol".split(
    " ",
  );

const INSERT = `WITH person AS (
    SELECT * FROM jsonb_to_recordset($2::jsonb) AS person (number int, at timestamptz, id uuid, "orderId" uuid,
      "addressId" uuid, "requestId" uuid, "firstName" text, "lastName" text, email text, phone text, city text,
      "postalCode" text, reference text, "customerText" text, "requestText" text)
  ), customers AS (
    INSERT INTO customer (store_id, id, kind, platform_id, email, email_normalized, email_mailable, phone, first_name,
                          last_name, search_text, created_at, updated_at)
    SELECT $1::uuid, id, 'account', number, email, email, true, phone, "firstName", "lastName", "customerText", at, at FROM person
  ), addresses AS (
    INSERT INTO address (store_id, id, customer_id, platform_id, is_default, city, postal_code, country)
    SELECT $1::uuid, "addressId", id, 'default', true, city, "postalCode", CASE WHEN number % 20000 = 7 THEN 'LU' ELSE 'DE' END FROM person
  ), orders AS (
    INSERT INTO "order" (store_id, id, platform_id, name, name_normalized, customer_id, placed_at, currency, subtotal,
                         shipping, taxes, discount, total)
    SELECT $1::uuid, "orderId", number, '#' || (1000 + number), (1000 + number)::text, id, at, 'EUR', 10, 0, 0, 0, 10 FROM person
  ), requests AS (
    INSERT INTO request (store_id, id, reference, type, source, state, person_key, email, email_normalized, customer_id,
                         customer_name, assignee_id, locale, search_text, created_at, due_at, closed_at)
    SELECT $1::uuid, "requestId", reference, 'export', (ARRAY['guest', 'signed_in', 'staff']::request_source[])[1 + number % 3],
           CASE WHEN number % 100 = 0 THEN 'unverified' WHEN number % 50 = 1 THEN 'open' WHEN number % 40 = 2 THEN 'refused'
                WHEN number % 30 = 3 THEN 'cancelled' ELSE 'answered' END::request_state,
           'email:' || email, email, email, id, "firstName" || ' ' || "lastName",
           CASE WHEN number % 2000 = 1 THEN $4::uuid WHEN number % 20 = 3 THEN $3::uuid END, 'en', "requestText", at, at + interval '30 days',
           CASE WHEN number % 100 = 0 OR number % 50 = 1 THEN NULL ELSE least(at + number % 40 * interval '1 day', now()) END
      FROM person
  )
  INSERT INTO request_record (store_id, request_id, source, record, reason, actor_kind)
  SELECT $1::uuid, "requestId", 'dossier-database', 'customer:' || id, 'address', 'system' FROM person`;
