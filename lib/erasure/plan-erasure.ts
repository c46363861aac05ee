import { z } from "zod";
import { customerRecord, RECORDS_SOURCE } from "@/lib/customer/record-names";
import { prisma } from "@/lib/database";
import { connectionTitles } from "@/lib/source/connection/connection";
import { sourcesOf } from "@/lib/source/registry";
import { listSystems } from "@/lib/store/unconnected-systems";
import { readLastSearch } from "@/lib/subject/subject-of-request";
import type { Request } from "@/prisma/generated/client";
import { type ErasureSubject, otherRequests, readErasureSubject } from "./erasure-subject";
import { findOrders, looseEmails } from "./own-rows";

/**
 * What a step erases: the person's other requests, a customer of the imported records, guests' orders, what belongs to the
 * request itself, sign-ins; a record of a live source that erases by itself; or what staff erase elsewhere and tick.
 */
export const stepKinds = ["requests", "customer", "orders", "files", "sign_ins", "live", "by_hand"] as const;
export type StepKind = (typeof stepKinds)[number];

/** What is counted, in the order in which it is told. */
const rowKinds = [
  "profile",
  "addresses",
  "orders",
  "keptOrders",
  "consents",
  "added",
  "exports",
  "requests",
  "emails",
] as const;
/** How many rows there are, by kind; none that are not there. */
export const erasedRows = z.partialRecord(z.enum(rowKinds), z.int());
export type ErasedRows = z.infer<typeof erasedRows>;

/** A step as it is planned. */
export interface PlannedStep {
  kind: StepKind;
  /** Of a record. */
  source?: string;
  record?: string;
  /** What the store calls the system. */
  title?: string;
  /** What people call the record. */
  label?: string | null;
  rows?: ErasedRows;
}

/**
 * What the erasure that a request asks for does, as of now: first what Dossier holds, then each linked record of a live
 * source, then what staff erase elsewhere. Changes nothing.
 */
export async function planErasure(request: Request): Promise<{ subject: ErasureSubject; steps: PlannedStep[] }> {
  const subject = await readErasureSubject(request);
  const [own, elsewhere] = await Promise.all([planOwn(request, subject), planElsewhere(request)]);
  return { subject, steps: [...own, ...elsewhere] };
}

async function planOwn({ storeId, id: requestId }: Request, subject: ErasureSubject): Promise<PlannedStep[]> {
  const { emails, orderIds } = subject;
  const within = { storeId, requestId };
  const [requests, orders, added, exports, loose] = await Promise.all([
    prisma().request.count({ where: otherRequests(storeId, requestId, subject) }),
    findOrders(prisma(), storeId, { emails, orderIds }),
    prisma().addedItem.count({ where: within }),
    prisma().export.count({ where: within }),
    prisma().email.count({ where: looseEmails(storeId, emails) }),
  ]);
  const step = (kind: StepKind, rows: ErasedRows): PlannedStep => ({ kind, rows: nonZero(rows) });
  return [
    step("requests", { requests }),
    ...(await Promise.all(subject.customerIds.map((id) => planCustomer(storeId, requestId, id)))),
    step("orders", { orders: orders.orderIds.length - orders.kept, keptOrders: orders.kept }),
    step("files", { added, exports }),
    step("sign_ins", { emails: loose }),
  ];
}

async function planCustomer(storeId: string, requestId: string, customerId: string): Promise<PlannedStep> {
  const whose = { storeId, customerId };
  const key = { source: RECORDS_SOURCE, record: customerRecord(customerId) };
  const [link, addresses, orders, consents] = await Promise.all([
    prisma().requestRecord.findFirst({ where: { storeId, requestId, ...key }, select: { label: true } }),
    prisma().address.count({ where: whose }),
    findOrders(prisma(), storeId, { customerIds: [customerId] }),
    prisma().consent.count({ where: whose }),
  ]);
  const { orderIds, kept } = orders;
  const rows = nonZero({ profile: 1, addresses, orders: orderIds.length - kept, keptOrders: kept, consents });
  return { kind: "customer", ...key, label: link?.label ?? null, rows };
}

/**
 * Live records whose source erases are steps of their own. Staff see to those whose source does not or is connected no
 * longer, to the sources that did not say whether they know the person, and to the systems that are only listed.
 */
async function planElsewhere({ storeId, id: requestId }: Request): Promise<PlannedStep[]> {
  const [links, sources, titles, systems, { failed = [] }] = await Promise.all([
    prisma().requestRecord.findMany({
      where: { storeId, requestId, state: "accepted", source: { not: RECORDS_SOURCE } },
      orderBy: [{ source: "asc" }, { at: "asc" }, { record: "asc" }],
      select: { source: true, record: true, label: true },
    }),
    sourcesOf({ storeId }),
    connectionTitles(storeId),
    listSystems(storeId),
    readLastSearch(prisma(), { storeId, requestId }),
  ]);
  const erasing = new Set(sources.filter(({ can }) => can.erase).map(({ name }) => name));
  const titleOf = (source: string) => titles.get(source) ?? source;
  const silent = failed.filter((source) => source !== RECORDS_SOURCE && !links.some((link) => link.source === source));
  return [
    ...links.map(
      (link): PlannedStep => ({
        kind: erasing.has(link.source) ? "live" : "by_hand",
        ...link,
        title: titleOf(link.source),
      }),
    ),
    ...silent.map((source): PlannedStep => ({ kind: "by_hand", source, title: titleOf(source) })),
    ...systems.map(({ name }): PlannedStep => ({ kind: "by_hand", title: name })),
  ];
}

/** The rows that there are. */
function nonZero(rows: ErasedRows): ErasedRows {
  return Object.fromEntries(rowKinds.flatMap((kind) => (rows[kind] ? [[kind, rows[kind]]] : []))) as ErasedRows;
}

/** The rows of several steps together. */
export function sumRows(all: ErasedRows[]): ErasedRows {
  const sum: ErasedRows = {};
  for (const rows of all)
    for (const [kind, count] of Object.entries(rows) as [keyof ErasedRows, number][])
      sum[kind] = (sum[kind] ?? 0) + count;
  return nonZero(sum);
}
