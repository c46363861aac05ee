import { v7 as uuidv7 } from "uuid";
import { prisma } from "@/lib/database";
import { readEmailAddress } from "@/lib/email-address";
import { submitRequest } from "@/lib/request/submit-request";
import { buildSearchText } from "@/lib/search/fold-text";
import type { Store } from "@/lib/store/find-store";
import { createReference } from "@/lib/token";
import type { Prisma } from "@/prisma/generated/client";

type Fields = Partial<Prisma.RequestCreateManyInput>;

/** A request of a store: by default a guest's, verified and open. */
export async function makeRequest(storeId: string, fields: Fields = {}) {
  return await prisma().request.create({ data: requestData(storeId, fields) });
}

/** A great many requests, in one statement. */
export async function makeRequests(storeId: string, each: Fields[]) {
  await prisma().request.createMany({ data: each.map((fields) => requestData(storeId, fields)) });
}

/** A guest's request, sent by the form. */
export async function submitAsGuest(
  store: Store,
  email: string,
  { locale = "en", rateLimitKey = uuidv7(), hint = null as string | null } = {},
) {
  await submitRequest({ store, type: "export", email: readEmailAddress(email), locale, hint, rateLimitKey });
}

/** A request as it is stored. */
export async function readRequest(storeId: string, id: string) {
  return await prisma().request.findUniqueOrThrow({ where: { storeId_id: { storeId, id } } });
}

/** The types of what has happened in a store, or to one of its requests, in order. */
export async function eventTypesOf(storeId: string, requestId?: string): Promise<string[]> {
  const where = { storeId, ...(requestId && { requestId }) };
  return (await prisma().event.findMany({ where, orderBy: { id: "asc" } })).map(({ type }) => type);
}

function requestData(storeId: string, fields: Fields) {
  const id = uuidv7();
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
