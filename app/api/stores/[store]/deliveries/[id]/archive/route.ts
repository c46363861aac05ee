import { cookies } from "next/headers";
import { leaveNotice } from "@/app/(public)/s/[store]/visitor-cookies";
import { CONTENT_LENGTH_HEADER } from "@/lib/content-length";
import { accessCookie } from "@/lib/delivery/access-cookie";
import { beginDownload } from "@/lib/delivery/begin-download";
import { findAccess } from "@/lib/delivery/find-access";
import { readRange } from "@/lib/delivery/read-range";
import { streamDelivery } from "@/lib/delivery/stream-delivery";
import { visitorFacts } from "@/lib/delivery/visitor-facts";
import { findArchive } from "@/lib/export/find-archive";
import { toStream } from "@/lib/export/open-archive";
import { findStore } from "@/lib/store/find-store";

type Context = { params: Promise<{ store: string; id: string }> };

/**
 * Streams a delivered archive to the browser that proved itself, or the part of it that a Range asks
 * for. Its cookie's first answer counts as one download. Any other browser is led to the store's page.
 */
export async function GET(request: Request, context: Context) {
  return await answer(request, context, true);
}

/** What GET would say; it counts nothing. */
export async function HEAD(request: Request, context: Context) {
  return await answer(request, context, false);
}

async function answer(request: Request, { params }: Context, begin: boolean) {
  const fetched = request.headers;
  // Another site's page may not make a browser spend a download, nor may a guess of the browser's.
  const foreign = fetched.get("sec-fetch-site") === "cross-site";
  if (foreign || /prefetch/i.test(fetched.get("sec-purpose") ?? fetched.get("purpose") ?? ""))
    return new Response(null, { status: 403, headers: NO_STORE });
  const { store: slug, id } = await params;
  const store = await findStore(slug);
  if (!store) return new Response(null, { status: 404, headers: NO_STORE });
  const elsewhere = () => new Response(null, { status: 303, headers: { ...NO_STORE, Location: `/s/${slug}` } });
  const access = await findAccess(store.id, id, (await cookies()).get(accessCookie(id))?.value);
  const archive = access && (await findArchive(access));
  if (!access || !archive) return elsewhere();
  const { sizeBytes, fileName, exportId } = archive;
  const etag = `"${exportId}"`;
  const headers = { ...NO_STORE, "Accept-Ranges": "bytes", ETag: etag };
  // RFC 9110, 13.1.5: of another file than the one that the browser has begun, it gets the whole.
  const ranged = begin && [null, etag].includes(fetched.get("if-range"));
  const wanted = ranged ? readRange(fetched.get("range"), sizeBytes) : undefined;
  if (wanted === "unsatisfiable")
    return new Response(null, { status: 416, headers: { ...headers, "Content-Range": `bytes */${sizeBytes}` } });
  const range = wanted ?? { first: 0n, last: sizeBytes - 1n };
  if (begin && !(await beginDownload(access, visitorFacts(fetched)))) {
    await leaveNotice(slug, "downloadOver");
    return elsewhere();
  }
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

const NO_STORE = { "Cache-Control": "no-store" };
