import { readRange } from "@/lib/archive/byte-range";
import { findArchive } from "@/lib/archive/find-archive";
import { toStream } from "@/lib/archive/open-archive";
import { CONTENT_LENGTH_HEADER } from "@/lib/http/content-length";
import { clientInfo } from "./client-info";
import { findAccess } from "./delivery-access";
import { beginDownload, streamDelivery } from "./download";

/**
 * What the archive's address answers to a browser with access: the archive, or the part of it that a Range asks for
 * (RFC 9110, 14). The first answer with bytes counts as one download; HEAD counts nothing.
 * @param cookie the value of the browser's cookie for this delivery.
 * @returns "elsewhere" for any other browser and a delivery that has ended, "over" where the downloads were used up
 * meanwhile.
 */
export async function serveArchive({
  storeId,
  deliveryId,
  cookie,
  request,
}: {
  storeId: string;
  deliveryId: string;
  cookie: string | undefined;
  request: Request;
}): Promise<Response | "elsewhere" | "over"> {
  const access = await findAccess(storeId, deliveryId, cookie);
  const archive = access && (await findArchive(access));
  if (!access || !archive) return "elsewhere";
  const { sizeBytes, fileName, exportId } = archive;
  const asked = request.headers;
  const etag = `"${exportId}"`;
  const headers = { "Cache-Control": "no-store", "Accept-Ranges": "bytes", ETag: etag };
  const begin = request.method === "GET";
  // RFC 9110, 13.1.5: of another file than the one that the browser has begun, it gets the whole.
  const ranged = begin && [null, etag].includes(asked.get("if-range"));
  const wanted = ranged ? readRange(asked.get("range"), sizeBytes) : undefined;
  if (wanted === "unsatisfiable")
    return new Response(null, { status: 416, headers: { ...headers, "Content-Range": `bytes */${sizeBytes}` } });
  const range = wanted ?? { first: 0n, last: sizeBytes - 1n };
  if (begin && !(await beginDownload(access, clientInfo(asked)))) return "over";
  return new Response(begin ? toStream(streamDelivery(access, archive, range)) : null, {
    status: wanted ? 206 : 200,
    headers: {
      ...headers,
      "Content-Type": "application/zip",
      "Content-Disposition": `attachment; filename="${fileName}"`,
      [CONTENT_LENGTH_HEADER]: String(range.last - range.first + 1n),
      ...(wanted && { "Content-Range": `bytes ${range.first}-${range.last}/${sizeBytes}` }),
    },
  });
}
