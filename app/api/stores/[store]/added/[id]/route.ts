import { Readable } from "node:stream";
import { CONTENT_LENGTH_HEADER } from "@/lib/http/content-length";
import { merchantRoute } from "@/lib/sign-in/merchant-route";
import { openAddedFile } from "@/lib/upload/added-items";

/**
 * A file that staff added to a request, to be saved: whatever it holds, no browser shows or runs it here. Its policy is set
 * in lib/server/security-headers.ts.
 */
export const GET = merchantRoute("request.add_data", async ({ member, id }) => {
  const file = await openAddedFile({ storeId: member.store.id, itemId: id });
  if (!file) return undefined;
  return new Response(Readable.toWeb(Readable.from(file.bytes, { objectMode: false })) as ReadableStream<Uint8Array>, {
    headers: {
      "Content-Type": file.contentType,
      // RFC 6266, 5: the name in ASCII, and as it is.
      "Content-Disposition": `attachment; filename="${file.fileName.replace(/[^\x20-\x7e]/g, "_")}"; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "no-store",
      [CONTENT_LENGTH_HEADER]: String(file.sizeBytes),
    },
  });
});
