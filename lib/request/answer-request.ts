import type { Actor } from "@/lib/event/event-types";
import { type Closing, closeRequest } from "./close-request";

/**
 * Marks an open request as answered: the customer got what they asked for. They are told, by the
 * store's settings.
 * @throws UserError "invalid" for a request that is not there, or not verified yet.
 */
export async function answerRequest(request: { storeId: string; requestId: string; actor: Actor }): Promise<Closing> {
  return await closeRequest(request, "answer");
}
