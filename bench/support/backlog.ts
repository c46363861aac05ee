import pg from "pg";
import { PgBoss } from "pg-boss";
import { v7 as uuidv7 } from "uuid";
import type { RigStore } from "@/test/harness/stores";

/**
 * Puts guests' requests, each with its event and its `notify` job, as they stand after guests have asked
 * while no worker ran.
 * @returns the guests' e-mail addresses.
 */
export async function fillBacklog(databaseUrl: string, stores: RigStore[], count: number, run: string) {
  const guests = Array.from({ length: count }, (_, number) => ({
    storeId: stores[number % stores.length]?.id ?? "",
    eventId: uuidv7(),
    requestId: uuidv7(),
    email: `${run}-${number}@mail.example`,
  }));
  const client = new pg.Client(databaseUrl);
  const boss = new PgBoss({ connectionString: databaseUrl, supervise: false, schedule: false });
  await client.connect();
  try {
    await client.query(INSERT_REQUESTS, [JSON.stringify(guests)]);
    await boss.start();
    const jobs = guests.map(({ storeId, eventId }) => ({ data: { storeId, eventId } }));
    for (let from = 0; from < count; from += 1000) await boss.insert("notify", jobs.slice(from, from + 1000));
    await client.query("ANALYZE");
  } finally {
    await boss.stop({ graceful: false });
    await client.end();
  }
  return guests.map(({ email }) => email);
}

const INSERT_REQUESTS = `WITH guest AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS guest ("storeId" uuid, "eventId" uuid, "requestId" uuid, email text)
  ), request AS (
    INSERT INTO request (store_id, id, reference, type, source, state, person_key, email, email_normalized, locale,
                         search_text, due_at)
    SELECT "storeId", "requestId", "requestId"::text, 'export', 'guest', 'unverified', 'email:' || email, email, email,
           'en', email, now() + interval '1 month'
    FROM guest
  )
  INSERT INTO event (store_id, id, request_id, type, actor_kind)
  SELECT "storeId", "eventId", "requestId", 'request_made', 'customer' FROM guest`;
