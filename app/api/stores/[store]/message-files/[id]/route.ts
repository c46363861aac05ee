import { CONTENT_LENGTH_HEADER } from "@/lib/http/content-length";
import { toStream } from "@/lib/http/download";
import { openMessageFile } from "@/lib/message/message-files";
import { merchantRoute } from "@/lib/sign-in/merchant-route";

/**
 * A file that a customer added to an answer, to be saved: whatever it holds, no browser shows or runs it here. Its policy is
 * set in lib/server/security-headers.ts.
 */
export const GET = merchantRoute("request.answer", async ({ member, id }) => {
  const file = await openMessageFile({ storeId: member.store.id, fileId: id });
  if (!file) return undefined;
  return new Response(toStream(file.bytes), {
    headers: {
      "Content-Type": "application/octet-stream",
      "Content-Disposition": `attachment; filename="${file.fileName}"`,
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "no-store",
      [CONTENT_LENGTH_HEADER]: String(file.sizeBytes),
    },
  });
});
