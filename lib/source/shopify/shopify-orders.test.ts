import { expect, test } from "vitest";
import { orders as ordersSection } from "@/lib/section/orders";
import { collect } from "@/test/harness/shopify/collect";
import { daysAgo, seed, seedCustomer, seedLine, seedOrder, seedTransaction } from "@/test/harness/shopify/shop-data";
import { withShops } from "@/test/harness/shopify/with-shops";
import { withTestDatabase } from "@/test/harness/test-database";

withTestDatabase();
const connected = withShops();

const EMAIL = "ada@mail.example";

test("an order holds all that its lists hold, nested ones too, each read to its end", async () => {
  const own = seedCustomer(7, EMAIL);
  const many = <T>(count: number, make: (index: number) => T) =>
    Array.from({ length: count }, (_, index) => make(index + 1));
  const refund = (id: number) =>
    seed("Refund", id, {
      ...{ createdAt: daysAgo(1), totalRefundedSet: "1.00", note: `Refund ${id}` },
      refundLineItems: many(12, (line) =>
        seed("RefundLineItem", id * 100 + line, { quantity: 1, lineItem: seedLine(line), restockType: "RETURN" }),
      ),
    });
  const returned = (id: number) =>
    seed("Return", id, {
      ...{ name: `#R${id}`, status: "OPEN", createdAt: daysAgo(1) },
      returnLineItems: many(11, (line) => ({
        id: `gid://shopify/ReturnLineItem/${id * 100 + line}`,
        quantity: 1,
        returnReasonNote: "Too small",
        customerNote: "Sorry",
      })),
    });
  const visit = (id: number) =>
    seed("CustomerVisit", id, { occurredAt: daysAgo(6), source: "Google", landingPage: "/pens" });
  const order = seedOrder(70, {
    customer: own,
    ...{ clientIp: "192.0.2.7", note: "Ring twice", customAttributes: [{ key: "Gift", value: "yes" }], tags: ["b2b"] },
    ...{ displayFinancialStatus: "PARTIALLY_REFUNDED", totalRefundedSet: "3.00" },
    billingAddress: {
      id: "gid://shopify/MailingAddress/1",
      name: "Ada Byron",
      address1: "1 St",
      city: "London",
      countryCodeV2: "GB",
    },
    lineItems: many(107, (id) => seedLine(id)),
    transactions: many(5, (id) => seedTransaction(id)),
    refunds: many(3, refund),
    returns: many(3, returned),
    fulfillments: many(3, (id) => ({
      id: `gid://shopify/Fulfillment/${id}`,
      name: `#F${id}`,
      createdAt: daysAgo(2),
      totalQuantity: 1,
      trackingInfo: [{ number: `T${id}` }],
    })),
    localizedFields: many(5, (id) => ({
      key: "TAX_CREDENTIAL_BR",
      title: `Tax ${id}`,
      value: `V${id}`,
      countryCode: "BR",
    })),
    metafields: many(5, (id) =>
      seed("Metafield", id, { namespace: "app", key: `k${id}`, type: "text", value: `v${id}`, updatedAt: daysAgo(1) }),
    ),
    events: many(9, (id) => ({
      id: `gid://shopify/BasicEvent/${id}`,
      createdAt: daysAgo(1),
      message: `Event ${id}`,
      action: "x",
    })),
    customerJourneySummary: {
      customerOrderIndex: 0,
      momentsCount: { count: 3 },
      moments: many(3, visit),
      firstVisit: visit(1),
      lastVisit: visit(3),
    },
  });
  const { source, storeId } = await connected({ customers: [own], orders: [order] });
  const { rows, withheld } = await collect({ source, storeId }, "orders", { records: ["7"] });
  const [row] = rows;
  expect(ordersSection.schema.safeParse(row).success).toBe(true);
  expect(withheld).toEqual([]);
  expect(row).toMatchObject({
    ...{ name: "#70", total: "12.50", refunded: "3.00", financialStatus: "partially_refunded", platformId: "70" },
    ...{ note: "Ring twice", tags: ["b2b"], source: source.name, record: "7", paidAt: expect.any(String) },
    billingAddress: { name: "Ada Byron", line1: "1 St", city: "London", country: "GB" },
    attributes: {
      ...{ clientIp: "192.0.2.7", customAttributes: { Gift: "yes" }, localizedFields: { "Tax 5": "V5" } },
      ...{ metafields: { "app.k5": "v5" }, customerJourneySummary: { firstVisit: { source: "Google" } } },
    },
  });
  const lists = (row?.attributes ?? {}) as Record<string, { lines?: unknown[] }[]>;
  const lengths = ["transactions", "refunds", "returns", "fulfillments", "events"].map((name) => lists[name]?.length);
  expect(row?.lines).toHaveLength(107);
  expect(lengths).toEqual([5, 3, 3, 3, 9]);
  expect([...(lists.refunds ?? []), ...(lists.returns ?? [])].map(({ lines }) => lines?.length)).toEqual([
    12, 12, 12, 11, 11, 11,
  ]);
  expect(row?.attributes).toHaveProperty("customerJourneySummary.visits.length", 3);
});
