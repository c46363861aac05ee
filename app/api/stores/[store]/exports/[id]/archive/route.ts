import { openArchive } from "@/lib/archive/open-archive";
import { recordDownload } from "@/lib/export/find-export";
import { CONTENT_LENGTH_HEADER } from "@/lib/http/content-length";
import { merchantRoute } from "@/lib/sign-in/merchant-route";

/** Streams an export's archive. */
export const GET = merchantRoute(
  "export.download",
  async ({ member, actor, id }) => {
    const target = { storeId: member.store.id, exportId: id };
    const archive = await openArchive(target);
    if (!archive) return undefined;
    await recordDownload({ ...target, actor });
    return new Response(archive.stream, {
      headers: {
        "Content-Type": "application/zip",
        "Content-Disposition": `attachment; filename="${archive.fileName}"`,
        [CONTENT_LENGTH_HEADER]: String(archive.sizeBytes),
        "Cache-Control": "no-store",
      },
    });
  },
  (store, id) => `/dashboard/${store}/exports/${id}`,
);
