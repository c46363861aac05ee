import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import type { RequestAct } from "@/lib/request/request-status";
import { listToldSystems } from "./list-systems";

/**
 * Notes that a member saw to a system themselves, such as told it of a correction (GDPR Art. 19). A second time changes nothing.
 * @throws UserError "invalid" for a request that is not open, or a system that the store does not have.
 */
export async function tellSystem({
  storeId,
  requestId,
  actor,
  system,
}: RequestAct<MerchantActor> & { system: string }): Promise<void> {
  const target = { storeId, requestId };
  const found = (await listToldSystems(target)).find(({ key }) => key === system);
  if (!found) throw new UserError("invalid");
  await prisma().$transaction(async (transaction) => {
    const rows = await transaction.$queryRaw<unknown[]>`
      SELECT 1 FROM request WHERE store_id = ${storeId}::uuid AND id = ${requestId}::uuid AND state = 'open' FOR UPDATE`;
    if (rows.length === 0) throw new UserError("invalid");
    const { count } = await transaction.toldSystem.createMany({
      data: [{ ...target, system, name: found.name ?? "", byName: actor.name }],
      skipDuplicates: true,
    });
    if (count > 0) await recordEvent(transaction, { ...target, type: "system_told", actor, data: { system } });
  });
}
