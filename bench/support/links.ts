import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { createToken, hashToken } from "@/lib/token";
import type { RigStore } from "@/test/harness/stores";

/** A link that verifies a request of its own. */
export interface VerificationLink {
  store: string;
  token: string;
  path: string;
}

/** Writes unverified requests, each of a person of its own, spread over the stores, with a link each. */
export async function makeLinks(databaseUrl: string, stores: RigStore[], count: number): Promise<VerificationLink[]> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const links = Array.from({ length: count }, (_, number) => {
    const store = stores[number % stores.length] as RigStore;
    const token = createToken();
    return {
      store: store.slug,
      storeId: store.id,
      token,
      path: `/s/${store.slug}/verify/${token}`,
      id: uuidv7(),
      number,
    };
  });
  await client.query(
    `WITH link AS (SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::int[]) AS link (store_id, id, hash, number)),
     made AS (
       INSERT INTO request (store_id, id, reference, type, source, state, person_key, email, email_normalized, locale,
                            search_text, created_at, due_at)
       SELECT store_id, id, 'DR-' || number, 'export', 'guest', 'unverified', 'email:guest-' || number || '@mail.example',
              'guest-' || number || '@mail.example', 'guest-' || number || '@mail.example', 'en',
              'dr-' || number || ' guest-' || number || '@mail.example', now(), now() + interval '30 days'
       FROM link)
     INSERT INTO verification (store_id, token_hash, request_id, created_at, expires_at)
     SELECT store_id, hash, id, now(), now() + interval '1 day' FROM link`,
    [
      links.map(({ storeId }) => storeId),
      links.map(({ id }) => id),
      links.map(({ token }) => Buffer.from(hashToken(token))),
      links.map(({ number }) => number),
    ],
  );
  await client.query("VACUUM ANALYZE");
  await client.end();
  return links;
}
