import { v7 as uuidv7 } from "uuid";
import type { Transaction } from "@/lib/database";
import { enqueue } from "@/lib/queue/enqueue";

/** The emails about a merchant's account. Their texts are `emails.merchant.KIND` in messages/*.json. */
export type MerchantEmailKind = "reset-password";

/**
 * Records an email about a merchant's account, and a job to send it, in the transaction that decided on it. It belongs to no
 * store, and its row is deleted once it is sent.
 * @param afterSeconds delays it.
 */
export async function queueMerchantEmail(
  transaction: Transaction,
  email: { kind: MerchantEmailKind; to: string; locale: string },
  afterSeconds = 0,
): Promise<void> {
  const id = uuidv7();
  await transaction.merchantEmail.create({ data: { ...email, id }, select: { id: true } });
  await enqueue(transaction, "send-merchant-email", { emailId: id }, afterSeconds);
}
