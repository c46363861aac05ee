import type { IncomingMessage } from "node:http";
import { afterEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { checkConnection, connect, replaceCredentials } from "@/lib/source/connection/manage-connections";
import { sourcesOf } from "@/lib/source/registry";
import type { Clues } from "@/lib/source/source";
import { makeConnection } from "@/test/factories/connection";
import { makeMember, makeStore } from "@/test/factories/store";
import { allowPrivateSources, listen, stopListening } from "@/test/harness/local-server";
import { withTestDatabase } from "@/test/harness/test-database";

withTestDatabase();
afterEach(async () => {
  allowPrivateSources();
  await stopListening();
});

const never = new AbortController().signal;
const AT = "2026-01-02T03:04:05.000Z";
const description = {
  sections: ["profile", "addresses", "orders"],
  moneyPrecision: 2,
  customFields: { customer: ["shoeSize"], order: [], line: [] },
};
const FORBIDDEN = { message: "no", extensions: { code: "FORBIDDEN" } };

type Asked = { query: string; variables: { id?: string; skip?: number; options?: { filter: unknown } } };

/** Everybody in the shop: the server answers as a Vendure does, or, hostile, whatever was asked for. */
const people = ["1", "2"].map((id) => ({
  ...{ id, firstName: "Ada", lastName: `Okafor ${id}`, createdAt: AT, updatedAt: AT },
  ...{ emailAddress: id === "1" ? "ada@mail.example" : "other@mail.example", phoneNumber: null, user: null },
  addresses: [{ id: `a${id}`, streetLine1: `${id} Road`, country: { code: "GB" } }],
  ...{ groups: [{ name: "Wholesale" }], customFields: { shoeSize: 44 } },
  orders: { totalItems: 1, items: [{ orderPlacedAt: AT }] },
}));

const order = (id: string, customer = "1") => ({
  ...{ id, code: `C${id}`, type: "Regular", state: "Shipped", active: false, createdAt: AT, updatedAt: AT },
  ...{ orderPlacedAt: AT, currencyCode: "EUR", customer: { id: customer, emailAddress: "ada@mail.example" } },
  ...{ subTotalWithTax: 2700, shippingWithTax: 600, totalWithTax: 3300, couponCodes: ["TENOFF"], surcharges: [] },
  taxSummary: [{ description: "VAT", taxRate: 20, taxTotal: 550 }],
  lines: [
    {
      ...{ id: `l${id}`, quantity: 2, orderPlacedQuantity: 2, taxRate: 20, unitPriceWithTax: 1500 },
      ...{ linePriceWithTax: 3000, proratedLinePriceWithTax: 2700, productVariant: { sku: "MUG", name: "Mug" } },
    },
  ],
  discounts: [{ type: "PROMOTION", description: "Ten off", amountWithTax: -300 }],
  ...{ promotions: [], shippingLines: [{ priceWithTax: 600, shippingMethod: { name: "Post" } }], modifications: [] },
  payments: [
    {
      ...{ id: `p${id}`, createdAt: AT, method: "card", amount: 3300, state: "Settled" },
      refunds: [{ id: `r${id}`, createdAt: AT, total: 1350, state: "Settled", reason: "Broken" }],
    },
  ],
  fulfillments: [{ id: `f${id}`, createdAt: AT, state: "Shipped", method: "Mail", trackingCode: "RM1" }],
  ...{ shippingAddress: { streetLine1: "2 Low Street", countryCode: "GB" }, billingAddress: { streetLine1: null } },
});

type Answer = (asked: Asked) => unknown;

/** Answers as a Vendure of `people`; `orders` are its orders of customer 1. */
const shop =
  (orders: (asked: Asked) => unknown = () => ({ totalItems: 0, items: [] })): Answer =>
  (asked) => {
    const { query, variables } = asked;
    if (query.includes("__type")) return { data: { customer: null, address: null, order: null, line: null } };
    if (query.includes("globalSettings"))
      return {
        data: {
          ...{ customers: { totalItems: 2 }, orders: { totalItems: 1 } },
          globalSettings: { serverConfig: { moneyStrategyPrecision: 3 } },
        },
      };
    if (query.includes("customers(")) return { data: { customers: { totalItems: 2, items: people } } };
    const customer = people.find(({ id }) => id === variables.id) ?? null;
    return {
      data: { customer: customer && { ...customer, orders: orders(asked), history: { totalItems: 0, items: [] } } },
    };
  };

async function readBody(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const piece of request.setEncoding("utf8")) body += piece;
  return body;
}

