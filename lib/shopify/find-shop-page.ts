import { prisma } from "@/lib/database";
import { connectionSource, livePath } from "@/lib/source/connection/connection";
import { platformIdOf } from "@/lib/source/origin";
import { SHOPIFY, shopAddress } from "./find-signer";

/**
 * Where a link of Shopify's admin leads a merchant who is signed in: to the customer that it names, or to the report of the
 * store that has connected the shop. Only the merchant's own stores are looked at, so that what the link says proves nothing
 * and tells nobody who uses Dossier.
 * @param shop as Shopify writes it, such as "northwind.myshopify.com".
 * @param customer their id at Shopify.
 * @returns a path; undefined where none of their stores has connected the shop.
 */
export async function findShopPage({
  merchantId,
  shop,
  customer = "",
}: {
  merchantId: string;
  shop: string;
  customer?: string | undefined;
}): Promise<string | undefined> {
  const memberships = await prisma().membership.findMany({ where: { merchantId }, select: { storeId: true } });
  const found = await prisma().connection.findFirst({
    where: {
      storeId: { in: memberships.map(({ storeId }) => storeId) },
      ...{ kind: SHOPIFY, address: shopAddress(shop), state: { not: "disconnected" } },
    },
    orderBy: { createdAt: "asc" },
    select: { number: true, store: { select: { slug: true } } },
  });
  if (!found) return undefined;
  const [record] = /^\d{1,20}$/.exec(platformIdOf(customer)) ?? [];
  const page = record ? livePath({ source: connectionSource(found.number), record }) : "requests";
  return `/dashboard/${found.store.slug}/${page}`;
}
