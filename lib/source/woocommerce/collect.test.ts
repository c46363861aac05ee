import { afterEach, expect, test } from "vitest";
import { allowPrivateSources, stopListening } from "@/test/harness/local-server";
import { withTestDatabase } from "@/test/harness/test-database";
import { connectWoo, GUEST, readSection, SECTIONS } from "@/test/harness/woo-connection";
import { wooOrder, type wooServer } from "@/test/harness/woo-server";

withTestDatabase();
afterEach(async () => {
  allowPrivateSources();
  await stopListening();
});

test("an account's orders come by its id, also under another address, and a guest's by the address alone", async () => {
  const connected = await connectWoo();
  const account = await readSection(connected, "orders", { records: ["2"] });
  expect(account).toMatchObject({ ids: ["15"], dropped: 0 });
  expect(account.rows[0]).toMatchObject({ email: "other-address@example.com", record: "2", source: "connection-1" });
  const guest = await readSection(connected, "orders", { records: ["order-11"] });
  expect(guest.ids).toEqual(["11", "12", "13", "16"]);
  // xguest@example.com, which WooCommerce's search finds too.
  expect(guest.dropped).toBe(1);
  expect((await readSection(connected, "orders", { records: ["2"], emails: [GUEST] })).ids).toEqual([
    ...["15", "11", "12", "13", "16"],
  ]);
  expect((await readSection(connected, "orders", { emails: [GUEST] })).ids).toEqual([]);
});

test("another account's order under the address is not the person's", async () => {
  const orders = [wooOrder(41, GUEST), wooOrder(42, GUEST, { customer_id: 3 })];
  const connected = await connectWoo({ orders });
  expect(await readSection(connected, "orders", { records: ["order-41"] })).toMatchObject({ ids: ["41"], dropped: 1 });
  connected.shop.orders = [wooOrder(41, GUEST, { customer_id: 3 }), wooOrder(43, GUEST)];
  // An account took the guest's order over: it says nothing of other guests.
  expect((await readSection(connected, "orders", { records: ["order-41"] })).ids).toEqual(["41"]);
});

test("orders in the trash are read too", async () => {
  const trashed = [wooOrder(9, GUEST, { status: "trash" })];
  const { ids } = await readSection(await connectWoo({ trashed }), "orders", { records: ["order-9"] });
  expect(ids).toEqual(["9", "11", "12", "13", "16"]);
});

test("an order keeps its details; keys that open it stay out", async () => {
  const { rows } = await readSection(await connectWoo(), "orders", { records: ["order-13"] });
  expect(rows.find(({ platformId }) => platformId === "13")).toMatchObject({
    ...{ name: "13", placedAt: "2026-11-30T01:43:25Z", placedAtOffsetMinutes: 0, paidAt: "2026-11-30T01:43:25Z" },
    ...{ currency: "USD", subtotal: "25.00", total: "25.00", refunded: "5.00", financialStatus: "partially_refunded" },
    ...{ fulfillmentStatus: null, paymentMethod: "bacs", note: "leave by door", phone: "0999", email: GUEST },
    billingAddress: { name: "G G", line1: "2 Low St", city: "York", postalCode: "YO1 7AA", country: "GB" },
    shippingAddress: null,
    lines: [{ position: 1, name: "Mug", quantity: 2, price: "12.50", discount: "0.00", sku: "MUG-1" }],
    attributes: { status: "processing", created_via: "rest-api", refunds: [{ reason: "broken", total: "-5.00" }] },
  });
  expect(JSON.stringify(rows)).not.toMatch(/wc_order_|pay_for_order/);
});

test("what plug-ins keep with an order comes along, and weights, fees and coupons", async () => {
  const [sample] = wooOrder(1, "").line_items;
  const rich = wooOrder(51, GUEST, {
    line_items: [
      { ...sample, quantity: 1.5, subtotal: "10.00", total: "8.00", meta_data: [{ key: "engraving", value: "Ada" }] },
    ],
    coupon_lines: [{ code: "WELCOME", discount: "2.00" }],
    fee_lines: [{ name: "Gift wrap", total: "3.00" }],
    meta_data: [
      { key: "gift_message", value: "For Ben" },
      { key: "gift_message", value: "and Ada" },
      { key: "status", value: "packed" },
    ],
    customer_ip_address: "203.0.113.9",
    total_tax: "",
  } as object);
  const { rows } = await readSection(await connectWoo({ orders: [rich] }), "orders", { records: ["order-51"] });
  expect(rows).toMatchObject([
    {
      ...{ subtotal: "8.00", taxes: "0", discountCode: "WELCOME" },
      lines: [{ quantity: 1, price: "10.00", discount: "2.00", attributes: { quantity: 1.5, engraving: "Ada" } }],
      attributes: {
        ...{ gift_message: ["For Ben", "and Ada"], "meta_data: status": "packed", customer_ip_address: "203.0.113.9" },
        ...{ fee_lines: [{ name: "Gift wrap", total: "3.00" }], coupon_lines: [{ code: "WELCOME", discount: "2.00" }] },
      },
    },
  ]);
});

