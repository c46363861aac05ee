import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import { pageTitle } from "@/app/page-title";
import { accessCookie } from "@/lib/delivery/delivery-access";
import { findDeliveryLink } from "@/lib/delivery/delivery-link";
import { showDelivery } from "@/lib/delivery/show-delivery";
import { currentCustomer } from "@/lib/sign-in/customer-session";
import { findStore } from "@/lib/store/find-store";
import { AskForCode } from "./ask-for-code";
import { DeadDelivery } from "./dead-delivery";
import { EnterCode } from "./enter-code";
import { OwnDownload } from "./own-download";
import { Unlocked } from "./unlocked";

export const generateMetadata = pageTitle("getData", "title");

/** The page of a delivery link, one step at a time. Opening it changes nothing: mail scanners open it too. */
export default async function DeliveryPage({ params, searchParams }: PageProps<"/s/[store]/delivery/[token]">) {
  const { store: slug, token } = await params;
  const store = await findStore(slug);
  const deliveryId = store && (await findDeliveryLink(store.id, token));
  if (!store || !deliveryId) notFound();
  const delivery = await showDelivery({
    storeId: store.id,
    deliveryId,
    cookie: (await cookies()).get(accessCookie(deliveryId))?.value,
    identity: await currentCustomer(store.id),
  });
  const step = { store, token, deliveryId, delivery };
  if (delivery.status !== "live") return <DeadDelivery store={store} why={delivery.status} />;
  if (delivery.unlocked) return <Unlocked {...step} encrypted={(await searchParams).encrypted !== undefined} />;
  if (delivery.downloadsLeft === 0) return <DeadDelivery store={store} why="usedUp" />;
  if (delivery.own) return <OwnDownload {...step} />;
  return delivery.codeRequested ? <EnterCode {...step} /> : <AskForCode {...step} />;
}
