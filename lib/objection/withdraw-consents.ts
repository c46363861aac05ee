import { v7 as uuidv7 } from "uuid";
import { prisma } from "@/lib/database";
import { recordEvent } from "@/lib/event/record-event";

/**
 * Withdraws every marketing consent of the customers of the imported records that are named, or have one of the addresses now.
 * Of two runs at once, one withdraws. The request's history says how many, once.
 * @param by what the withdrawal's source is called: see `isWithdrawal` of lib/section/consents.ts.
 */
export async function withdrawConsents(
  { storeId, requestId }: { storeId: string; requestId: string },
  by: "objection" | "opt_out",
  whose: { customerIds: string[]; emails: string[] },
): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    // Raw, since Prisma has no locks.
    await transaction.$queryRaw`
      SELECT 1 FROM request WHERE store_id = ${storeId}::uuid AND id = ${requestId}::uuid FOR UPDATE`;
    const consents = await transaction.consent.findMany({
      where: {
        storeId,
        customer: {
          storeId,
          OR: [{ id: { in: whose.customerIds } }, { emailNormalized: { in: whose.emails } }],
        },
      },
      orderBy: [{ at: "asc" }, { id: "asc" }],
      select: { customerId: true, channel: true, granted: true },
    });
    const latest = new Map(consents.map((one) => [`${one.customerId} ${one.channel}`, one]));
    const granted = [...latest.values()].filter((one) => one.granted);
    const at = new Date();
    if (granted.length > 0)
      await transaction.consent.createMany({
        data: granted.map(({ customerId, channel }) => ({
          ...{ storeId, id: uuidv7(), customerId, channel, granted: false, source: by, at },
        })),
      });
    const told = await transaction.event.count({ where: { storeId, requestId, type: "consents_withdrawn" } });
    if (granted.length > 0 || told === 0)
      await recordEvent(transaction, {
        ...{ storeId, requestId, type: "consents_withdrawn", actor: { kind: "system" } },
        data: { consents: granted.length },
      });
  });
}