/** A local server that answers so. @returns its address, and what it was asked. */
async function serve(answer: Answer) {
  const asked: (Asked & { key: unknown })[] = [];
  const { port } = await listen(async (request, response) => {
    const body = JSON.parse(await readBody(request));
    asked.push({ ...body, key: request.headers["vendure-api-key"] });
    const given = answer(body);
    if (typeof given === "string") response.writeHead(200, { "content-type": "text/html" }).end(given);
    else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(given));
  });
  allowPrivateSources(`127.0.0.1:${port}`);
  return { address: `http://127.0.0.1:${port}/admin-api`, asked };
}

/** A store with a connection to a Vendure that answers so. */
async function connected(answer: Answer) {
  const { address, asked } = await serve(answer);
  const { id: storeId } = await makeStore();
  const key = await makeConnection(storeId, {
    ...{ kind: "vendure", address, description, credentials: { apiKey: "key-1" } },
  });
  const [, source] = await sourcesOf({ storeId });
  if (!source) throw new Error("the connection is no source");
  const state = async () => (await prisma().connection.findUniqueOrThrow({ where: { storeId_number: key } })).state;
  return { storeId, key, source, asked, state };
}

type Connected = Awaited<ReturnType<typeof connected>>;

async function collect(
  { source, storeId }: Connected,
  section: "profile" | "addresses" | "orders" | "history",
  record = "1",
) {
  const rows: unknown[] = [];
  const withheld: string[] = [];
  let dropped = 0;
  const notes = {
    drop: (count: number) => {
      dropped += count;
    },
    withhold: (what: string) => void withheld.push(what),
  };
  const subject = { storeId, customerIds: [], emails: [], liveRecords: [{ source: source.name, record }] };
  const collector = section === "history" ? source.own?.[0]?.collector : source.collectors[section];
  for await (const page of collector?.pages(subject, never, notes) ?? []) rows.push(...page);
  return { rows, dropped, withheld };
}

const clues = (storeId: string, fields: Partial<Clues> = {}): Clues => ({
  ...{ storeId, platformIds: [], emails: [], phones: [], records: [] },
  ...fields,
});
const ada = { emailNormalized: "ada@mail.example", provedAt: new Date() };

test("a customer's rows are those of the sections, each with its record", async () => {
  const shopped = await connected(shop(() => ({ totalItems: 1, items: [order("7")] })));
  expect((await collect(shopped, "profile")).rows).toMatchObject([
    {
      ...{ kind: "guest", id: "1", email: "ada@mail.example", record: "1", source: "connection-1" },
      attributes: { groups: ["Wholesale"], customFields: { shoeSize: 44 } },
    },
  ]);
  expect((await collect(shopped, "addresses")).rows).toMatchObject([
    { line1: "1 Road", country: "GB", isDefault: false },
  ]);
  const [row] = (await collect(shopped, "orders")).rows;
  expect(row).toMatchObject({
    ...{ name: "C7", platformId: "7", placedAt: AT, currency: "EUR", subtotal: "27.00", shipping: "6.00" },
    ...{ taxes: "5.50", discount: "3.00", total: "33.00", refunded: "13.50", financialStatus: "partially_refunded" },
    ...{ fulfillmentStatus: "fulfilled", paymentMethod: "card", shippingMethod: "Post", discountCode: "TENOFF" },
    lines: [{ position: 0, name: "Mug", sku: "MUG", quantity: 2, price: "15.00", discount: "3.00" }],
    ...{ shippingAddress: { line1: "2 Low Street", country: "GB" }, billingAddress: null },
    attributes: { state: "Shipped", payments: [{ amount: "33.00", refunds: [{ total: "13.50", reason: "Broken" }] }] },
  });
  expect(shopped.asked.every(({ key }) => key === "key-1")).toBe(true);
});

