import { z } from "zod";
import type { Connection } from "@/lib/source/connection/connection";
import { notGiven } from "@/lib/source/not-given";
import { OutboundError } from "@/lib/source/outbound-http/outbound-error";
import { outboundLimits } from "@/lib/time-limits";
import { askVendure } from "./ask-vendure";

/** What Vendure holds of customers, as sections. Choices about marketing it has none. */
const vendureSections = ["profile", "addresses", "orders"] as const;
export type VendureSection = (typeof vendureSections)[number];

// A GraphQL name: these become part of queries.
const customFields = z.array(z.string().regex(/^[_A-Za-z][_0-9A-Za-z]{0,99}$/)).max(200);

/** What a check learned of a Vendure: what is stored as its connection's description. */
export const vendureDescription = z.object({
  sections: z.array(z.enum(vendureSections)),
  notGiven: z.array(z.string()).optional(),
  /** How many decimals its integers of money have: one number for all currencies (Vendure's MoneyStrategy). */
  moneyPrecision: z.int().min(0).max(10),
  /** The shop's own fields that hold plain values, by the type that has them. */
  customFields: z.object({ customer: customFields, order: customFields, line: customFields }),
});
export type VendureDescription = z.infer<typeof vendureDescription>;

const counted = z.object({ totalItems: z.int() });
const checked = z.object({
  customers: counted,
  orders: counted,
  globalSettings: z.object({ serverConfig: z.object({ moneyStrategyPrecision: z.int().min(0).max(10) }) }),
});

interface TypeRef {
  kind: string;
  ofType?: TypeRef | null | undefined;
}
const typeRef: z.ZodType<TypeRef> = z.lazy(() => z.object({ kind: z.string(), ofType: typeRef.nullish() }));
const ofType = z.object({ fields: z.array(z.object({ name: z.string(), type: typeRef })) }).nullable();
const types = z.object({ customer: ofType, address: ofType, order: ofType, line: ofType });

const introspect = (type: string) =>
  `__type(name: "${type}CustomFields") { fields { name type { kind ofType { kind ofType { kind ofType { kind } } } } } }`;

/**
 * Asks a Vendure whether the key reads customers and orders, how it counts money, and which fields the shop has added.
 * @throws OutboundError as `askVendure`.
 */
export async function describeVendure(connection: Connection, signal: AbortSignal): Promise<VendureDescription> {
  const options = { signal, anyway: true, timeoutSeconds: outboundLimits.checkSeconds / 2 };
  const query = `{ customers(options: { take: 1 }) { totalItems } orders(options: { take: 1 }) { totalItems }
    globalSettings { serverConfig { moneyStrategyPrecision } } }`;
  const { data } = await askVendure(connection, { query, schema: checked }, options);
  const found = await findCustomFields(connection, options);
  return {
    sections: [...vendureSections],
    moneyPrecision: data.globalSettings.serverConfig.moneyStrategyPrecision,
    ...found,
  };
}

const NONE = { customer: [], order: [], line: [] };

/** The names of the shop's own fields; those that hold other objects are named as not given. */
async function findCustomFields(
  connection: Connection,
  options: Parameters<typeof askVendure>[2],
): Promise<Pick<VendureDescription, "customFields" | "notGiven">> {
  const query = `{ customer: ${introspect("Customer")} address: ${introspect("Address")}
    order: ${introspect("Order")} line: ${introspect("OrderLine")} }`;
  try {
    const { data } = await askVendure(connection, { query, schema: types }, options);
    const all = Object.entries(data).flatMap(([of, type]) => (type?.fields ?? []).map((field) => ({ of, ...field })));
    const plain = (of: string) => all.filter((field) => field.of === of && isPlain(field.type)).map(({ name }) => name);
    // A row of an address has no room for further fields.
    const others = all
      .filter(({ of, type }) => of === "address" || !isPlain(type))
      .map(({ of, name }) => notGiven("customField", `${of}.${name}`));
    const customFields = { customer: plain("customer"), order: plain("order"), line: plain("line") };
    return { customFields, ...(others.length > 0 && { notGiven: others.slice(0, 20) }) };
  } catch (error) {
    // Shops may keep their API from describing itself.
    if (!(error instanceof OutboundError && ["refused", "malformed"].includes(error.failure))) throw error;
    return { customFields: NONE, notGiven: [notGiven("customFieldsUnknown")] };
  }
}

function isPlain({ kind, ofType }: TypeRef): boolean {
  return ofType ? isPlain(ofType) : kind === "SCALAR" || kind === "ENUM";
}
