import { createHash, randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { insertChunks, openChunkStore } from "@/lib/archive/chunk-store";
import { CHUNK_BYTES } from "@/lib/archive/entry-writer";
import { keyPurpose } from "@/lib/archive/export-key";
import { wrapSecret } from "@/lib/crypto";
import { database, prisma } from "@/lib/database";
import { createDelivery } from "@/lib/delivery/create-delivery";
import { enterCode } from "@/lib/delivery/enter-code";
import { requestCode } from "@/lib/delivery/request-code";
import { readMailbox } from "@/lib/mail/read-mailbox";
import { notifyJob } from "@/lib/notification/notify.job";
import { sendEmailJob } from "@/lib/notification/send-email.job";
import type { Prisma, Role } from "@/prisma/generated/client";
import { makeMerchant, makeOrder } from "@/test/harness/archive";
import { makeRequest } from "./export-request";
import { makeCustomer, makeStore } from "./store";

/** A member of a store, as an actor. */
export async function makeMember(storeId: string, role: Role = "staff", name = "Mara Owner") {
  const merchant = await makeMerchant(name);
  await prisma().membership.create({ data: { storeId, merchantId: merchant.id, role }, select: { role: true } });
  return merchant;
}

/** A store, its owner, and a verified request with a ready export of some chunks of noise. */
export async function makeReady(request: Partial<Prisma.RequestCreateManyInput> = {}, chunkCount = 1) {
  const store = await makeStore();
  const actor = await makeMember(store.id, "owner");
  const { id: customerId } = await makeCustomer(store.id, { lastName: "Anders" });
  await makeOrder(store.id, { customerId });
  const { id: requestId, email } = await makeRequest(store.id, { emailVerified: true, customerId, ...request });
  const exportId = await makeExport(store.id, requestId, chunkCount);
  return { store, storeId: store.id, actor, requestId, exportId, email: email ?? "" };
}

/** A ready export whose one file is noise. */
export async function makeExport(storeId: string, requestId: string, chunkCount = 1): Promise<string> {
  const exportId = uuidv7();
  const [key, now] = [randomBytes(32), new Date()];
  const sizeBytes = BigInt(chunkCount * CHUNK_BYTES);
  await prisma().export.create({
    data: {
      ...{ storeId, id: exportId, requestId, state: "collecting", attempts: 1, startedAt: now, sizeBytes },
      wrappedKey: wrapSecret(key, keyPurpose({ storeId, exportId })),
      files: {
        create: {
          ...{ number: 1, path: "noise.bin", sizeBytes, compressedSizeBytes: sizeBytes, crc32: 0n, chunkCount },
          sha256: "",
        },
      },
    },
    select: { id: true },
  });
  const chunks = openChunkStore({ storeId, exportId, attempt: 1, key });
  for (let sequence = 0; sequence < chunkCount; sequence++)
    await chunks.put(1, sequence, sequence === chunkCount - 1, randomBytes(CHUNK_BYTES));
  const build = { expressions: "build AS (SELECT $2::uuid AS id)", values: [storeId, exportId] };
  await insertChunks(database().query, await chunks.seal(), build);
  await prisma().export.updateMany({
    where: { storeId, id: exportId },
    data: { state: "ready", readyAt: now, expiresAt: new Date(now.getTime() + 24 * 3600 * 1000) },
  });
  return exportId;
}

/** What `makeReady` made, delivered by link and code; with the link's token as the e-mail has it. */
export async function makeLive(request: Partial<Prisma.RequestCreateManyInput> = {}, chunkCount = 1) {
  const ready = await makeReady(request, chunkCount);
  const { deliveryId } = await createDelivery({ ...ready, method: "link" });
  await sendAll(ready.storeId);
  const [mail] = await mailsTo(ready.email);
  const token = /\/delivery\/([\w-]{43})/.exec(mail?.text ?? "")?.[1] ?? "";
  return { ...ready, deliveryId, token };
}

export type LiveDelivery = Awaited<ReturnType<typeof makeLive>>;

export const visitor = { network: "203.0.113.0/24", browser: "Chrome on Android" };

/** An address block that no limit has counted yet. */
export const anyBlock = () => createHash("sha256").update(randomBytes(8)).digest("hex");

/** Asks for a code and reads it in the inbox. */
export async function askCode({ storeId, token, email }: LiveDelivery): Promise<string> {
  await requestCode({ storeId, token, block: anyBlock(), visitor });
  await sendAll(storeId);
  const [mail] = (await mailsTo(email)).filter(({ subject }) => subject.includes("code"));
  return /^\d{6}$/m.exec(mail?.text ?? "")?.[0] ?? "";
}

/** Tries a code. */
export async function tryCode({ storeId, token }: LiveDelivery, code: string) {
  return await enterCode({ storeId, token, code, block: anyBlock(), visitor });
}

/** A code that is not this one. */
export const otherThan = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

/** Notifies of every event of a store, and sends what is queued. */
export async function sendAll(storeId: string): Promise<void> {
  for (const { id } of await prisma().event.findMany({ where: { storeId }, orderBy: { id: "asc" } }))
    await notifyJob({ storeId, eventId: id });
  for (const { id } of await prisma().email.findMany({ where: { storeId, state: "queued" }, orderBy: { id: "asc" } }))
    await sendEmailJob(
      { storeId, emailId: id },
      { signal: new AbortController().signal, retryCount: 0, lastTry: false },
    );
}

/** The e-mails to an address, newest first. */
export async function mailsTo(address: string) {
  return (await readMailbox(1000)).filter(({ to }) => to.includes(address));
}

/** The state of a delivery, its request and the kinds of its events. */
export async function storyOf({ storeId, deliveryId, requestId }: LiveDelivery) {
  const delivery = await prisma().delivery.findUniqueOrThrow({ where: { storeId_id: { storeId, id: deliveryId } } });
  const request = await prisma().request.findUniqueOrThrow({ where: { storeId_id: { storeId, id: requestId } } });
  const events = await prisma().event.findMany({ where: { storeId, requestId }, orderBy: { id: "asc" } });
  return { delivery, request, events, types: events.map(({ type }) => type) };
}
