import type { Actor } from "@/lib/event/event-types";
import { type Closing, closeRequest } from "./close-request";

/**
 * Refuses an open request. The customer is told the reason, by the store's settings (GDPR Article
 * 12(4) asks for one).
 * @throws UserError "invalid" for a request that is not there, or not verified yet.
 */
export async function refuseRequest({
  reason,
  ...request
}: {
  storeId: string;
  requestId: string;
  actor: Actor;
  reason: string;
}): Promise<Closing> {
  return await closeRequest(request, "refuse", { refusalReason: reason });
}
