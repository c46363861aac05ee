import { database } from "@/lib/database";
import { createToken, hashToken } from "@/lib/token";

/** How long a verification link is valid, from the moment it is sent. */
export const VERIFICATION_LIFETIME_HOURS = 24;

/**
 * Creates a verification link's token at the moment of sending; only its hash is stored. Earlier links
 * stay valid, so that nobody can void a victim's link by asking again.
 * @returns the token, or undefined when there is nothing to verify (any more): a guest's request waits for it, and so
 * does an open one whose address nobody has proved.
 */
export async function mintVerification(storeId: string, requestId: string): Promise<string | undefined> {
  const token = createToken();
  const expiresAt = new Date(Date.now() + VERIFICATION_LIFETIME_HOURS * 3_600_000);
  // One statement, so that no request is verified between the look and the write.
  const minted = await database().query(
    `INSERT INTO verification (store_id, token_hash, request_id, expires_at)
     SELECT store_id, $3, id, $4
     FROM request WHERE store_id = $1 AND id = $2
       AND (state = 'unverified' OR (state = 'open' AND NOT email_verified AND email IS NOT NULL))`,
    [storeId, requestId, hashToken(token), expiresAt.toISOString()],
  );
  return minted.rowCount === 1 ? token : undefined;
}