test("a cart is told from an order", async () => {
  const cart = { ...order("8"), active: true, orderPlacedAt: null, state: "AddingItems", payments: [] };
  const [row] = (await collect(await connected(shop(() => ({ totalItems: 1, items: [cart] }))), "orders")).rows;
  expect(row).toMatchObject({ placedAt: AT, financialStatus: null, attributes: { cart: true, state: "AddingItems" } });
});

test("a server that ignores what it is asked for gives nothing of others, and what is dropped is counted", async () => {
  // Whoever is asked for, customer 2 answers; a search finds everybody.
  const everybody = shop();
  const hostile: Answer = (asked) => {
    const noted = { id: "h1", createdAt: AT, type: "CUSTOMER_NOTE", isPublic: false, data: { note: "Not theirs" } };
    const history = { totalItems: 1, items: [noted] };
    const other = { ...people[1], history, orders: { totalItems: 2, items: [order("7", "2"), order("8", "2")] } };
    return asked.query.includes("customers(") ? everybody(asked) : { data: { customer: other } };
  };
  const shopped = await connected(hostile);
  expect(await collect(shopped, "profile")).toMatchObject({ rows: [], dropped: 1 });
  expect(await collect(shopped, "addresses")).toMatchObject({ rows: [], dropped: 1 });
  expect(await collect(shopped, "orders")).toMatchObject({ rows: [], dropped: 2 });
  expect(await collect(shopped, "history")).toMatchObject({ rows: [], dropped: 1 });
  const dropped: number[] = [];
  const found = await shopped.source.match(clues(shopped.storeId, { emails: [ada] }), never, (count) =>
    dropped.push(count),
  );
  expect(found.map(({ record, reason }) => [record, reason])).toEqual([["1", "address"]]);
  expect(dropped).toEqual([1]);
  const { rows } = await shopped.source.search({ storeId: shopped.storeId, text: "other@mail", limit: 20 });
  expect(rows.map(({ record }) => record)).toEqual(["2"]);
  expect(await shopped.source.read({ storeId: shopped.storeId, record: "9" })).toBeUndefined();
});

test("an order of another customer among a customer's own is dropped", async () => {
  const mixed = { totalItems: 2, items: [order("7"), order("8", "2")] };
  const { rows, dropped } = await collect(await connected(shop(() => mixed)), "orders");
  expect([rows.length, dropped]).toEqual([1, 1]);
});

test("pages are read to the end, also while an order is deleted; one that repeats fails", async () => {
  const all = Array.from({ length: 45 }, (_, index) => order(String(index + 1)));
  const paged = (orders: typeof all, skip = 0) => ({ totalItems: orders.length, items: orders.slice(skip, skip + 20) });
  const shrinking = shop(({ variables: { skip } }) => paged(skip === 0 ? all : all.slice(1), skip));
  const ids = ({ rows }: { rows: unknown[] }) => rows.map((row) => (row as { platformId: string }).platformId);
  expect(ids(await collect(await connected(shrinking), "orders"))).toEqual(all.map(({ id }) => id));
  const repeating = await connected(shop(() => paged(all)));
  await expect(collect(repeating, "orders")).rejects.toThrow("malformed");
});

test("what differs by case is found; who only has the address as a part is not, and is no leak", async () => {
  const upper = { ...people[0], emailAddress: "Ada@Mail.example" };
  const xada = { ...people[1], emailAddress: "xada@mail.example" };
  const contains = (asked: Asked) => JSON.stringify(asked.variables.options?.filter).includes("contains");
  const shopped = await connected((asked) => {
    const items = contains(asked) ? [upper, xada] : [];
    return { data: { customers: { totalItems: items.length, items } } };
  });
  const drop = () => expect.unreachable();
  const found = await shopped.source.match(clues(shopped.storeId, { emails: [ada] }), never, drop);
  expect(found.map(({ record }) => record)).toEqual(["1"]);
});

