import type { Prisma } from "@/prisma/generated/client";

/** The source that Dossier's own imported records are, in links and manifests. */
export const RECORDS_SOURCE = "dossier-database";

/** How a link names a customer among the imported records. */
export function customerRecord(customerId: string): string {
  return `customer:${customerId}`;
}

/** The customer that a link names; undefined where it names something else. */
export function customerOfRecord(record: string): string | undefined {
  return record.startsWith("customer:") ? record.slice("customer:".length) : undefined;
}

/** How a link names an order that no customer record holds. */
export function orderRecord(orderId: string): string {
  return `order:${orderId}`;
}

/** The order that a link names; undefined where it names something else. */
export function orderOfRecord(record: string): string | undefined {
  return record.startsWith("order:") ? record.slice("order:".length) : undefined;
}

/** What an event says of a record: of a live one, whose key its platform chose, the source alone. */
export function recordInEvent({ source, record }: { source: string; record: string }) {
  return source === RECORDS_SOURCE ? { source, record } : { source };
}

/** Prisma: the links of a request that name a customer of the imported records. */
export const customerLinks = {
  source: RECORDS_SOURCE,
  state: "accepted",
  record: { startsWith: "customer:" },
} as const satisfies Prisma.RequestRecordWhereInput;

/** Prisma: whether a request is about a customer. */
export function isAbout(storeId: string, customerId: string) {
  return {
    records: { some: { storeId, source: RECORDS_SOURCE, state: "accepted", record: customerRecord(customerId) } },
  } as const satisfies Prisma.RequestWhereInput;
}

/** Prisma: whether a request is about no customer of the imported records. */
export function isAboutNobody(storeId: string) {
  return { records: { none: { storeId, ...customerLinks } } } as const satisfies Prisma.RequestWhereInput;
}
