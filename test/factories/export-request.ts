import { randomUUID } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { prisma } from "@/lib/database";
import { createReference } from "@/lib/token";
import type { Prisma } from "@/prisma/generated/client";

/** A request of a store: open, by a guest, unless the fields say otherwise. */
export async function makeRequest(storeId: string, fields: Partial<Prisma.RequestCreateManyInput> = {}) {
  const email = fields.email ?? `${randomUUID()}@mail.example`;
  return await prisma().request.create({
    data: {
      ...{ storeId, id: uuidv7(), reference: createReference(), type: "export", source: "guest", state: "open" },
      ...{ personKey: `email:${randomUUID()}`, email, emailNormalized: email.toLowerCase(), locale: "en" },
      ...{ searchText: "", createdAt: new Date(), dueAt: new Date() },
      ...fields,
    },
  });
}
