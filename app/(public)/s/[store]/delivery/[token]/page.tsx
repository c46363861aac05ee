import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { PageNotFound } from "@/app/(public)/s/[store]/page-not-found";
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

type Props = PageProps<"/s/[store]/delivery/[token]">;

/** What the link is for, once a page; undefined for an unknown link. */
const load = cache(async (slug: string, token: string) => {
  const store = await findStore(slug);
  const deliveryId = store && (await findDeliveryLink(store.id, token));
  if (!store || !deliveryId) return undefined;
  const delivery = await showDelivery({
    storeId: store.id,
    deliveryId,
    cookie: (await cookies()).get(accessCookie(deliveryId))?.value,
    identity: await currentCustomer(store.id),
  });
  return { store, token, deliveryId, delivery };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { store, token } = await params;
  const found = await load(store, token);
  if (!found) return { title: (await getTranslations("notFound"))("title") };
  const t = await getTranslations("getData");
  const { status, unlocked, begun, downloadsLeft, own, codeRequested } = found.delivery;
  if (status !== "live") return { title: t(`dead.${status}Title`) };
  if (unlocked) return { title: t(begun ? "begunTitle" : "readyTitle") };
  if (downloadsLeft === 0) return { title: t("dead.usedUpTitle") };
  return { title: t(codeRequested && !own ? "enterTitle" : "title") };
}

/** The page of a delivery link, one step at a time. Opening it changes nothing: mail scanners open it too. */
export default async function DeliveryPage({ params, searchParams }: Props) {
  const { store: slug, token } = await params;
  const step = await load(slug, token);
  if (!step) return <PageNotFound store={slug} />;
  const { store, delivery } = step;
  if (delivery.status !== "live") return <DeadDelivery store={store} why={delivery.status} />;
  if (delivery.unlocked) return <Unlocked {...step} encrypted={(await searchParams).encrypted !== undefined} />;
  if (delivery.downloadsLeft === 0) return <DeadDelivery store={store} why="usedUp" />;
  if (delivery.own) return <OwnDownload {...step} />;
  return delivery.codeRequested ? <EnterCode {...step} /> : <AskForCode {...step} />;
}
