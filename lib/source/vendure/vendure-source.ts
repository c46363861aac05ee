import { foldText } from "@/lib/search/fold-text";
import { cleanQuery } from "@/lib/search/search-query";
import { type Connection, connectionSource } from "@/lib/source/connection/connection";
import { rightsOf } from "@/lib/source/rights";
import type { CustomerSource, Hit } from "@/lib/source/source";
import { outboundLimits } from "@/lib/time-limits";
import { askVendure } from "./ask-vendure";
import { vendureCollectors, vendureHistory } from "./collect-vendure";
import { describeVendure, vendureDescription } from "./description";
import { customerTitle, matchVendure } from "./match-vendure";
import { type FoundCustomer, findCustomers } from "./queries";

const MAX_WORDS = 5;
const MAX_HITS = 20;

/**
 * A shop on Vendure 3.6 or later, read through its Admin API. A record is a customer, by its id; a guest is one without a
 * user, and several may share an address.
 */
export function vendureSource(connection: Connection): CustomerSource {
  const description = vendureDescription.safeParse(connection.description).data;
  const atOnce = { timeoutSeconds: outboundLimits.searchSeconds };
  const find = async (filter: Record<string, unknown>, limit: number, signal: AbortSignal | undefined, skip = 0) => {
    const { data } = await askVendure(connection, findCustomers(filter, limit, skip), { ...atOnce, signal });
    return data.customers;
  };
  return {
    ...{ name: connectionSource(connection.number), title: connection.name, notGiven: description?.notGiven ?? [] },
    origin: { platform: "vendure", shop: new URL(connection.address).host },
    // Its deletion is a mark ("deletedAt"): name, address and orders stay in its tables.
    ...rightsOf(connection, { erase: { code: "hides" }, object: { code: "kind" } }),
    describe: (signal) => describeVendure(connection, signal),
    async search({ text, limit, after = "" }, signal) {
      const words = cleanQuery(text).split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);
      if (words.length === 0) return { rows: [], previous: undefined, next: undefined };
      const skip = /^\d{1,6}$/.test(after) ? Number(after) : 0;
      const { items, totalItems } = await find(searchFilter(words), Math.min(limit, MAX_HITS), signal, skip);
      const rows = items.filter((one) => holdsWords(one, words)).map((one) => toHit(connection, one));
      const end = skip + items.length;
      return { rows, previous: undefined, next: items.length > 0 && end < totalItems ? String(end) : undefined };
    },
    async read({ record }, signal) {
      const one = (await find({ id: { eq: record } }, 1, signal)).items.find(({ id }) => id === record);
      return one && toHit(connection, one);
    },
    match: (clues, signal, drop) => matchVendure(connection, clues, signal, drop),
    collectors: description ? vendureCollectors(connection, description) : {},
    ...(description && { own: [vendureHistory(connection, description)] }),
  };
}

const SEARCHED = ["emailAddress", "firstName", "lastName", "phoneNumber"] as const;

/** Each word is in one of the fields. */
function searchFilter(words: string[]): Record<string, unknown> {
  return { _and: words.map((word) => ({ _or: SEARCHED.map((field) => ({ [field]: { contains: word } })) })) };
}

/** A Vendure that ignores a filter answers with everybody. */
function holdsWords(one: FoundCustomer, words: string[]): boolean {
  const texts = SEARCHED.map((field) => foldText(one[field] ?? ""));
  return words.every((word) => texts.some((text) => text.includes(foldText(word))));
}

function toHit({ number }: Connection, one: FoundCustomer): Hit {
  const { id, emailAddress, phoneNumber, user, addresses, orders } = one;
  const last = orders.items[0]?.orderPlacedAt;
  return {
    ...{ record: id, id: `${number}.${id}`, title: customerTitle(one), isGuest: !user },
    ...{ email: emailAddress, phone: phoneNumber ?? null, country: addresses?.[0]?.country?.code ?? null },
    ...{ orderCount: orders.totalItems, lastOrderAt: last ? new Date(last) : null },
  };
}
