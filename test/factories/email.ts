import { v7 as uuidv7 } from "uuid";
import { prisma } from "@/lib/database";
import type { Prisma } from "@/prisma/generated/client";

/** An email's row: by default a sign-in link to a customer, which belongs to no request. */
export async function makeEmail(
  storeId: string,
  to: string,
  fields: Partial<Prisma.EmailUncheckedCreateInput> = {},
): Promise<void> {
  const link = { audience: "customer", template: "sign-in-link", locale: "en" } as const;
  await prisma().email.create({ data: { storeId, id: uuidv7(), to, toNormalized: to, ...link, ...fields } });
}