test("a profile and its addresses, of an account and of a guest", async () => {
  const connected = await connectWoo();
  const records = ["2", "order-13"];
  expect((await readSection(connected, "profile", { records })).rows).toMatchObject([
    {
      ...{ kind: "account", id: "2", platformId: "2", email: "w0@example.com", firstName: "W0", phone: "01234" },
      ...{ createdAt: "2026-11-30T01:43:24Z", attributes: { username: "w0", loyalty: "0" }, record: "2" },
    },
    { kind: "guest", id: "order-13", platformId: null, email: GUEST, firstName: "G", record: "order-13" },
  ]);
  expect((await readSection(connected, "addresses", { records })).rows).toMatchObject([
    { platformId: "2-billing", isDefault: true, line1: "1 High St", postalCode: "LS1 1AA", record: "2" },
  ]);
});

test("refunds, notes and downloads are sections of its own, each compared with its order", async () => {
  const file = { download_id: "f1", product_name: "E-book", download_name: "book.pdf", downloads_remaining: "3" };
  const downloads = [15, 18].map((order_id) => ({ ...file, order_id, download_url: "https://shop/?order=wc_order_x" }));
  const connected = await connectWoo({ downloads });
  const refund = {
    id: "14",
    order: "13",
    amount: "5.00",
    currency: "USD",
    reason: "broken",
    at: "2026-11-30T01:43:27Z",
  };
  expect((await readSection(connected, "refunds", { records: ["order-11"] })).rows).toEqual([
    { ...refund, record: "order-11" },
  ]);
  const notes = await readSection(connected, "order-notes", { records: ["order-11"] });
  expect(notes.rows).toMatchObject([
    { id: "5", order: "13", note: "called customer", author: "WooCommerce", sent: false, record: "order-11" },
    { id: "4", order: "13" },
  ]);
  const files = await readSection(connected, "downloads", { records: ["2"] });
  expect([files.rows, files.dropped]).toMatchObject([[{ id: "15-f1", product: "E-book", order: "15" }], 1]);
  expect(JSON.stringify(files.rows)).not.toContain("wc_order");
});

test("the plug-in's exporters are asked for one proved address at a time, and give text", async () => {
  const description = {
    ...SECTIONS,
    plugin: {
      route: "wc-dossier/v1",
      exporters: [
        { key: "woocommerce-customer-orders", name: "WooCommerce Customer Orders" },
        { key: "x".repeat(60), name: "Ben &amp; Ada" },
      ],
    },
  };
  const connected = await connectWoo({ plugin: true }, description);
  const own = (connected.source.own ?? []).map(({ section }) => section);
  expect(own.map(({ key, title }) => [key, title.en]).slice(3)).toEqual([
    ["wp-woocommerce-customer-orders", "WooCommerce Customer Orders"],
    [`wp-${"x".repeat(19)}-42f2d973`, "Ben & Ada"],
  ]);
  const key = own[3]?.key ?? "";
  const { rows } = await readSection(connected, key, { records: ["2"], emails: [GUEST] });
  expect(rows).toHaveLength(4 * 7 - 1);
  expect(rows[0]).toEqual({ group: "Orders", item: "order-16", name: "Order Number", value: "16", record: "2" });
  const asked = connected.asked.filter(({ pathname }) => pathname.endsWith("/export"));
  expect(asked.map(({ searchParams }) => searchParams.get("email"))).toEqual([GUEST]);
  // The account's own address, which nobody proved, is not asked for.
  expect((await readSection(connected, key, { records: ["2"] })).rows).toEqual([]);
});

test("a shop that ignores every filter gives nothing of others in any section, and all of it is counted", async () => {
  const connected = await connectWoo({ ignoresFilters: true });
  const records = ["99", "order-98"];
  for (const section of ["profile", "addresses", "orders", "refunds", "order-notes", "downloads"]) {
    const { rows, dropped } = await readSection(connected, section, { records, emails: ["nobody@example.com"] });
    expect([section, rows]).toEqual([section, []]);
    if (section === "orders") expect(dropped).toBeGreaterThanOrEqual(8);
  }
  const own = await readSection(connected, "orders", { records: ["2"] });
  expect(own).toMatchObject({ ids: ["15"], dropped: 7 });
  const notes = await readSection(connected, "order-notes", { records: ["2"] });
  expect(notes).toMatchObject({ rows: [], dropped: 2 });
});

