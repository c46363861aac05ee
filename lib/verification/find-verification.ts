import { prisma } from "@/lib/database";
import { hasExpired } from "@/lib/expiry";
import { hashToken, isToken } from "@/lib/token";
import type { Request } from "@/prisma/generated/client";

/** For how long a used link shows what became of its request. */
const CONFIRMED_HOURS = 24;

/** Why a link verifies nothing. */
export type DeadLink = "used" | "expired" | "cancelled" | "closed" | "unknown";

/** What a link shows of the request that it is for. */
export type LinkedRequest = Pick<
  Request,
  | ("id" | "reference" | "type" | "source" | "state" | "email" | "emailNormalized" | "emailVerified")
  | ("createdAt" | "verifiedAt" | "dueAt")
> & {
  /** What somebody wrote under this address: its owner reads it before they confirm. */
  correction: { wrong: string; right: string } | null;
};

/**
 * The request that a verification link is for, as long as the link can verify it ("live"), and for a day after it was
 * verified, while it is open ("verified"); otherwise why not, and nothing else. Changes nothing.
 */
export async function findVerification(
  storeId: string,
  token: string,
): Promise<{ status: DeadLink } | { status: "live" | "verified"; request: LinkedRequest }> {
  if (!isToken(token)) return { status: "unknown" };
  const found = await prisma().verification.findUnique({
    where: { storeId_tokenHash: { storeId, tokenHash: hashToken(token) } },
    include: { request: { include: { correction: true } } },
  });
  if (!found) return { status: "unknown" };
  const { usedAt, expiresAt, request } = found;
  if (request.state === "cancelled") return { status: request.closedAsSpam ? "closed" : "cancelled" };
  const waits = request.state === "unverified" || (request.state === "open" && !request.emailVerified);
  if (usedAt || !waits) return isJustVerified(request) ? { status: "verified", request } : { status: "used" };
  if (hasExpired(expiresAt)) return { status: "expired" };
  return { status: "live", request };
}

function isJustVerified({ state, emailVerified, verifiedAt }: LinkedRequest): boolean {
  if (state !== "open" || !emailVerified || !verifiedAt) return false;
  return !hasExpired(new Date(verifiedAt.getTime() + CONFIRMED_HOURS * 3_600_000));
}
