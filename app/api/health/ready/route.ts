import { database } from "@/lib/database";

export const dynamic = "force-dynamic";

/** The process answers and reaches its database. */
export async function GET() {
  try {
    await database().query("SELECT 1");
    return Response.json({ status: "ok" });
  } catch {
    return Response.json({ status: "unavailable", database: "unreachable" }, { status: 503 });
  }
}