test("500 orders come in pages of 100, each once, also while orders are added and deleted", async () => {
  const orders = Array.from({ length: 500 }, (_, index) => wooOrder(1000 + index, GUEST));
  let pages = 0;
  const connected = await connectWoo({
    orders,
    before(url) {
      if (url.pathname.endsWith("/orders") && url.searchParams.has("search") && ++pages === 2) {
        // Everything behind it moves up by one.
        connected.shop.orders = [...connected.shop.orders.filter(({ id }) => id !== 1005), wooOrder(2000, GUEST)].slice(
          1,
        );
      }
      return false;
    },
  });
  const { ids } = await readSection(connected, "orders", { records: ["2"], emails: [GUEST] });
  expect(new Set(ids).size).toBe(ids.length);
  const missed = orders.map(({ id }) => String(id)).filter((id) => !ids.includes(id));
  expect([missed, ids.includes("2000")]).toEqual([[], true]);
});

test.each<[string, NonNullable<Parameters<typeof wooServer>[0]>["before"], string]>([
  [
    "a page that comes again and again",
    (_url, response) => {
      const rows = JSON.stringify(Array.from({ length: 100 }, (_, index) => wooOrder(index + 1, GUEST)));
      const headers = { "content-type": "application/json", "x-wp-total": "999999", "x-wp-totalpages": "9999" };
      response.writeHead(200, headers).end(rows);
      return true;
    },
    "malformed",
  ],
  [
    "a page for people",
    (_url, response) => Boolean(response.writeHead(200, { "content-type": "text/html" }).end("<html>")),
    "not_json",
  ],
  [
    "10 MB in one row",
    (_url, response) =>
      Boolean(
        response.writeHead(200, { "content-type": "application/json" }).end(`[{"id":1,"x":"${"x".repeat(1e7)}"}]`),
      ),
    "too_large",
  ],
  [
    "a row that is no order",
    (_url, response) => Boolean(response.writeHead(200, { "content-type": "application/json" }).end("[{}]")),
    "malformed",
  ],
  [
    "keys that were revoked",
    (_url, response) => Boolean(response.writeHead(401, { "content-type": "application/json" }).end("{}")),
    "unauthorized",
  ],
  [
    "a redirect",
    (_url, response) => Boolean(response.writeHead(301, { location: "http://169.254.169.254/" }).end()),
    "redirected",
  ],
])("%s fails the source", async (_what, before, failure) => {
  const connected = await connectWoo({ before });
  await expect(readSection(connected, "orders", { records: ["2"] })).rejects.toMatchObject({ failure });
  expect(await connected.row()).toMatchObject(failure === "malformed" ? {} : { lastError: failure });
});

test("a shop that asks for time gets it", async () => {
  let busy = 1;
  const connected = await connectWoo({
    before: (_url, response) => busy-- > 0 && Boolean(response.writeHead(429, { "retry-after": "1" }).end()),
  });
  expect((await readSection(connected, "orders", { records: ["2"] })).ids).toEqual(["15"]);
  expect(await connected.row()).toMatchObject({ state: "healthy" });
});

test("the exporters are not asked for a guest's unproved address that an account has which is not linked", async () => {
  const exporters = [{ key: "woocommerce-customer-orders", name: "Orders" }];
  const connected = await connectWoo({ plugin: true }, { ...SECTIONS, plugin: { route: "wc-dossier/v1", exporters } });
  const { shop, asked } = connected;
  const read = (emails: string[] = [], records = ["order-11"]) =>
    readSection(connected, "wp-woocommerce-customer-orders", { records, emails });
  const isAsked = () => asked.some(({ pathname }) => pathname.endsWith("/export"));
  shop.customers = shop.customers.map((one) => (one.id === 3 ? { ...one, email: GUEST.toUpperCase() } : one));
  expect((await read()).rows).toEqual([]);
  expect(isAsked()).toBe(false);
  const linked = (await read([], ["order-11", "3"])).rows.length;
  expect([linked > 0, (await read([GUEST])).rows.length]).toEqual([true, linked]);
  shop.customers = [];
  expect((await read()).rows).toHaveLength(linked);
});
