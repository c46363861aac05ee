import { validate as isUuid } from "uuid";
import { openArchive } from "@/lib/archive/open-archive";
import { recordDownload } from "@/lib/export/record-download";
import { CONTENT_LENGTH_HEADER } from "@/lib/http/content-length";
import { logSecurity } from "@/lib/observability/security-log";
import { currentMember, currentMerchant, roleIncludes } from "@/lib/sign-in/member";

/**
 * Streams an export's archive to staff and owners. Without a session: the sign-in, from which they
 * come back to the export's page. No member, a viewer, another store, nothing to download: 404 alike.
 */
export async function GET(request: Request, { params }: { params: Promise<{ store: string; id: string }> }) {
  // Another site's page may link to the export's page, but not make a browser fetch the archive.
  if (request.headers.get("sec-fetch-site") === "cross-site") return new Response(null, { status: 403 });
  const { store, id } = await params;
  if (!(await currentMerchant())) {
    const page = `/dashboard/${encodeURIComponent(store)}/exports/${encodeURIComponent(id)}`;
    return new Response(null, { status: 303, headers: { Location: `/sign-in?next=${encodeURIComponent(page)}` } });
  }
  const member = await currentMember(store);
  if (!member || !roleIncludes(member.role, "staff")) {
    logSecurity("access refused", { page: "archive", merchantId: member?.merchant.id });
    return new Response(null, { status: 404 });
  }
  if (!isUuid(id)) return new Response(null, { status: 404 });
  const target = { storeId: member.store.id, exportId: id };
  const archive = await openArchive(target);
  if (!archive) return new Response(null, { status: 404 });
  const { id: merchantId, name } = member.merchant;
  await recordDownload({ ...target, actor: { kind: "merchant", id: merchantId, name } });
  return new Response(archive.stream, {
    headers: {
      "Content-Type": "application/zip",
      "Content-Disposition": `attachment; filename="${archive.fileName}"`,
      [CONTENT_LENGTH_HEADER]: String(archive.sizeBytes),
      "Cache-Control": "no-store",
    },
  });
}
