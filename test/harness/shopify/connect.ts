import { prisma } from "@/lib/database";
import { findConnections } from "@/lib/source/connection/connection";
import { describeShop } from "@/lib/source/shopify/describe-shop";
import { shopOf } from "@/lib/source/shopify/shop";
import { shopifySource } from "@/lib/source/shopify/shopify-source";
import { makeConnection } from "@/test/factories/connection";
import { makeStore } from "@/test/factories/store";
import { allowPrivateSources } from "@/test/harness/local-server";
import type { ShopifyServer } from "./server";

const never = new AbortController().signal;

/**
 * A store that has connected a shop, and checked it.
 * @param known its id, where there is one already.
 */
export async function connectShopify(
  server: Pick<ShopifyServer, "host" | "address">,
  credentials: unknown = { adminToken: "shpat_lasting" },
  known?: string,
) {
  allowPrivateSources(server.host);
  const storeId = known ?? (await makeStore()).id;
  const key = await makeConnection(storeId, { kind: "shopify", name: "Shop", address: server.address, credentials });
  const [unchecked] = await findConnections(storeId);
  if (!unchecked) throw new Error("not connected");
  const description = await describeShop(shopOf(unchecked), never);
  await prisma().connection.update({ where: { storeId_number: key }, data: { description } });
  const connection = { ...unchecked, description };
  return { storeId, key, connection, description, source: shopifySource(connection) };
}
