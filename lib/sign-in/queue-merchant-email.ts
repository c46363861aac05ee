import { v7 as uuidv7 } from "uuid";
import type { Transaction } from "@/lib/database";
import { enqueue } from "@/lib/queue/enqueue";

/** The emails about a merchant's account. Their texts are `emails.merchant.KIND` in messages/*.json. */
export type MerchantEmailKind = "reset-password" | "invitation" | "email-change-current" | "email-change-new";

interface MerchantEmailToQueue {
  kind: MerchantEmailKind;
  to: string;
  locale: string;
  /** The invitation that it carries. */
  storeId?: string;
  invitationId?: string;
  /** The change of address that it asks to confirm. */
  changeId?: string;
}

/**
 * Records an email about a merchant's account, and a job to send it, in the transaction that decided on it. Its row is deleted
 * once it is sent.
 * @param afterSeconds delays it.
 */
export async function queueMerchantEmail(
  transaction: Transaction,
  email: MerchantEmailToQueue,
  afterSeconds = 0,
): Promise<void> {
  const id = uuidv7();
  await transaction.merchantEmail.create({ data: { ...email, id }, select: { id: true } });
  await enqueue(transaction, "send-merchant-email", { emailId: id }, afterSeconds);
}
