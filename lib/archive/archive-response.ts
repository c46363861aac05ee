import { CONTENT_LENGTH_HEADER } from "@/lib/http/content-length";
import { isPrefetch, toStream } from "@/lib/http/download";
import type { ByteRange } from "./archive-zip";
import { readRange } from "./byte-range";
import type { FoundArchive } from "./find-archive";

/** An archive to answer with, and what happens when its bytes are sent. */
interface Served {
  request: Request;
  archive: FoundArchive;
  /** Records that bytes are about to be sent, from `first` on. @returns false where none may be. */
  begin(first: bigint): Promise<boolean>;
  stream(range: ByteRange): AsyncIterable<Uint8Array>;
}

/**
 * Answers with an archive, or the part of it that a Range asks for (RFC 9110, 14). HEAD and a range that is not there
 * begin nothing, and a browser's prefetch, which nobody has asked for, is refused.
 * @returns "over" where `begin` allows no bytes.
 */
export async function archiveResponse({ request, archive, begin, stream }: Served): Promise<Response | "over"> {
  const asked = request.headers;
  if (isPrefetch(asked)) return new Response(null, { status: 403, headers: NO_STORE });
  const { sizeBytes, fileName, exportId } = archive;
  const etag = `"${exportId}"`;
  const headers = { ...NO_STORE, "Accept-Ranges": "bytes", ETag: etag };
  const sendsBytes = request.method === "GET";
  // RFC 9110, 13.1.5: of another file than the one that the browser has begun, it gets the whole.
  const ranged = sendsBytes && [null, etag].includes(asked.get("if-range"));
  const wanted = ranged ? readRange(asked.get("range"), sizeBytes) : undefined;
  if (wanted === "unsatisfiable")
    return new Response(null, { status: 416, headers: { ...headers, "Content-Range": `bytes */${sizeBytes}` } });
  const range = wanted ?? { first: 0n, last: sizeBytes - 1n };
  if (sendsBytes && !(await begin(range.first))) return "over";
  return new Response(sendsBytes ? toStream(stream(range)) : null, {
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

const NO_STORE = { "Cache-Control": "no-store" };
