import { readHealth } from "@/lib/observability/health";

export const dynamic = "force-dynamic";

/** The process answers, reaches its database and is not stopping. */
export async function GET() {
  const { status, database } = await readHealth();
  if (status === "ok") return Response.json({ status }, { headers: NO_STORE });
  return Response.json({ status, database }, { status: 503, headers: NO_STORE });
}

const NO_STORE = { "Cache-Control": "no-store" };
