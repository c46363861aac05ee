import { validate } from "uuid";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { lockLinks, RUNNING } from "./lock-links";
import { startMatching } from "./start-matching";

/**
 * Has every source be asked once more whose records a request is about, such as after one did not answer. Does nothing while
 * they are being asked.
 * @throws UserError "invalid" for a request that is not the store's, "alreadyClosed", "exportRunning".
 */
export async function searchAgain({ storeId, requestId }: { storeId: string; requestId: string }): Promise<void> {
  if (!validate(requestId)) throw new UserError("invalid");
  await prisma().$transaction(async (transaction) => {
    await lockLinks(transaction, { storeId, requestId, unless: RUNNING });
    const searched = { storeId, id: requestId, matchingSince: null };
    if ((await transaction.request.count({ where: searched })) > 0)
      await startMatching(transaction, { storeId, requestId });
  });
}
