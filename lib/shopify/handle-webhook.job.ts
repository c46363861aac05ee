import { unwrapSecret } from "@/lib/crypto";
import { prisma, type Transaction } from "@/lib/database";
import { confirmErasure } from "@/lib/erasure/confirm-erasure";
import { retryAfterRace } from "@/lib/error";
import type { JobData } from "@/lib/queue/jobs";
import { DATA_EXPORT } from "@/lib/request/type-rules";
import { connectionSource } from "@/lib/source/connection/connection";
import { forwardRequest } from "./forward-request";
import { removeShop } from "./remove-shop";
import { webhookPurpose } from "./take-webhook";
import type { Topic, WebhookContent } from "./webhook-topics";

/** Does what a webhook asks for, and deletes its content: all of it or nothing, and once, however often it runs. */
export async function handleWebhookJob(key: JobData<"handle-webhook">): Promise<void> {
  const { storeId, webhookId } = key;
  await retryAfterRace(() =>
    prisma().$transaction(async (transaction) => {
      // Of two runs at once, the second finds it handled.
      await transaction.$queryRaw`
        SELECT 1 FROM shopify_webhook WHERE store_id = ${storeId}::uuid AND webhook_id = ${webhookId} FOR UPDATE`;
      const row = await transaction.shopifyWebhook.findUnique({
        where: { storeId_webhookId: { storeId, webhookId }, handledAt: null },
      });
      if (!row?.content) return;
      const content: WebhookContent = JSON.parse(unwrapSecret(row.content, webhookPurpose(key)).toString("utf8"));
      const { number, receivedAt } = row;
      const customer = { storeId, number, customerId: content.customerId ?? "" };
      switch (row.topic as Topic) {
        case "customers/data_request":
          await forwardRequest(transaction, { ...customer, type: DATA_EXPORT, email: content.email });
          break;
        case "customers/redact":
          if (!(await wasAskedFor(transaction, customer)))
            await forwardRequest(transaction, { ...customer, type: "erasure" });
          break;
        case "shop/redact":
          await removeShop(transaction, { storeId, number }, receivedAt);
      }
      await transaction.shopifyWebhook.updateMany({
        where: { storeId, webhookId },
        data: { content: null, handledAt: new Date() },
      });
    }),
  );
}

/**
 * Whether Shopify carries out what an erasure of the store asked it to. A customer whom a file has brought back since, with a
 * newer order, is to be erased anew.
 */
async function wasAskedFor(
  transaction: Transaction,
  { storeId, number, customerId }: { storeId: string; number: number; customerId: string },
): Promise<boolean> {
  if ((await transaction.customer.count({ where: { storeId, platformId: customerId } })) > 0) return false;
  return await confirmErasure(transaction, { storeId, source: connectionSource(number), record: customerId });
}
