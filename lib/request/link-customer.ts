import { validate } from "uuid";
import { customerName } from "@/lib/customer/customer-name";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { recordEvent } from "@/lib/event/record-event";
import { buildSearchText } from "@/lib/search/fold-text";
import type { RequestAct } from "./request-status";

/**
 * Sets the customer that an open request belongs to. Once an export is running or ready it cannot change:
 * what was collected is that customer's.
 * @throws UserError "invalid" for a request or customer that is not the store's, "alreadyClosed",
 * "exportRunning".
 */
export async function linkCustomer({
  storeId,
  requestId,
  customerId,
  actor,
}: RequestAct & { customerId: string }): Promise<void> {
  if (!validate(requestId) || !validate(customerId)) throw new UserError("invalid");
  await prisma().$transaction(async (transaction) => {
    // Held until the end, so that no export of the customer before begins meanwhile.
    await transaction.$queryRaw`SELECT 1 FROM request WHERE store_id = ${storeId}::uuid AND id = ${requestId}::uuid FOR UPDATE`;
    const request = await transaction.request.findFirst({
      where: { storeId, id: requestId },
      select: {
        reference: true,
        email: true,
        state: true,
        customerId: true,
        exports: { where: { state: { in: ["queued", "collecting", "ready"] } }, take: 1, select: { id: true } },
      },
    });
    const customer = await transaction.customer.findFirst({
      where: { storeId, id: customerId },
      select: { firstName: true, lastName: true, company: true },
    });
    if (!request || !customer) throw new UserError("invalid");
    if (request.customerId === customerId) return;
    if (request.state !== "open") throw new UserError("alreadyClosed");
    if (request.exports.length > 0) throw new UserError("exportRunning");
    const name = customerName(customer);
    await transaction.request.updateMany({
      where: { storeId, id: requestId, state: "open" },
      data: { customerId, customerName: name, searchText: buildSearchText([request.reference, request.email, name]) },
    });
    await recordEvent(transaction, { storeId, requestId, type: "customer_linked", actor, data: { customerId } });
  });
}
