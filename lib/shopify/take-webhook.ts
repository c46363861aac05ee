import { createHmac } from "node:crypto";
import { wrapSecret } from "@/lib/crypto";
import { prisma } from "@/lib/database";
import { logSecurity } from "@/lib/observability/security-log";
import { enqueue } from "@/lib/queue/enqueue";
import { wakeWorkers } from "@/lib/queue/queue";
import type { ConnectionKey } from "@/lib/source/connection/connection";
import { isStorable } from "@/lib/storable-text";
import { findSigners } from "./find-signer";
import { isTopic, readTopic } from "./webhook-topics";

/** A webhook as it arrived. */
export interface IncomingWebhook {
  /** Headers; empty where they are missing. */
  shop: string;
  hmac: string;
  topic: string;
  webhookId: string;
  body: Buffer;
}

const MAX_ID_LENGTH = 255;

/** How long after a shop has uninstalled the app Shopify sends `shop/redact` (its page on privacy law compliance). */
const REDACT_HOURS = 48;
const HOUR_MS = 3_600_000;

/** What the content of a webhook is bound to where it is encrypted. */
export function webhookPurpose({ storeId, webhookId }: { storeId: string; webhookId: string }): string {
  return `shopify webhook:${storeId}:${webhookId}`;
}

/**
 * Takes a webhook of Shopify: its row and the job that handles it are committed when this returns. One that was taken
 * before, a signed one of a topic that Dossier has no use for, and the removal of a shop that was connected less than 48 hours
 * ago, which no removal of that connection can be, change nothing.
 * @returns the status that Shopify gets: 200; 401 for an unknown shop and a wrong signature (HMAC-SHA-256 of the body under
 * the app's secret, https://shopify.dev/docs/apps/build/webhooks/subscribe/https) alike; 400 for a signed body that is not
 * its topic's.
 */
export async function takeWebhook({ shop, hmac, topic, webhookId, body }: IncomingWebhook): Promise<200 | 400 | 401> {
  const signers = await findSigners(shop, Buffer.from(hmac, "base64"), (secret) =>
    createHmac("sha256", secret).update(body).digest(),
  );
  if (signers.length === 0) {
    logSecurity("webhook refused", { code: "signature" });
    return 401;
  }
  if (!isTopic(topic)) return 200;
  const read = readTopic(topic, body.toString("utf8"));
  // The headers are not signed: the same app may be installed in another shop, under the same secret.
  if (!read || read.shop !== shop || webhookId === "" || webhookId.length > MAX_ID_LENGTH || !isStorable(webhookId)) {
    logSecurity("webhook refused", { code: "malformed" });
    return 400;
  }
  // Shopify signs neither a time nor the id: one that ended an earlier connection could be sent again to end this one.
  for (const { storeId, number, createdAt } of signers)
    if (topic === "shop/redact" && Date.now() - createdAt.getTime() < REDACT_HOURS * HOUR_MS)
      logSecurity("webhook ignored", { code: "connection_too_new", storeId });
    else await put({ storeId, number }, webhookId, topic, JSON.stringify(read.content));
  wakeWorkers("handle-webhook");
  return 200;
}

async function put({ storeId, number }: ConnectionKey, webhookId: string, topic: string, content: string) {
  const sealed = wrapSecret(Buffer.from(content), webhookPurpose({ storeId, webhookId }));
  await prisma().$transaction(async (transaction) => {
    const { count } = await transaction.shopifyWebhook.createMany({
      data: [{ storeId, webhookId, number, topic, content: sealed }],
      skipDuplicates: true,
    });
    if (count > 0) await enqueue(transaction, "handle-webhook", { storeId, webhookId });
  });
}
