import { readHealth } from "@/lib/observability/health";

export const dynamic = "force-dynamic";

/** How this process is, and 503 where it should be sent nothing: it cannot reach its database, or is about to end. */
export async function GET() {
  const health = await readHealth();
  return Response.json(health, {
    status: health.status === "ok" ? 200 : 503,
    headers: { "Cache-Control": "no-store" },
  });
}
