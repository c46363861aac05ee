import type { Transaction } from "@/lib/database";
import { queueEmails } from "./queue-emails";

/**
 * Queues an e-mail with a link to sign in at a store, to any address: who proves it may sign in, and
 * the page that asks must not tell whether the store knows it.
 * @param email as it was typed; the caller has checked that it is one.
 */
export async function sendSignInLink(
  transaction: Transaction,
  { storeId, email, locale }: { storeId: string; email: string; locale: string },
): Promise<void> {
  await queueEmails(transaction, [{ storeId, audience: "customer", template: "sign-in-link", locale, to: email }]);
}
