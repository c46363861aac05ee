import { readEmailAddress } from "@/lib/email-address";
import { UserError } from "@/lib/error";
import { OutboundError } from "@/lib/source/outbound-http/outbound-error";
import type { ErasureAnswer, Objection, ObjectionAnswer, Obstacles, Person } from "@/lib/source/rights";
import {
  type ActedOn,
  customerToActOn,
  endEmailMarketing,
  endSmsMarketing,
  optOutOfSale,
  requestErasure,
} from "./act-nodes";
import { callShopify, type Query } from "./call-shopify";
import { customerGid, readRecord } from "./records";
import type { Shop } from "./shop";

/**
 * "If a customer hasn't placed an order in the past six months, then Shopify sends the payload 10 days after their deletion is
 * requested. Otherwise, the request is withheld until six months have passed": customers/redact in
 * https://shopify.dev/docs/apps/build/compliance/privacy-law-compliance.
 */
const WAITS = "Shopify waits 10 days, longer after a recent order";
const GUEST = "An order that was placed without a customer account: Shopify erases customers alone";

/** What the shop's app lacks. An objection can be passed on in part: what it lacks for the rest is said when that is asked. */
export function missingIn({ described, has }: Shop): Obstacles {
  if (!described) return { erase: { code: "unchecked" }, object: { code: "unchecked" } };
  const lacks = (scope: string) => (has(scope) ? undefined : { code: "scope" as const, scope });
  const sale = lacks(optOutOfSale.scope);
  return { erase: lacks(requestErasure.scope), object: sale && lacks(endEmailMarketing.scope) };
}

/** Asks Shopify to erase a customer; it does so by itself, later. @throws see `CustomerSource.erase`. */
export async function eraseCustomer(shop: Shop, who: Person, signal: AbortSignal): Promise<ErasureAnswer> {
  const customer = await findCustomer(shop, who, signal);
  if (customer === "guest") return { state: "nothing", retained: [GUEST] };
  if (!customer) return { state: "nothing", retained: [] };
  const done = await act(shop, requestErasure, { customerId: customer.id }, signal, ["DOES_NOT_EXIST"]);
  if (!done) return { state: "nothing", retained: [] };
  if (done.customerId !== customer.id) throw new OutboundError("malformed");
  return { state: "queued", retained: [], note: WAITS };
}

/** Ends a customer's marketing, or the sale of their data. @throws see `CustomerSource.object`. */
export async function objectFor(
  shop: Shop,
  who: Person,
  what: Objection,
  signal: AbortSignal,
): Promise<ObjectionAnswer> {
  // Before anything is done: half an objection helps nobody.
  for (const { scope } of [...(what.marketing ? [endEmailMarketing] : []), ...(what.sale ? [optOutOfSale] : [])])
    if (!shop.has(scope)) throw scopeMissing(shop, scope);
  const customer = await findCustomer(shop, who, signal);
  if (!customer || customer === "guest") return { state: "nothing" };
  const { defaultEmailAddress: email, defaultPhoneNumber: phone } = customer;
  if (what.sale && !customer.dataSaleOptOut) {
    // Shopify takes the address, not the customer: without one nobody can be opted out.
    if (!email) throw new UserError("rightRefused", { source: shop.connection.name, what: "NO_EMAIL_ADDRESS" });
    const done = await act(shop, optOutOfSale, { email: email.emailAddress }, signal);
    if (done?.customerId !== customer.id) throw new OutboundError("malformed");
  }
  const ended = [
    ...(what.marketing && email && isOpen(email.marketingState) ? [endEmailMarketing] : []),
    ...(what.marketing && isOpen(phone?.smsMarketingConsent?.state) ? [endSmsMarketing] : []),
  ];
  for (const mutation of ended) {
    const done = await act(shop, mutation, { customerId: customer.id }, signal);
    if (done?.customer?.id !== customer.id) throw new OutboundError("malformed");
  }
  const isWhatsApp = what.marketing && phone?.whatsAppMarketingConsent?.state === "SUBSCRIBED";
  const note = isWhatsApp ? { note: "Marketing by WhatsApp goes on: Shopify's API cannot end it" } : {};
  return { state: what.sale || email || phone ? "done" : "nothing", ...note };
}

/** Whether a channel may still be used, or be asked for again. */
function isOpen(state: string | undefined): boolean {
  return state !== undefined && !["UNSUBSCRIBED", "REDACTED", "INVALID"].includes(state);
}

/**
 * The customer as they are now; "guest" for an order's, undefined where there is none (any more).
 * @throws OutboundError "malformed" for another customer; UserError "recordOfAnother" where the address is none of the person's.
 */
async function findCustomer(
  shop: Shop,
  { record, emails, isLinkedById = false }: Person,
  signal: AbortSignal,
): Promise<ActedOn | "guest" | undefined> {
  const known = readRecord(record);
  if (!known) return undefined;
  if ("order" in known) return "guest";
  const id = customerGid(known.customer);
  const customer = (await shop.reader({ signal }).ask(customerToActOn, { id }))?.customer;
  if (!customer) return undefined;
  if (customer.id !== id) throw new OutboundError("malformed");
  const address = customer.defaultEmailAddress?.emailAddress;
  const isTheirs = address !== undefined && emails.includes(readEmailAddress(address).normalized);
  if (!isTheirs && !isLinkedById) throw new UserError("recordOfAnother", { source: shop.connection.name });
  return customer;
}

/**
 * Has a shop do one thing. Asked twice it does it once: an erasure is in its queue, a consent is ended.
 * @param gone codes that say that there is nobody.
 * @returns undefined where there is nobody.
 * @throws UserError "scopeMissing", "rightRefused"; OutboundError as `callShopify` does.
 */
async function act<Done extends { userErrors: { code?: string | null | undefined }[] }>(
  shop: Shop,
  { scope, ...mutation }: Query<{ done?: Done | null | undefined }> & { scope: string },
  variables: Record<string, unknown>,
  signal: AbortSignal,
  gone: string[] = [],
): Promise<Done | undefined> {
  const { data, withheld } = await callShopify(shop.connection, mutation, variables, { signal });
  const done = data?.done;
  if (!done) throw withheld.length > 0 ? scopeMissing(shop, scope) : new OutboundError("malformed");
  const [error] = done.userErrors;
  if (!error) return done;
  if (error.code && gone.includes(error.code)) return undefined;
  // Its message may name the person.
  const code = /^[A-Z_]{1,60}$/.exec(error.code ?? "")?.[0] ?? "UNKNOWN";
  throw new UserError("rightRefused", { source: shop.connection.name, what: code });
}

function scopeMissing({ connection }: Shop, scope: string): UserError {
  return new UserError("scopeMissing", { source: connection.name, scope });
}
