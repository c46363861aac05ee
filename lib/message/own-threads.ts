import { prisma } from "@/lib/database";
import { ownRequests } from "@/lib/delivery/own-deliveries";
import type { CustomerIdentity } from "@/lib/sign-in/customer-session";

/**
 * Of a customer's own requests with messages, or of which further proof is asked for, whether they wait for an answer, by
 * the request's id: those whose messages their session opens (message-link.ts).
 */
export async function listOwnThreads(storeId: string, identity: CustomerIdentity): Promise<Map<string, boolean>> {
  const own = await prisma().request.findMany({
    where: await ownRequests(storeId, identity),
    select: { id: true, state: true },
    take: 100,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const requestId = { in: own.map(({ id }) => id) };
  const sent = await prisma().message.findMany({
    where: { storeId, requestId, author: "store" },
    select: { requestId: true, answeredAt: true },
  });
  const asked = await prisma().proof.findMany({
    where: { storeId, requestId, triedAt: null },
    select: { requestId: true },
  });
  const open = new Set(own.flatMap(({ id, state }) => (state === "open" ? [id] : [])));
  const waits = [...sent.filter(({ answeredAt }) => !answeredAt), ...asked].filter((one) => open.has(one.requestId));
  return new Map([
    ...sent.map((one) => [one.requestId, false] as const),
    ...waits.map((one) => [one.requestId, true] as const),
  ]);
}