test("a field that the key may not read is named, and the rest is read", async () => {
  const shopped = await connected(() => ({
    data: { customer: { ...people[0], groups: null } },
    errors: [{ ...FORBIDDEN, path: ["customer", "groups"] }],
  }));
  const { rows, withheld } = await collect(shopped, "profile");
  expect(rows).toHaveLength(1);
  expect(withheld).toEqual(["Not allowed for the API key: customer.groups"]);
});

test.each<[string, Answer, string, string]>([
  [
    "a key that is not known",
    () => ({ data: null, errors: [{ ...FORBIDDEN, path: ["customer"] }] }),
    "unauthorized",
    "revoked",
  ],
  [
    "a field that cannot be null and is forbidden",
    () => ({ data: { customer: null }, errors: [{ ...FORBIDDEN, path: ["customer", "orders"] }] }),
    "unauthorized",
    "revoked",
  ],
  ["a page for people", () => "<html>Sign in</html>", "not_json", "failing"],
  [
    "an error of the server",
    () => ({ errors: [{ extensions: { code: "INTERNAL_SERVER_ERROR" } }] }),
    "refused",
    "failing",
  ],
  ["another answer", () => ({ data: { customer: { id: {} } } }), "malformed", "failing"],
])("%s fails the source, and its page says so", async (_what, answer, failure, state) => {
  const shopped = await connected(answer);
  await expect(collect(shopped, "orders")).rejects.toThrow(failure);
  expect(await shopped.state()).toBe(state);
});

test("what an owner pastes is tried before anything of it is stored", async () => {
  const { id: storeId } = await makeStore();
  const actor = await makeMember(storeId, "owner");
  let answer: Answer = () => ({ data: null, errors: [FORBIDDEN] });
  const { address } = await serve((asked) => answer(asked));
  const typed = { address, apiKey: "key-1" };
  const one = { storeId, kind: "vendure", name: "Shop", typed, actor } as const;
  expect(await connect(one)).toEqual({ failure: "unauthorized" });
  expect(await prisma().connection.count({ where: { storeId } })).toBe(0);
  answer = shop();
  expect(await connect(one)).toEqual({ number: 1, issued: undefined });
  const row = async () =>
    await prisma().connection.findUniqueOrThrow({ where: { storeId_number: { storeId, number: 1 } } });
  expect(await row()).toMatchObject({ state: "healthy", description: { moneyPrecision: 3 } });
  const { credentials } = await row();
  answer = () => ({ data: null, errors: [FORBIDDEN] });
  const renewed = { storeId, number: 1, kind: "vendure", typed: { apiKey: "key-2" }, actor } as const;
  expect(await replaceCredentials(renewed)).toEqual({ failure: "unauthorized" });
  expect(await row()).toMatchObject({ state: "healthy", credentials });
  expect(await checkConnection({ storeId, number: 1 })).toBe("unauthorized");
  answer = shop();
  expect(await replaceCredentials(renewed)).toEqual({ issued: undefined });
  expect((await row()).credentials).not.toBe(credentials);
  expect(await row()).toMatchObject({ state: "healthy", failures: 0 });
});

test("a shop's own fields are read where they hold plain values, and named where they do not", async () => {
  const fields = [
    { name: "shoeSize", type: { kind: "NON_NULL", ofType: { kind: "SCALAR" } } },
    { name: "advisor", type: { kind: "OBJECT" } },
  ];
  const plain = shop();
  const { source } = await connected((asked) =>
    asked.query.includes("__type")
      ? { data: { customer: { fields }, address: null, order: null, line: null } }
      : plain(asked),
  );
  expect(await source.describe(never)).toMatchObject({
    customFields: { customer: ["shoeSize"], order: [] },
    notGiven: ["Custom field: customer.advisor"],
  });
});
