import { env } from "@/lib/env";
import { renderMetrics } from "@/lib/queue/render-metrics";
import { isSameSecret } from "@/lib/token";

export const dynamic = "force-dynamic";

/** The counters of this process, for Prometheus, which sends METRICS_TOKEN. Without that variable this is a 404. */
export async function GET(request: Request) {
  const { metricsToken } = env();
  if (!metricsToken) return new Response(null, { status: 404, headers: NO_STORE });
  const sent = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
  if (!isSameSecret(sent, metricsToken))
    return new Response(null, { status: 401, headers: { ...NO_STORE, "WWW-Authenticate": "Bearer" } });
  const { contentType, text } = await renderMetrics();
  return new Response(text, { headers: { ...NO_STORE, "Content-Type": contentType } });
}

const NO_STORE = { "Cache-Control": "no-store" };
