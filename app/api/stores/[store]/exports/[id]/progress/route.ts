import { readProgress } from "@/lib/export/read-progress";
import { currentMember } from "@/lib/sign-in/member";

/** An export's progress, as JSON. No session, no member, another store, no such export: 404 alike. */
export async function GET(_request: Request, { params }: { params: Promise<{ store: string; id: string }> }) {
  const { store, id } = await params;
  const member = await currentMember(store);
  const progress = member && (await readProgress({ storeId: member.store.id, exportId: id }));
  if (!progress) return Response.json({ error: "not found" }, { status: 404 });
  return Response.json(progress, { headers: { "Cache-Control": "no-store" } });
}
