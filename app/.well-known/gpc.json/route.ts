import { optOutSince } from "@/lib/request/offered-types";

/** Whether this origin abides by Global Privacy Control, and since when (W3C Global Privacy Control, 4). */
export async function GET(): Promise<Response> {
  const since = await optOutSince();
  if (!since) return new Response(null, { status: 404 });
  return Response.json({ gpc: true, lastUpdate: since.toISOString().slice(0, 10) });
}
