import { leadToArchive } from "@/app/(public)/s/[store]/delivery/lead-to-archive";
import { clientInfo } from "@/lib/delivery/client-info";
import { openBySession } from "@/lib/delivery/open-by-session";
import { clientIpBlock } from "@/lib/sign-in/action";
import { currentCustomer } from "@/lib/sign-in/customer-session";
import { findStore } from "@/lib/store/find-store";

/** Opens a delivery for the customer whose request it answers: their session is the proof. */
export async function POST(request: Request, { params }: { params: Promise<{ store: string; id: string }> }) {
  const { store: slug, id: deliveryId } = await params;
  const store = await findStore(slug);
  if (!store) return new Response(null, { status: 404, headers: { "Cache-Control": "no-store" } });
  const identity = await currentCustomer(store.id);
  // The account page redirects to the sign-in page.
  const account = `/s/${slug}/account`;
  if (!identity)
    return new Response(null, { status: 303, headers: { Location: account, "Cache-Control": "no-store" } });
  const [rateLimitKey, client] = [await clientIpBlock(), clientInfo(request.headers)];
  return await leadToArchive(slug, account, () =>
    openBySession({ storeId: store.id, deliveryId, identity, vouched: false, rateLimitKey, client }),
  );
}
