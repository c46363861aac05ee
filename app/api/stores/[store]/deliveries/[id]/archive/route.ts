import { cookies } from "next/headers";
import { setFlash } from "@/app/flash";
import { accessCookie } from "@/lib/delivery/delivery-access";
import { serveArchive } from "@/lib/delivery/serve-archive";
import { findStore } from "@/lib/store/find-store";

type Context = { params: Promise<{ store: string; id: string }> };

/** Streams a delivered archive to a browser with access. Any other is redirected to the store's page. */
export async function GET(request: Request, { params }: Context) {
  // Another site's page may not use up a download.
  if (request.headers.get("sec-fetch-site") === "cross-site")
    return new Response(null, { status: 403, headers: NO_STORE });
  const { store: slug, id: deliveryId } = await params;
  const store = await findStore(slug);
  if (!store) return new Response(null, { status: 404, headers: NO_STORE });
  const cookie = (await cookies()).get(accessCookie(deliveryId))?.value;
  const answer = await serveArchive({ storeId: store.id, deliveryId, cookie, request });
  if (answer instanceof Response) return answer;
  await setFlash(`/s/${slug}`, { key: "downloadOver" });
  return new Response(null, { status: 303, headers: { ...NO_STORE, Location: `/s/${slug}` } });
}

/** The headers that GET would have. Exported, since Next would otherwise run GET, which counts a download. */
export const HEAD = GET;

const NO_STORE = { "Cache-Control": "no-store" };
