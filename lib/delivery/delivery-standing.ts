import type { DeliveryState, RequestState } from "@/prisma/generated/client";

/** How a delivery stands for the customer. */
export type Standing = "live" | "completed" | "expired" | "revoked";

/**
 * How a delivery stands at a moment. The clean-up runs every ten minutes: one that has run out, or
 * whose request was refused, opens nothing meanwhile.
 */
export function standingOf(
  delivery: { state: DeliveryState; expiresAt: Date | null; request: { state: RequestState } },
  now = new Date(),
): Standing {
  const { state, expiresAt, request } = delivery;
  if (state === "completed") return "completed";
  if (state === "revoked" || state === "declined") return "revoked";
  if (request.state !== "open" && request.state !== "answered") return "revoked";
  return state === "live" && expiresAt !== null && expiresAt > now ? "live" : "expired";
}
