import { v7 as uuidv7 } from "uuid";
import { customerLinks, customerOfRecord, customerRecord, RECORDS_SOURCE } from "@/lib/customer/record-names";
import { prisma } from "@/lib/database";
import { readEmailAddress } from "@/lib/email-address";
import { type GuestRequest, submitRequest } from "@/lib/request/submit-request";
import { buildSearchText } from "@/lib/search/fold-text";
import type { Store } from "@/lib/store/find-store";
import { matchSubject } from "@/lib/subject/match-subject";
import { createReference } from "@/lib/token";
import type { Prisma } from "@/prisma/generated/client";

/** `customerId` is of a customer who is linked to it. */
export type RequestFields = Partial<Prisma.RequestCreateManyInput> & { customerId?: string | null };

/** A request of a store: by default a guest's, verified and open. */
export async function makeRequest(storeId: string, { customerId, ...fields }: RequestFields = {}) {
  const request = await prisma().request.create({ data: requestData(storeId, fields) });
  if (customerId) await makeLink(storeId, request.id, customerId);
  return request;
}

/** A great many requests, in one statement. */
export async function makeRequests(storeId: string, each: RequestFields[]) {
  const made = each.map(({ customerId, ...fields }) => ({ customerId, data: requestData(storeId, fields) }));
  await prisma().request.createMany({ data: made.map(({ data }) => data) });
  await prisma().requestRecord.createMany({
    data: made.flatMap(({ customerId, data }) => (customerId ? [linkData(storeId, data.id, customerId)] : [])),
  });
}

/** Links a customer to a request, as the search for the person's records does. */
export async function makeLink(
  storeId: string,
  requestId: string,
  customerId: string,
  fields: Partial<Prisma.RequestRecordCreateManyInput> = {},
) {
  await prisma().requestRecord.create({ data: { ...linkData(storeId, requestId, customerId), ...fields } });
}

function linkData(storeId: string, requestId: string, customerId: string) {
  const key = { storeId, requestId, source: RECORDS_SOURCE, record: customerRecord(customerId) };
  return { ...key, reason: "address", actorKind: "system" as const };
}

/** Ends the searches for the records of a store's requests, as the worker does. */
export async function matchAll(storeId: string): Promise<void> {
  const waiting = await prisma().request.findMany({ where: { storeId, matchingSince: { not: null } } });
  for (const { id } of waiting) await matchSubject({ storeId, requestId: id }, new AbortController().signal);
}

/** The customers that a request is about, in the order in which they were linked. */
export async function customersOf(storeId: string, requestId: string): Promise<string[]> {
  const links = await prisma().requestRecord.findMany({
    where: { storeId, requestId, ...customerLinks },
    orderBy: [{ at: "asc" }, { record: "asc" }],
  });
  return links.map(({ record }) => customerOfRecord(record) ?? "");
}

/** A guest's request, sent by the form. */
export async function submitAsGuest(
  store: Store,
  email: string,
  { locale = "en", rateLimitKey = uuidv7(), ...asked }: Partial<Omit<GuestRequest, "email">> = {},
) {
  await submitRequest({ store, type: "export", email: readEmailAddress(email), locale, rateLimitKey, ...asked });
}

/** A request as it is stored, with the first customer that it is about. */
export async function readRequest(storeId: string, id: string) {
  const request = await prisma().request.findUniqueOrThrow({ where: { storeId_id: { storeId, id } } });
  const [customerId = null] = await customersOf(storeId, id);
  return { ...request, customerId };
}

/** The types of what has happened in a store, or to one of its requests, in order. */
export async function eventTypesOf(storeId: string, requestId?: string): Promise<string[]> {
  const where = { storeId, ...(requestId && { requestId }) };
  return (await prisma().event.findMany({ where, orderBy: { id: "asc" } })).map(({ type }) => type);
}

function requestData(storeId: string, fields: Omit<RequestFields, "customerId">) {
  const id = fields.id ?? uuidv7();
  const reference = createReference();
  const email = fields.email ?? `guest-${id}@mail.example`;
  return {
    storeId,
    id,
    reference,
    type: "export" as const,
    source: "guest" as const,
    state: "open" as const,
    personKey: `email:${id}`,
    email,
    emailNormalized: email.toLowerCase(),
    emailVerified: fields.state !== "unverified",
    locale: "en",
    searchText: buildSearchText([reference, email, fields.customerName]),
    dueAt: new Date(Date.now() + 30 * 24 * 3600 * 1000),
    ...fields,
  };
}
