import type { IncomingMessage, ServerResponse } from "node:http";
import { execute } from "graphql";
import { listen } from "@/test/harness/local-server";
import { leakyBucket, MAX_COST, requestedCost } from "./cost";
import { mutationsOf } from "./mutations";
import { type Run, resolveField, resolveType } from "./resolve";
import { checkQuery, SCHEMA_VERSION, shopifySchema } from "./schema";
import { rootOf, type ShopData } from "./shop-data";

/** What a shop does wrong, or lets this app do. Tests change it as they go. */
export interface Faults {
  scopes: Set<string>;
  /** Fields that Shopify withholds, such as "Customer.firstName". */
  redacted: Set<string>;
  /** It answers everybody's data whatever it is asked for. */
  ignoresFilter: boolean;
  /** It answers another object than the one whose id it is asked for. */
  answersAnother: boolean;
  /** A list of which every page is the first one and says that there are more, such as "Customer.orders". */
  repeats?: { list: string; withNewCursors: boolean };
  /** How many queries there were. */
  calls: number;
  /** Answers the query of a number, from 1, in its place. */
  instead?:
    | ((call: number, query: string) => { status: number; headers?: Record<string, string>; body?: string } | undefined)
    | undefined;
  /** Before the query of a number runs. */
  before?: ((call: number) => void) | undefined;
}

const ALL_SCOPES = [
  ...["read_all_orders", "read_customers", "read_draft_orders", "read_gift_cards", "read_orders", "read_returns"],
  ...["read_store_credit_account_transactions", "read_store_credit_accounts"],
  ...["write_customers", "write_customer_data_erasure", "write_privacy_settings"],
];

/**
 * A shop's Admin API on this computer: it validates and executes every query against Shopify's own schema, over the given
 * data, with paging, the cost of queries, access scopes and tokens. It is stopped with `stopListening`.
 */
export async function startShopify(
  data: Partial<ShopData>,
  { pointsASecond = 1_000_000, bucket = 2_000_000, shop = "northwind.myshopify.com" } = {},
) {
  const whole: ShopData = { ...{ customers: [], orders: [], draftOrders: [], giftCards: [] }, ...data };
  const faults: Faults = {
    ...{ scopes: new Set(ALL_SCOPES), redacted: new Set(), ignoresFilter: false, answersAnother: false },
    calls: 0,
  };
  const points = leakyBucket(bucket, pointsASecond);
  const app = { clientId: "client-id", clientSecret: "client-secret", lifetimeSeconds: 86_399 };
  const tokens = new Set(["shpat_lasting"]);
  const told = { invalid: [] as string[], spent: 0, throttled: 0, tokensMade: 0, refused: 0, queries: [] as string[] };

  const before: { grant?: () => Promise<void> } = {};

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const body = await readBody(request);
    const send = (status: number, value: unknown, headers = {}) =>
      void response
        .writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers })
        .end(JSON.stringify(value));
    if (request.method === "POST" && request.url === "/admin/oauth/access_token") {
      await before.grant?.();
      return send(...grant(new URLSearchParams(body)));
    }
    if (request.method !== "POST" || request.url !== `/admin/api/${SCHEMA_VERSION}/graphql.json`) return send(404, {});
    if (!tokens.has(String(request.headers["x-shopify-access-token"])) && ++told.refused)
      return send(401, { errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" });
    const call = ++faults.calls;
    const question = JSON.parse(body);
    const instead = faults.instead?.(call, question.query);
    if (instead) return void response.writeHead(instead.status, instead.headers).end(instead.body);
    faults.before?.(call);
    send(200, await run(question));
  }

  function grant(form: URLSearchParams): [number, unknown] {
    const isApp = form.get("client_id") === app.clientId && form.get("client_secret") === app.clientSecret;
    if (form.get("grant_type") !== "client_credentials" || !isApp) return [400, { error: "invalid_client" }];
    const token = `shpat_${++told.tokensMade}`;
    tokens.add(token);
    return [200, { access_token: token, scope: [...faults.scopes].join(","), expires_in: app.lifetimeSeconds }];
  }

  async function run({ query, variables = {} }: { query: string; variables?: Record<string, unknown> }) {
    told.queries.push(query);
    const { document, errors } = checkQuery(query);
    if (!document || errors.length > 0) {
      told.invalid.push(...errors);
      return { errors: errors.map((message) => ({ message, extensions: { code: "undefinedField" } })) };
    }
    const requestedQueryCost = requestedCost(document, variables);
    if (requestedQueryCost > MAX_COST) {
      told.invalid.push(`costs ${requestedQueryCost} points: ${query.slice(0, 60)}`);
      return { errors: [{ message: "Query cost is too high", extensions: { code: "MAX_COST_EXCEEDED" } }] };
    }
    const cost = (actualQueryCost: number | null) => ({
      cost: { requestedQueryCost, actualQueryCost, throttleStatus: points.status() },
    });
    if (!points.has(requestedQueryCost)) {
      told.throttled++;
      return { errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }], extensions: cost(null) };
    }
    const context: Run = { faults, cost: 0 };
    const result = await execute({
      ...{ schema: shopifySchema(), document, variableValues: variables, contextValue: context },
      rootValue: { ...rootOf(whole, shop, faults), ...mutationsOf(whole) },
      ...{ fieldResolver: resolveField, typeResolver: resolveType },
    });
    for (const { message } of result.errors ?? []) if (message.startsWith("nobody seeded")) told.invalid.push(message);
    points.take(context.cost);
    told.spent += context.cost;
    return { ...result, extensions: cost(context.cost) };
  }

  const { port } = await listen((request, response) => void answer(request, response));
  return {
    ...{
      data: whole,
      faults,
      before,
      app,
      told,
      points,
      address: `http://127.0.0.1:${port}`,
      host: `127.0.0.1:${port}`,
      shop,
    },
    /** No token that was made so far is accepted any longer. */
    endTokens: () => tokens.clear(),
  };
}

export type ShopifyServer = Awaited<ReturnType<typeof startShopify>>;

async function readBody(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const piece of request.setEncoding("utf8")) body += piece;
  return body;
}
