import { v7 as uuidv7 } from "uuid";
import { prisma } from "@/lib/database";
import { buildSearchText } from "@/lib/search/fold-text";
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
