import { database } from "@/lib/database";
import { hasExpired } from "@/lib/expiry";
import { hashToken, isToken } from "@/lib/token";
import type { Request } from "@/prisma/generated/client";

/** Why a link verifies nothing. */
export type DeadLink = "used" | "expired" | "cancelled" | "unknown";

/** What a link shows of the request that it is for. */
export type LinkedRequest = Pick<
  Request,
  "id" | "reference" | "type" | "state" | "email" | "emailNormalized" | "emailVerified" | "browserHash" | "createdAt"
>;

/**
 * The request that a verification link is for, as long as the link can verify it; otherwise why
 * not, and nothing else. Changes nothing.
 */
export async function findVerification(
  storeId: string,
  token: string,
): Promise<{ status: DeadLink } | { status: "live"; request: LinkedRequest }> {
  if (!isToken(token)) return { status: "unknown" };
  const { rows } = await database().prepared(
    `SELECT verification.used_at AS "usedAt", verification.expires_at AS "expiresAt", request.id, reference, type, state,
            email, email_normalized AS "emailNormalized", email_verified AS "emailVerified",
            browser_hash AS "browserHash", request.created_at AS "createdAt"
     FROM verification
     JOIN request ON request.store_id = verification.store_id AND request.id = verification.request_id
     WHERE verification.store_id = $1 AND verification.token_hash = $2`,
    [storeId, hashToken(token)],
  );
  const [found] = rows as (LinkedRequest & { usedAt: Date | null; expiresAt: Date })[];
  if (!found) return { status: "unknown" };
  const { usedAt, expiresAt, ...request } = found;
  if (request.state === "cancelled") return { status: "cancelled" };
  const waits = request.state === "unverified" || (request.state === "open" && !request.emailVerified);
  if (usedAt || !waits) return { status: "used" };
  if (hasExpired(expiresAt)) return { status: "expired" };
  return { status: "live", request };
}
