import { findArchive } from "@/lib/archive/find-archive";
import { streamPage } from "@/lib/archive/stream-page";
import { merchantRoute } from "@/lib/sign-in/merchant-route";

/** A page of an export's archive, as its customer would open it. Its policy is in lib/server/security-headers.ts. */
export const GET = merchantRoute("export.download", async ({ request, member, id }) => {
  const archive = await findArchive({ storeId: member.store.id, exportId: id });
  const html = archive && streamPage(archive, new URL(request.url).pathname.split("/").at(-1) ?? "");
  const headers = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" };
  return html ? new Response(html, { headers }) : undefined;
});
