import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import customers from "../fixtures/woocommerce/customers-by-email.json" with { type: "json" };
import notes from "../fixtures/woocommerce/order-notes.json" with { type: "json" };
import refunds from "../fixtures/woocommerce/order-refunds.json" with { type: "json" };
import ofCustomer from "../fixtures/woocommerce/orders-by-customer.json" with { type: "json" };
import ofGuests from "../fixtures/woocommerce/orders-search-guest.json" with { type: "json" };
import exported from "../fixtures/woocommerce/wp-export-orders.json" with { type: "json" };
import exporters from "../fixtures/woocommerce/wp-exporters.json" with { type: "json" };

export type WooOrderFixture = (typeof ofGuests)[number];
export const KEYS = { consumerKey: "ck_reader", consumerSecret: "cs_secret" };

const [account] = customers as [(typeof customers)[number]];
/** An account that none of the tests' people is. */
const stranger = { ...account, id: 3, email: "stranger@example.com", first_name: "Sam", last_name: "Stranger" };
const [sample] = ofGuests as [WooOrderFixture];

/** An order like the recorded ones. */
export function wooOrder(id: number, email: string, fields: Partial<WooOrderFixture> = {}): WooOrderFixture {
  return { ...sample, id, number: String(id), billing: { ...sample.billing, email }, ...fields } as WooOrderFixture;
}

interface Shop {
  orders: WooOrderFixture[];
  /** In the trash, which only `status=trash` gives. */
  trashed: WooOrderFixture[];
  customers: (typeof account)[];
  downloads: object[];
  /** Whether Dossier's plug-in is there. */
  plugin: boolean;
  /** Its erasers by their keys, each of which does something for an address and page; none for a key that may not erase. */
  erasers?: Record<string, (email: string, page: number) => object | undefined>;
  /** Answers every list as if it had not been asked for anything but a page. */
  ignoresFilters: boolean;
  /** Does something before an answer; true where it answered itself. */
  before(url: URL, response: ServerResponse): boolean;
}

/**
 * A shop's REST API as it was recorded from WooCommerce 9.9.5 on WordPress 6.9 (the fixtures): `email` of orders is ignored,
 * search finds parts, pages say how many there are. It stands behind the TLS that WooCommerce asks for.
 */
export function wooServer(changed: Partial<Shop> = {}): { answer: RequestListener; shop: Shop; asked: URL[] } {
  const strangers = [wooOrder(18, stranger.email, { customer_id: 3 }), wooOrder(19, "someone@example.com")];
  const shop: Shop = {
    orders: [...ofGuests, ...(ofCustomer as WooOrderFixture[]), ...strangers],
    ...{ trashed: [], customers: [account, stranger], downloads: [], plugin: false, ignoresFilters: false },
    before: () => false,
    ...changed,
  };
  const asked: URL[] = [];
  const answer: RequestListener = (request, response) => {
    const url = new URL(request.url ?? "", "http://shop.example");
    asked.push(url);
    if (shop.before(url, response)) return;
    if (!hasKeys(request)) return json(response, 401, { code: "woocommerce_rest_cannot_view" });
    const path = url.pathname.replace(/^\/shop\/wp-json\//, "");
    if (Number(url.searchParams.get("per_page") ?? 10) > 100)
      return json(response, 400, { code: "rest_invalid_param" });
    if (path === "wc/v3/customers") return page(response, url, findCustomers(shop, url.searchParams));
    if (path === "wc/v3/orders") return page(response, url, findOrders(shop, url.searchParams));
    const [, kind, id, list] = /^wc\/v3\/(customers|orders)\/(\d+)\/(\w+)$/.exec(path) ?? [];
    if (kind === "customers" && list === "downloads") return json(response, 200, shop.downloads);
    if (kind === "orders" && list === "notes")
      return json(response, 200, shop.ignoresFilters || id === "13" ? notes : []);
    if (kind === "orders" && list === "refunds") return page(response, url, refunds);
    if (shop.plugin && path === "wc-dossier/v1/exporters") return json(response, 200, exporters);
    if (shop.plugin && path === "wc-dossier/v1/export") return json(response, 200, exportOf(url.searchParams));
    if (shop.erasers && path === "wc-dossier/v1/erasers")
      return json(
        response,
        200,
        Object.keys(shop.erasers).map((key) => ({ key, name: `Eraser ${key}` })),
      );
    if (shop.erasers && path === "wc-dossier/v1/erase" && request.method === "POST")
      return void erase(request, response, shop.erasers);
    json(response, 404, { code: "rest_no_route" });
  };
  return { answer, shop, asked };
}

function hasKeys({ headers }: IncomingMessage): boolean {
  const [user, password] = Buffer.from(headers.authorization?.replace("Basic ", "") ?? "", "base64")
    .toString()
    .split(":");
  return user === KEYS.consumerKey && password === KEYS.consumerSecret;
}

function findCustomers({ customers, ignoresFilters }: Shop, query: URLSearchParams) {
  if (ignoresFilters) return customers;
  const [email, include, search] = ["email", "include", "search"].map((name) => query.get(name)?.toLowerCase());
  return customers.filter(
    (one) =>
      (!email || one.email.toLowerCase() === email) &&
      (!include || String(one.id) === include) &&
      (!search || `${one.email} ${one.username}`.toLowerCase().includes(search)),
  );
}

function findOrders({ orders, trashed, ignoresFilters }: Shop, query: URLSearchParams) {
  const [customer, include, search] = ["customer", "include", "search"].map((name) => query.get(name)?.toLowerCase());
  const isAscending = query.get("order") === "asc";
  const all = (query.get("status") === "trash" && !ignoresFilters ? trashed : orders).toSorted((a, b) =>
    isAscending ? a.id - b.id : b.id - a.id,
  );
  if (ignoresFilters) return all;
  return all.filter(
    ({ id, customer_id, billing }) =>
      (!customer || String(customer_id) === customer) &&
      (!include || String(id) === include) &&
      (!search || Object.values(billing).join(" ").toLowerCase().includes(search)),
  );
}

/** Runs one eraser; one that gives nothing broke. */
async function erase(request: IncomingMessage, response: ServerResponse, erasers: NonNullable<Shop["erasers"]>) {
  let body = "";
  for await (const piece of request.setEncoding("utf8")) body += piece;
  const { email, eraser, page } = JSON.parse(body);
  const answer = erasers[eraser]?.(email, page);
  json(response, answer ? 200 : 500, answer ?? { code: "dossier_eraser_failed" });
}

/** What the exporter of orders gave for guest@example.com; the others gave nothing. */
function exportOf(query: URLSearchParams) {
  const isTheirs = query.get("email")?.toLowerCase() === "guest@example.com";
  return isTheirs && query.get("exporter") === "woocommerce-customer-orders" ? exported : { data: [], done: true };
}

function page(response: ServerResponse, url: URL, rows: object[]): void {
  const size = Number(url.searchParams.get("per_page") ?? 10);
  const number = Number(url.searchParams.get("page") ?? 1);
  const start = Number(url.searchParams.get("offset") ?? (number - 1) * size);
  response.setHeader("X-WP-Total", rows.length).setHeader("X-WP-TotalPages", Math.ceil(rows.length / size));
  json(response, 200, rows.slice(start, start + size));
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=UTF-8" }).end(JSON.stringify(body));
}
