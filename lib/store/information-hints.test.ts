import { expect, test } from "vitest";
import { makeConsent, makeCustomer, makeOrder } from "@/test/factories/customer";
import { makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { readInformationHints } from "./information-hints";

withTestDatabase();

test("hints name what a store's own data show, the most frequent first", async () => {
  const { id: storeId } = await makeStore();
  const { id: customerId } = await makeCustomer(storeId);
  await makeOrder(storeId, { paymentMethod: "PayPal + Klarna", shippingMethod: "DHL", attributes: { Source: "web" } });
  await makeOrder(storeId, {
    ...{ paymentMethod: "PayPal", shippingMethod: " " },
    attributes: { "Risk Level": "High", Source: "pos", "Fulfillment Service": "Shipwire", Location: "Berlin" },
  });
  await makeOrder(storeId, { paymentMethod: "Card ending in 4242" });
  await makeConsent(storeId, customerId, { source: "checkout" });
  const { id: other } = await makeStore();
  await makeOrder(other, { paymentMethod: "Another store's", attributes: { "Fraud score": "3" } });

  expect(Object.fromEntries(await readInformationHints(storeId))).toEqual({
    "orders-automatedDecisions": { kind: "risk", names: ["High"] },
    "orders-recipients": { kind: "recipients", names: ["PayPal", "Card", "DHL", "Klarna", "Shipwire"] },
    "addresses-recipients": { kind: "recipients", names: ["PayPal", "Card", "DHL", "Klarna", "Shipwire"] },
    "orders-source": { kind: "channels", names: ["pos", "web"] },
    "consents-source": { kind: "consents", names: ["checkout"] },
  });
  expect((await readInformationHints(other)).get("orders-automatedDecisions")).toEqual({ kind: "risk", names: ["3"] });
});

test("data that show nothing give no hint, and a hint has eight short names at most", async () => {
  const { id: storeId } = await makeStore();
  expect(await readInformationHints(storeId)).toEqual(new Map());
  for (let number = 0; number < 10; number++) await makeOrder(storeId, { paymentMethod: `${number}${"x".repeat(80)}` });
  const hint = (await readInformationHints(storeId)).get("orders-recipients");
  expect(hint?.names).toHaveLength(8);
  for (const name of hint?.names ?? []) expect(name).toHaveLength(60);
});
