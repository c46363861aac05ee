import {
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLTypeResolver,
  getNamedType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
} from "graphql";
import { CONNECTION_COST } from "./cost";
import { leftOut } from "./schema";
import type { Faults } from "./server";

/** One query as it runs. */
export interface Run {
  faults: Faults;
  /** What it has cost so far. */
  cost: number;
}

/** The access scopes that fields need besides read_customers and read_orders: of the schema's `offline_scopes`. */
const NEEDED: Record<string, string> = {
  "QueryRoot.customer": "read_customers",
  "QueryRoot.customers": "read_customers",
  "QueryRoot.order": "read_orders",
  "QueryRoot.orders": "read_orders",
  "Customer.orders": "read_orders",
  "QueryRoot.draftOrders": "read_draft_orders",
  "QueryRoot.giftCards": "read_gift_cards",
  "Customer.storeCreditAccounts": "read_store_credit_accounts",
  "StoreCreditAccount.transactions": "read_store_credit_account_transactions",
  "Order.returns": "read_returns",
  "Mutation.customerRequestDataErasure": "write_customer_data_erasure",
  "Mutation.customerEmailMarketingConsentUpdate": "write_customers",
  "Mutation.customerSmsMarketingConsentUpdate": "write_customers",
  "Mutation.dataSaleOptOut": "write_privacy_settings",
};

/**
 * A field of the seeded data: a list as the connection that the schema has for it, a text as the amount that it stands for.
 * What nobody seeded is null, and an error where it must not be.
 */
export const resolveField: GraphQLFieldResolver<Record<string, unknown>, Run, Record<string, unknown>> = (
  source,
  args,
  run,
  { fieldName, parentType, returnType },
) => {
  const name = `${parentType.name}.${fieldName}`;
  const { faults } = run;
  const needed = NEEDED[name];
  if (needed && !faults.scopes.has(needed))
    throw denied(`Access denied for ${fieldName} field. Required access: \`${needed}\` access scope.`);
  if (faults.redacted.has(name)) throw denied(`This app is not approved to use the ${fieldName} field.`);
  const type = getNamedType(returnType);
  const given = source[fieldName];
  let value = typeof given === "function" ? given(args, run) : given;
  if (type.name.endsWith("Connection")) {
    const page = connection(value ?? [], args, faults.repeats?.list === name ? faults : undefined);
    run.cost += CONNECTION_COST;
    return page;
  }
  if (Array.isArray(value) && typeof args.first === "number") value = value.slice(0, args.first);
  if (type.name === "MoneyBag" && !isObject(value)) {
    const amount = { amount: String(value ?? "0.0"), currencyCode: "EUR" };
    value = { shopMoney: amount, presentmentMoney: amount };
  }
  if (type.name === "MoneyV2" && !isObject(value)) value = { amount: String(value ?? "0.0"), currencyCode: "EUR" };
  if (isNonNullType(returnType) && (value === undefined || value === null)) {
    if (isListType(returnType.ofType)) value = [];
    else if (type.name === "Boolean") value = false;
    else if (isEnumType(type)) value = type.getValues()[0]?.name;
    else throw new Error(`nobody seeded ${name}`);
  }
  if (isCompositeType(type) && type.name !== "PageInfo" && value) run.cost += Array.isArray(value) ? value.length : 1;
  return value;
};

export const resolveType: GraphQLTypeResolver<Record<string, unknown>, Run> = (value, _run, _info, abstract) =>
  String(value.__typename ?? leftOut[abstract.name] ?? (abstract.name === "CustomerMoment" ? "CustomerVisit" : ""));

/** A page after a cursor, which names the entry before it, so that entries that come or go in the meantime move none. */
function connection(all: unknown[], args: Record<string, unknown>, repeating: Faults | undefined) {
  const first = typeof args.first === "number" ? args.first : 50;
  if (first > 250) throw new GraphQLError("first cannot exceed 250", { extensions: { code: "BAD_USER_INPUT" } });
  const cursorOf = (entry: unknown, index: number) =>
    Buffer.from(String((entry as { id?: string }).id ?? index)).toString("base64url");
  const after = typeof args.after === "string" && !repeating ? args.after : undefined;
  const start = after ? all.findIndex((entry, index) => cursorOf(entry, index) === after) + 1 : 0;
  const nodes = all.slice(start, start + first);
  const edges = nodes.map((node, index) => ({ cursor: cursorOf(node, start + index), node }));
  const last = nodes.at(-1);
  const endCursor = last ? cursorOf(last, start + nodes.length - 1) : null;
  if (!repeating) return { nodes, edges, pageInfo: { hasNextPage: start + first < all.length, endCursor } };
  const turn = repeating.repeats?.withNewCursors ? repeating.calls : "";
  return { nodes, edges, pageInfo: { hasNextPage: true, endCursor: `${endCursor}${turn}` } };
}

function denied(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "ACCESS_DENIED" } });
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
