import { validate } from "uuid";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { countTry, resetRate } from "@/lib/http/rate-limit";
import type { RequestAct } from "@/lib/request/request-status";
import { informationStatus } from "./information-status";

/**
 * Asks the owners by email to confirm the information that comes with each copy, for a request that waits for it.
 * @returns "asked"; "askedAlready" where anyone of the store has within a day; "confirmed" where there is nothing to ask.
 * @throws UserError "forbidden" where the store has no such request.
 */
export async function askToConfirm({
  storeId,
  requestId,
  actor,
}: RequestAct<MerchantActor>): Promise<"asked" | "askedAlready" | "confirmed"> {
  const known = validate(requestId) && (await prisma().request.count({ where: { storeId, id: requestId } })) > 0;
  if (!known) throw new UserError("forbidden");
  if ((await informationStatus(storeId)) === "confirmed") return "confirmed";
  const limit = ["confirmationByStore", storeId] as const;
  if ((await countTry(...limit)) > 0) return "askedAlready";
  try {
    await prisma().$transaction((transaction) =>
      recordEvent(transaction, { storeId, requestId, type: "confirmation_requested", actor }),
    );
  } catch (error) {
    await resetRate(...limit);
    throw error;
  }
  return "asked";
}
