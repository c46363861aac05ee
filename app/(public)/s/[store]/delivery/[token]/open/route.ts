import { leadToArchive } from "@/app/(public)/s/[store]/delivery/lead-to-archive";
import { clientInfo } from "@/lib/delivery/client-info";
import { findDeliveryLink } from "@/lib/delivery/delivery-link";
import { enterCode } from "@/lib/delivery/enter-code";
import { openBySession } from "@/lib/delivery/open-by-session";
import { UserError } from "@/lib/error";
import { readLimitedForm } from "@/lib/http/form-body";
import { clientIpBlock } from "@/lib/sign-in/action";
import { currentCustomer } from "@/lib/sign-in/customer-session";
import { findStore } from "@/lib/store/find-store";

/**
 * Opens a delivery by its code or, without one, by the session of the customer whom the store vouched
 * for. Every outcome is a 303; an unknown link is a 404 like an unknown store.
 */
export async function POST(request: Request, { params }: { params: Promise<{ store: string; token: string }> }) {
  const { store: slug, token } = await params;
  const store = await findStore(slug);
  const deliveryId = store && (await findDeliveryLink(store.id, token));
  if (!store || !deliveryId) return new Response(null, { status: 404, headers: { "Cache-Control": "no-store" } });
  const form = await readLimitedForm(request);
  if (!form) return new Response(null, { status: 413, headers: { "Cache-Control": "no-store" } });
  const code = form.get("code");
  const shared = { storeId: store.id, rateLimitKey: await clientIpBlock(), client: clientInfo(request.headers) };
  return await leadToArchive(
    slug,
    `/s/${slug}/delivery/${token}`,
    async () => {
      if (typeof code === "string") return await enterCode({ ...shared, token, code });
      const identity = await currentCustomer(store.id);
      if (!identity) throw new UserError("sessionEnded");
      return await openBySession({ ...shared, deliveryId, identity, vouched: true });
    },
    form.get("next") === "page" ? "page" : "archive",
  );
}
