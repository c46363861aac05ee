"use server";

import { randomUUID } from "node:crypto";
import { prisma } from "@/lib/database";

/** Commits one row. @throws Error without an address: a form that was read wrongly must not count. */
export async function addRow(form: FormData) {
  const email = form.get("email");
  if (typeof email !== "string") throw new Error("the form holds no address");
  const expiresAt = new Date(Date.now() + 3600_000);
  await prisma().signInToken.create({
    data: { storeId: randomUUID(), tokenHash: Buffer.from(randomUUID()), email, emailNormalized: email, expiresAt },
    select: { email: true },
  });
}
