import { readHealth } from "@/lib/observability/health";

export const dynamic = "force-dynamic";

/** The health of this process, with 503 if it should receive no requests: it cannot reach its database, or is stopping. */
export async function GET() {
  const health = await readHealth();
  return Response.json(health, {
    status: health.status === "ok" ? 200 : 503,
    headers: { "Cache-Control": "no-store" },
  });
}
