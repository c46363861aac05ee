import { afterEach, expect } from "vitest";
import { allowPrivateSources, stopListening } from "@/test/harness/local-server";
import { connectShopify } from "./connect";
import { type ShopifyServer, startShopify } from "./server";

/**
 * For a file's tests: makes a store that has connected a shop with such data, whose app has these access scopes. Whatever a
 * test is about, no query of it is refused by Shopify's schema, and no seed lacks what it must have.
 */
export function withShops() {
  let server: ShopifyServer | undefined;
  afterEach(async () => {
    allowPrivateSources();
    await stopListening();
    expect(server?.told.invalid ?? []).toEqual([]);
  });
  return async (data: Parameters<typeof startShopify>[0] = {}, scopes?: string[]) => {
    server = await startShopify(data);
    if (scopes) server.faults.scopes = new Set(scopes);
    return { server, ...(await connectShopify(server)) };
  };
}
