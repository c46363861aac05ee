import { expect, test } from "vitest";
import { descriptors } from "@/lib/section/sections";
import { readOwnRow } from "@/lib/source/own-section";
import { collect } from "@/test/harness/shopify/collect";
import { daysAgo, seed, seedCustomer, seedOrder } from "@/test/harness/shopify/shop-data";
import { withShops } from "@/test/harness/shopify/with-shops";
import { withTestDatabase } from "@/test/harness/test-database";

withTestDatabase();
const connected = withShops();

const EMAIL = "ada@mail.example";

function withoutRecord({ record: _, ...row }: Record<string, unknown>) {
  return row;
}

test("who the customer is, their addresses and what they agreed to", async () => {
  const address = (id: number) => ({
    id: `gid://shopify/MailingAddress/${id}?model_name=CustomerAddress`,
    name: `Home ${id}`,
    zip: "50667",
    countryCodeV2: "DE",
  });
  const consent = { state: "SUBSCRIBED", optInLevel: "CONFIRMED_OPT_IN", updatedAt: "2026-02-03T04:05:06+01:00" };
  const own = seedCustomer(7, EMAIL, {
    ...{ firstName: "Ada", lastName: "Byron", note: "VIP", tags: ["b2b"], taxExempt: true, amountSpent: "99.50" },
    defaultEmailAddress: {
      emailAddress: EMAIL,
      marketingState: "UNSUBSCRIBED",
      marketingUpdatedAt: "2026-01-02T03:04:05Z",
      openTrackingLevel: "OPTED_OUT",
    },
    defaultPhoneNumber: { phoneNumber: "+4922112345", smsMarketingConsent: consent, whatsAppMarketingConsent: consent },
    ...{ defaultAddress: address(1), addressesV2: Array.from({ length: 103 }, (_, index) => address(index + 1)) },
    ...{
      statistics: { rfmGroup: "CHAMPIONS" },
      companyContactProfiles: [{ title: "Buyer", company: { name: "Finch Ltd" } }],
    },
  });
  const { source, storeId } = await connected({ customers: [own], orders: [seedOrder(71, { email: EMAIL })] });
  const profile = await collect({ source, storeId }, "profile", { records: ["7", "order-71", "no record"] });
  expect(profile.rows).toMatchObject([
    {
      ...{
        kind: "account",
        firstName: "Ada",
        email: EMAIL,
        phone: "+4922112345",
        taxExempt: true,
        platformId: "7",
        id: "7",
        record: "7",
      },
      attributes: {
        verifiedEmail: true,
        rfmGroup: "champions",
        "Total Spent": "99.50 EUR",
        companies: [{ name: "Finch Ltd" }],
      },
    },
    { kind: "guest", email: EMAIL, platformId: null, id: "order-71" },
  ]);
  const addresses = await collect({ source, storeId }, "addresses", { records: ["7"] });
  expect(addresses.rows).toHaveLength(103);
  expect(addresses.rows[0]).toMatchObject({
    name: "Home 1",
    postalCode: "50667",
    country: "DE",
    isDefault: true,
    platformId: "1",
  });
  const consents = await collect({ source, storeId }, "consents", { records: ["7"] });
  expect(consents.rows).toMatchObject([
    { at: "2026-01-02T03:04:05.000Z", channel: "email", granted: false, source: "Shopify: unsubscribed" },
    { at: "2026-02-03T03:05:06.000Z", channel: "sms", granted: true, source: "Shopify: subscribed, confirmed opt in" },
  ]);
  for (const [section, { rows }] of Object.entries({ profile, addresses, consents }))
    for (const row of rows) expect(descriptors[section as "profile"].schema.safeParse(row).error).toBeUndefined();
});

test("sections of the shop's own hold what else it has of a customer", async () => {
  const own = seedCustomer(7, EMAIL);
  const credit = (id: number) => ({
    createdAt: daysAgo(id),
    event: "ORDER_REFUND",
    amount: "5.00",
    balanceAfterTransaction: "5.00",
  });
  own.storeCreditAccounts = [
    seed("StoreCreditAccount", 1, {
      balance: "5.00",
      transactions: Array.from({ length: 40 }, (_, index) => credit(index)),
    }),
  ];
  own.metafields = [
    seed("Metafield", 1, { namespace: "app", key: "size", type: "text", value: "M", updatedAt: daysAgo(1) }),
  ];
  own.events = [
    { id: "gid://shopify/BasicEvent/1", createdAt: daysAgo(1), message: "Ada was created", action: "create" },
  ];
  const draft = seed("DraftOrder", 1, {
    ...{
      name: "#D1",
      createdAt: daysAgo(1),
      updatedAt: daysAgo(1),
      customer: own,
      totalPriceSet: "7.00",
      note2: "Later",
    },
    lineItems: [{ id: "gid://shopify/DraftOrderLineItem/1", name: "Ink", quantity: 2 }],
  });
  const card = seed("GiftCard", 1, {
    lastCharacters: "ab12",
    createdAt: daysAgo(1),
    initialValue: "20.00",
    balance: "5.00",
    recipientAttributes: { recipient: own, message: "For you" },
  });
  const { source, storeId } = await connected({ customers: [own], draftOrders: [draft], giftCards: [card] });
  const rowsOf = async (key: "metafields" | "events" | "store-credit" | "draft-orders" | "gift-cards") => {
    const { rows, dropped } = await collect({ source, storeId }, key, { records: ["7"] });
    const section = source.own?.find((one) => one.section.key === key)?.section;
    for (const row of rows) expect(section && readOwnRow(section, row), key).toEqual(withoutRecord(row));
    expect([dropped, ...rows.map(({ record }) => record)], key).toEqual([0, ...rows.map(() => "7")]);
    return rows;
  };
  expect(await rowsOf("metafields")).toMatchObject([{ namespace: "app", key: "size", value: "M" }]);
  expect(await rowsOf("events")).toMatchObject([{ message: "Ada was created" }]);
  expect(await rowsOf("store-credit")).toHaveLength(41);
  expect(await rowsOf("draft-orders")).toMatchObject([{ name: "#D1", lines: "2 × Ink", total: "7.00", note: "Later" }]);
  expect(await rowsOf("gift-cards")).toMatchObject([
    { role: "was given it", lastCharacters: "ab12", message: "For you" },
  ]);
});
