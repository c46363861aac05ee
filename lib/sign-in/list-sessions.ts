import { prisma } from "@/lib/database";
import { unexpired } from "@/lib/expiry";

/** A merchant's live sessions, the most recently used first. */
export async function listSessions(merchantId: string) {
  return await prisma().session.findMany({
    where: { kind: "merchant", merchantId, expiresAt: unexpired() },
    orderBy: { lastSeenAt: "desc" },
    select: { id: true, createdAt: true, lastSeenAt: true },
    take: 50,
  });
}
