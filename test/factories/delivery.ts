import { createHash, randomBytes } from "node:crypto";
import { prisma } from "@/lib/database";
import { createDelivery } from "@/lib/delivery/create-delivery";
import { requestCode } from "@/lib/delivery/delivery-code";
import { enterCode } from "@/lib/delivery/enter-code";
import type { Prisma } from "@/prisma/generated/client";
import { mailsTo, sendAll } from "@/test/harness/emails";
import { makeReadyExport } from "./export";

/** What `makeReadyExport` makes, delivered by link and code; `token` is the link's, read in the email. */
export async function makeDelivery(request: Partial<Prisma.RequestCreateManyInput> = {}, chunkCount = 1) {
  const ready = await makeReadyExport(request, chunkCount);
  const { deliveryId } = await createDelivery({ ...ready, method: "link" });
  await sendAll(ready.storeId);
  const [mail] = await mailsTo(ready.email);
  const token = /\/delivery\/([\w-]{43})/.exec(mail?.text ?? "")?.[1] ?? "";
  return { ...ready, deliveryId, token };
}

export type TestDelivery = Awaited<ReturnType<typeof makeDelivery>>;

export const client = { network: "203.0.113.0/24", browser: "Chrome on Android" };

/** A rate limit's key that nothing has counted yet. */
export const anyRateLimitKey = () => createHash("sha256").update(randomBytes(8)).digest("hex");

/** Asks for a code and reads it in the inbox. */
export async function askCode({ storeId, token, email }: TestDelivery): Promise<string> {
  await requestCode({ storeId, token, rateLimitKey: anyRateLimitKey(), client });
  await sendAll(storeId);
  const [mail] = (await mailsTo(email)).filter(({ subject }) => subject.includes("code"));
  return /^\d{6}$/m.exec(mail?.text ?? "")?.[0] ?? "";
}

/** Enters a code. */
export async function tryCode({ storeId, token }: TestDelivery, code: string) {
  return await enterCode({ storeId, token, code, rateLimitKey: anyRateLimitKey(), client });
}

/** A code other than this one. */
export const wrongCode = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

/** A delivery, its request and their events, read from the database. */
export async function readDelivery({ storeId, deliveryId, requestId }: TestDelivery) {
  const delivery = await prisma().delivery.findUniqueOrThrow({ where: { storeId_id: { storeId, id: deliveryId } } });
  const request = await prisma().request.findUniqueOrThrow({ where: { storeId_id: { storeId, id: requestId } } });
  const events = await prisma().event.findMany({ where: { storeId, requestId }, orderBy: { id: "asc" } });
  return { delivery, request, events, types: events.map(({ type }) => type) };
}
