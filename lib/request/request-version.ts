import { createHash } from "node:crypto";
import { validate } from "uuid";
import { database } from "@/lib/database";

/**
 * What a request's page polls: a word that changes whenever what the page shows does, whoever or whatever changed it.
 * @returns null for an unknown request and for another store's alike.
 */
export async function readRequestVersion({ storeId, requestId }: { storeId: string; requestId: string }) {
  if (!validate(requestId)) return null;
  // One statement of index look-ups, since it is asked every second. Raw, since Prisma would send five.
  const { rows } = await database().query(
    `SELECT state, due_at, assignee_id, matching_since,
            (SELECT string_agg(concat(source, record, state), ',' ORDER BY source, record) FROM request_record
              WHERE store_id = $1 AND request_id = $2) AS records,
            (SELECT max(id::text) FROM event WHERE store_id = $1 AND request_id = $2) AS event,
            (SELECT string_agg(concat(id, state, attempts), ',' ORDER BY id) FROM email WHERE store_id = $1 AND request_id = $2) AS emails,
            (SELECT string_agg(concat(number, state, rows), ',' ORDER BY number) FROM erasure_step WHERE store_id = $1 AND request_id = $2) AS steps,
            (SELECT string_agg(id::text, ',' ORDER BY id) FROM note WHERE store_id = $1 AND request_id = $2) AS notes,
            (SELECT string_agg(concat(id, state), ',' ORDER BY id) FROM export WHERE store_id = $1 AND request_id = $2) AS exports,
            (SELECT string_agg(concat(id, state, downloads, wrong_codes, expires_at), ',' ORDER BY id) FROM delivery
              WHERE store_id = $1 AND request_id = $2) AS deliveries
       FROM request WHERE store_id = $1 AND id = $2`,
    [storeId, requestId],
  );
  const [row] = rows;
  return row ? createHash("sha256").update(JSON.stringify(row)).digest("base64url").slice(0, 16) : null;
}
