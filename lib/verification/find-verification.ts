import { prisma, type Transaction } from "@/lib/database";
import { hashToken, isToken } from "@/lib/token";

/** Why a link verifies nothing. */
export type DeadLink = "used" | "expired" | "cancelled" | "unknown";

/**
 * The request that a verification link is for, as long as the link can verify it; otherwise why
 * not, and nothing else. Changes nothing.
 */
export async function findVerification(storeId: string, token: string, database: Transaction = prisma()) {
  if (!isToken(token)) return dead("unknown");
  const verification = await database.verification.findUnique({
    where: { storeId_tokenHash: { storeId, tokenHash: hashToken(token) } },
    select: {
      usedAt: true,
      expiresAt: true,
      request: {
        select: {
          id: true,
          reference: true,
          type: true,
          state: true,
          email: true,
          emailNormalized: true,
          emailVerified: true,
          browserHash: true,
          createdAt: true,
        },
      },
    },
  });
  if (!verification) return dead("unknown");
  const { request, usedAt, expiresAt } = verification;
  if (request.state === "cancelled") return dead("cancelled");
  const waits = request.state === "unverified" || (request.state === "open" && !request.emailVerified);
  if (usedAt || !waits) return dead("used");
  if (expiresAt.getTime() <= Date.now()) return dead("expired");
  return { status: "live" as const, request };
}

function dead(status: DeadLink) {
  return { status };
}
