import { recordsSource } from "@/lib/source/records/records-source";
import type { Subject } from "@/lib/source/source";
import { dateIn } from "@/lib/time-zone";

/** What a person may be asked for of the imported records that are linked to their request, in the order of the page. */
export const proofFacts = ["order_number", "postal_code", "order_month", "order_total", "phone_digits"] as const;
export type ProofFact = (typeof proofFacts)[number];

/** The values of each fact, normalized. */
export type HeldFacts = Record<ProofFact, Set<string>>;

/**
 * What the imported records of a subject hold of each fact.
 * @param timeZone the store's, in which an order has its month.
 */
export async function readFacts(subject: Subject, timeZone: string): Promise<HeldFacts> {
  const held = Object.fromEntries(proofFacts.map((fact) => [fact, new Set<string>()])) as HeldFacts;
  const add = (fact: ProofFact, value: unknown) => {
    const normalized = typeof value === "string" ? normalizeFact(fact, value) : undefined;
    if (normalized) held[fact].add(normalized);
  };
  const { orders, addresses, profile } = recordsSource.collectors;
  const signal = new AbortController().signal;
  for await (const page of orders.pages(subject, signal))
    for (const { name, placedAt, total, phone, billingAddress, shippingAddress } of page) {
      add("order_number", name);
      add("order_month", dateIn(timeZone, new Date(placedAt)).slice(0, 7));
      add("order_total", total);
      add("phone_digits", phone);
      for (const address of [billingAddress, shippingAddress]) {
        add("postal_code", address?.postalCode);
        add("phone_digits", address?.phone);
      }
    }
  for await (const page of addresses.pages(subject, signal))
    for (const { postalCode, phone } of page) {
      add("postal_code", postalCode);
      add("phone_digits", phone);
    }
  for await (const page of profile.pages(subject, signal)) for (const { phone } of page) add("phone_digits", phone);
  return held;
}

/** One form for what means the same; undefined for what is no such fact. */
export function normalizeFact(fact: ProofFact, typed: string): string | undefined {
  return normalize[fact](typed.normalize("NFKC").trim().slice(0, 100)) || undefined;
}

const normalize: Record<ProofFact, (typed: string) => string | undefined> = {
  order_number: (typed) => typed.toLowerCase().replace(/[\s#]/g, ""),
  postal_code: (typed) => typed.toUpperCase().replace(/[^\p{L}\p{N}]/gu, ""),
  /** "2026-03", "3/2026", "03.2026". */
  order_month: (typed) => {
    const [, year, month] = /^(\d{4})\D(\d{1,2})$/.exec(typed) ?? [];
    const [, first, last] = /^(\d{1,2})\D(\d{4})$/.exec(typed) ?? [];
    const number = Number(month ?? first);
    return number >= 1 && number <= 12 ? `${year ?? last}-${String(number).padStart(2, "0")}` : undefined;
  },
  /** "1,234.5", "1.234,50 €": the last separator is the decimal one where at most two digits follow. */
  order_total: (typed) => {
    const digits = typed.replace(/[^\d.,]/g, "");
    const [, whole = digits, decimals = ""] = /^(.*)[.,](\d{1,2})$/.exec(digits) ?? [];
    const units = whole.replace(/\D/g, "").replace(/^0+(?=\d)/, "");
    return units && `${units}.${decimals.padEnd(2, "0")}`;
  },
  phone_digits: (typed) => {
    const digits = typed.replace(/\D/g, "");
    return digits.length >= 4 ? digits.slice(-4) : undefined;
  },
};
