import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { insertChunks, openChunkStore } from "@/lib/archive/chunk-store";
import { CHUNK_BYTES } from "@/lib/archive/entry-writer";
import { type ExportKey, keyPurpose } from "@/lib/archive/export-key";
import { wrapSecret } from "@/lib/crypto";
import { database, prisma } from "@/lib/database";
import { buildExport } from "@/lib/export/build-export";
import { requestCustomerExport } from "@/lib/export/request-customer-export";
import type { RowSource } from "@/lib/source/source";
import type { Prisma } from "@/prisma/generated/client";
import { makeCustomer, makeOrder, makeStoreWithCustomer } from "./customer";
import { makeRequest, type RequestFields } from "./request";
import { makeMember, makeMerchant, makeStore } from "./store";

/** Requests a customer's export, as a merchant does from the profile. */
export async function queueExport(storeId: string, customerId: string) {
  const { exportId, requestId } = await requestCustomerExport({ storeId, customerId, actor: await makeMerchant() });
  return { storeId, exportId, requestId };
}

/** Requests a customer's export and builds it. */
export async function exportCustomer(storeId: string, customerId: string, sources?: RowSource[]) {
  const target = await queueExport(storeId, customerId);
  await buildExport(target, new AbortController().signal, sources);
  return target;
}

/** The built export of the only customer of a new store. @param fill adds what else the store holds. */
export async function makeCustomerExport(
  customer: Parameters<typeof makeCustomer>[1] = {},
  fill: (storeId: string, customerId: string) => Promise<unknown> = async () => {},
  store: Parameters<typeof makeStore>[0] = {},
) {
  const { storeId, customerId } = await makeStoreWithCustomer({ locale: "en", ...customer }, store);
  await fill(storeId, customerId);
  return { customerId, ...(await exportCustomer(storeId, customerId)) };
}

/** A store, its owner, and a verified request with a ready export of some chunks of noise. */
export async function makeReadyExport(request: RequestFields = {}, chunkCount = 1) {
  const store = await makeStore();
  const actor = await makeMember(store.id, "owner");
  const { id: customerId } = await makeCustomer(store.id, { lastName: "Anders" });
  await makeOrder(store.id, { customerId });
  const { id: requestId, email } = await makeRequest(store.id, { customerId, ...request });
  const exportId = await makeExport(store.id, requestId, chunkCount);
  return { store, storeId: store.id, actor, requestId, exportId, email: email ?? "" };
}

/** An export's row alone, without bytes. @returns its id. */
export async function makeExportRow(
  storeId: string,
  requestId: string,
  fields: Partial<Prisma.ExportUncheckedCreateInput> = {},
): Promise<string> {
  const id = uuidv7();
  await prisma().export.create({ data: { storeId, id, requestId, state: "ready", ...fields }, select: { id: true } });
  return id;
}

/** An export as it is stored. */
export async function readExport({ storeId, exportId }: ExportKey) {
  return await prisma().export.findUniqueOrThrow({ where: { storeId_id: { storeId, id: exportId } } });
}

/** Lets an export expire, by default long ago. */
export async function letExpire({ storeId, exportId }: ExportKey, expiresAt = new Date(0)): Promise<void> {
  await prisma().export.updateMany({ where: { storeId, id: exportId }, data: { expiresAt } });
}

/** A ready export with one file of noise. @returns its id. */
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
