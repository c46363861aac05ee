import { checkConnection, connect } from "@/lib/source/connection/manage-connections";
import { confirmOwnText, readOwnTexts } from "@/lib/source/own-texts";
import { makeMember } from "@/test/factories/store";
import { freePort } from "./free-port";
import { allowPrivateSources, stopListening } from "./local-server";
import { startSampleService } from "./sample-service";
import { startShopify } from "./shopify/server";
import { startVendure } from "./vendure";

/**
 * Connects, as an owner does, the sample web service (1), an empty shop of Shopify's test server (2) and the run's real
 * Vendure (3), and says what their own sections are used for.
 */
export async function connectSources(storeId: string) {
  const [vendure, port, shop] = [await startVendure(), await freePort(), await startShopify({})];
  allowPrivateSources(`127.0.0.1:${port}`, shop.host, new URL(vendure.address).host);
  const own = { storeId, actor: await makeMember(storeId, "owner") };
  const service = { kind: "web_service", name: "Help desk", typed: { address: `http://127.0.0.1:${port}/` } } as const;
  const { issued: secret = "" } = await connect({ ...own, ...service });
  const desk = await startSampleService("Node", { port, secret });
  await checkConnection({ storeId, number: 1 });
  const typed = { shop: shop.address, adminToken: "shpat_lasting" };
  await connect({ ...own, kind: "shopify", name: "Shopify", typed });
  await connect({ ...own, kind: "vendure", name: "Vendure", typed: vendure });
  for (const { key } of await readOwnTexts(storeId))
    await confirmOwnText({ ...own, key, texts: { en: "To help", de: "Um zu helfen" } });
  const stop = async () => {
    desk.kill();
    allowPrivateSources();
    await stopListening();
  };
  return { shop, stop };
}
