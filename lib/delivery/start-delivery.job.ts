import { prisma } from "@/lib/database";
import type { JobData } from "@/lib/queue/jobs";
import { moveDelivery } from "./delivery-status";
import { lockDelivery } from "./lock-delivery";
import { startDelivery } from "./start-delivery";

const actor = { kind: "system" } as const;

/**
 * Starts the delivery of a reviewed copy once the copy is ready; one that waits for approval goes on waiting. Where the
 * copy has failed, both fail.
 */
export async function startDeliveryJob({ storeId, exportId }: JobData<"start-delivery">): Promise<void> {
  const waiting = await prisma().delivery.findMany({
    where: { storeId, exportId, state: { in: ["awaiting_approval", "preparing"] } },
    select: { id: true },
  });
  for (const { id } of waiting) {
    await prisma().$transaction(async (transaction) => {
      const delivery = await lockDelivery(transaction, storeId, id);
      if (delivery?.state === "preparing") await startDelivery(transaction, delivery, actor);
      if (delivery?.state !== "awaiting_approval") return;
      const copy = await transaction.export.findUnique({
        where: { storeId_id: { storeId, id: exportId } },
        select: { state: true },
      });
      if (copy?.state === "failed") await moveDelivery(transaction, delivery, "fail", { actor });
    });
  }
}
