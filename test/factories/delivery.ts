import { createHash, randomBytes } from "node:crypto";
import { prisma } from "@/lib/database";
import { createDelivery } from "@/lib/delivery/create-delivery";
import { requestCode } from "@/lib/delivery/delivery-code";
import { enterCode } from "@/lib/delivery/enter-code";
import { mailsTo, sendAll } from "@/test/harness/emails";
import { outcome } from "@/test/harness/outcome";
import { makeReadyExport } from "./export";
import { type RequestFields, readRequest } from "./request";

/** What `makeReadyExport` makes, delivered by link and code; `token` is the link's, read in the email. */
export async function makeDelivery(request: RequestFields = {}, chunkCount = 1) {
  const ready = await makeReadyExport(request, chunkCount);
  const { deliveryId } = await deliver(ready);
  await sendAll(ready.storeId);
  const [mail] = await mailsTo(ready.email);
  const token = /\/delivery\/([\w-]{43})/.exec(mail?.text ?? "")?.[1] ?? "";
  return { ...ready, deliveryId, token };
}

export type TestDelivery = Awaited<ReturnType<typeof makeDelivery>>;

/** Delivers a ready export, by default by link and code. */
export async function deliver(
  ready: Awaited<ReturnType<typeof makeReadyExport>>,
  chosen: Partial<Parameters<typeof createDelivery>[0]> = {},
) {
  return await createDelivery({ ...ready, method: "link", ...chosen });
}

export const client = { network: "203.0.113.0/24", browser: "Chrome on Android" };

/** A rate limit's key that nothing has counted yet. */
const anyRateLimitKey = () => createHash("sha256").update(randomBytes(8)).digest("hex");

/** A request from a network address that has sent none. */
export const visit = () => ({ rateLimitKey: anyRateLimitKey(), client });

/** The emails with a code that were sent for a delivery, newest first. */
export async function codeMails({ storeId, email }: TestDelivery) {
  await sendAll(storeId);
  return (await mailsTo(email)).filter(({ subject }) => /code/i.test(subject));
}

/** Asks for a code and reads it in the inbox. */
export async function askCode(live: TestDelivery): Promise<string> {
  await requestCode({ ...live, ...visit() });
  const [mail] = await codeMails(live);
  return /^\d{6}$/m.exec(mail?.text ?? "")?.[0] ?? "";
}

/** Enters a code. */
export async function tryCode({ storeId, token }: TestDelivery, code: string) {
  return await enterCode({ storeId, token, code, ...visit() });
}

/** Enters a code that is refused so many times. @returns the outcomes. */
export async function guess(live: TestDelivery, code: string, times: number): Promise<string[]> {
  const outcomes: string[] = [];
  while (outcomes.length < times) outcomes.push(await outcome(tryCode(live, code)));
  return outcomes;
}

/** A code other than this one. */
export const wrongCode = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

/** A delivery as it is stored. */
export async function readDeliveryRow(storeId: string, id: string) {
  return await prisma().delivery.findUniqueOrThrow({ where: { storeId_id: { storeId, id } } });
}

/** A delivery, its request and their events, read from the database. */
export async function readDelivery({ storeId, deliveryId, requestId }: TestDelivery) {
  const delivery = await readDeliveryRow(storeId, deliveryId);
  const request = await readRequest(storeId, requestId);
  const events = await prisma().event.findMany({ where: { storeId, requestId }, orderBy: { id: "asc" } });
  return { delivery, request, events, types: events.map(({ type }) => type) };
}
