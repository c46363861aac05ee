import { readEmailAddress } from "@/lib/email-address";
import type { SectionRow } from "@/lib/section/sections";
import type { Hit } from "@/lib/source/source";
import { accountRecord, guestRecord } from "./records";
import { personName, readTime, shapeAddress, withMeta } from "./shape-order";
import type { WooCustomer, WooOrderHead } from "./shapes";

type Profile = SectionRow<"profile">;

/** An account as archives have it. Its billing address may name another email than its own. */
export function shapeAccount(customer: WooCustomer, record: string, source: string): Profile {
  const { billing, email } = customer;
  const isSame = readEmailAddress(billing.email).normalized === readEmailAddress(email).normalized;
  return {
    ...{ kind: "account", id: record, platformId: record, email: email || null, ...shared(billing), source, record },
    ...{ firstName: customer.first_name || null, lastName: customer.last_name || null },
    ...{ createdAt: readTime(customer.date_created_gmt), updatedAt: readTime(customer.date_modified_gmt) },
    attributes: withMeta(
      {
        ...{ username: customer.username, role: customer.role, is_paying_customer: customer.is_paying_customer },
        billing_email: isSame ? "" : billing.email,
      },
      customer.meta_data,
    ),
  };
}

/** A guest as the order says that names them. */
export function shapeGuest({ billing }: WooOrderHead, record: string, source: string): Profile {
  return {
    ...{
      kind: "guest",
      id: record,
      platformId: null,
      email: billing.email || null,
      ...shared(billing),
      source,
      record,
    },
    ...{ firstName: billing.first_name || null, lastName: billing.last_name || null },
    ...{ createdAt: null, updatedAt: null, attributes: {} },
  };
}

function shared({ phone, company }: WooCustomer["billing"]) {
  return { phone: phone || null, company: company || null, locale: null, taxExempt: null, tags: [], note: null };
}

/** The addresses that an account keeps: one for billing and one for shipping, each only where anything of it is held. */
export function shapeAddresses(customer: WooCustomer, record: string, source: string): SectionRow<"addresses">[] {
  return (["billing", "shipping"] as const).flatMap((kind) => {
    const parts = shapeAddress(customer[kind]);
    return parts ? [{ ...parts, isDefault: kind === "billing", platformId: `${record}-${kind}`, source, record }] : [];
  });
}

/** What an account is called. */
export function accountTitle({ email, username, id, billing, ...names }: WooCustomer): string {
  return personName(names) ?? personName(billing) ?? (email || username || String(id));
}

/** What a guest is called. */
export function guestTitle({ billing, id }: WooOrderHead): string {
  return personName(billing) ?? (billing.email || String(id));
}

/** An account in a list. How many orders there are, this API does not say. */
export function accountHit(number: number, customer: WooCustomer): Hit {
  const record = accountRecord(customer.id);
  const { email, billing } = customer;
  return { ...hit(number, record, billing), title: accountTitle(customer), isGuest: false, email: email || null };
}

/** A guest in a list. */
export function guestHit(number: number, order: WooOrderHead): Hit {
  const { billing } = order;
  const record = guestRecord(order.id);
  return { ...hit(number, record, billing), title: guestTitle(order), isGuest: true, email: billing.email || null };
}

function hit(number: number, record: string, { phone, country }: WooCustomer["billing"]) {
  const place = { record, id: `${number}.${record}` };
  return { ...place, phone: phone || null, country: country || null, orderCount: null, lastOrderAt: null };
}
