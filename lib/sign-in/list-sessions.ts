import { prisma } from "@/lib/database";
import { unexpired } from "@/lib/expiry";

/** A merchant's sessions that have not run out, the one used last first. */
export async function listSessions(merchantId: string) {
  return await prisma().session.findMany({
    where: { kind: "merchant", merchantId, expiresAt: unexpired() },
    orderBy: { lastSeenAt: "desc" },
    select: { id: true, createdAt: true, lastSeenAt: true },
    take: 50,
  });
}
