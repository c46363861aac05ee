import { readLimitedBody } from "@/lib/http/limited-body";
import { takeWebhook } from "@/lib/shopify/take-webhook";

const MAX_BODY_BYTES = 256 * 1024;

/** Shopify's compliance webhooks: see `takeWebhook`. */
export async function POST(request: Request): Promise<Response> {
  const body = await readLimitedBody(request, MAX_BODY_BYTES);
  if (!body) return answer(413);
  const header = (name: string) => request.headers.get(`x-shopify-${name}`) ?? "";
  const status = await takeWebhook({
    ...{ shop: header("shop-domain"), hmac: header("hmac-sha256"), topic: header("topic") },
    ...{ webhookId: header("webhook-id"), body },
  });
  return answer(status);
}

function answer(status: number): Response {
  return new Response(null, { status, headers: { "Cache-Control": "no-store" } });
}
