"use server";

import { randomUUID } from "node:crypto";
import { prisma } from "@/lib/database";

/** Commits one row. */
export async function addRow(form: FormData) {
  const email = String(form.get("email"));
  const expiresAt = new Date(Date.now() + 3600_000);
  await prisma().signInToken.create({
    data: { storeId: randomUUID(), tokenHash: Buffer.from(randomUUID()), email, emailNormalized: email, expiresAt },
    select: { email: true },
  });
}

/** Does nothing. */
export async function doNothing(_form: FormData) {}
