import { randomUUID } from "node:crypto";
import { BlobReader, Uint8ArrayWriter, ZipReader } from "@zip.js/zip.js";
import { v7 as uuidv7 } from "uuid";
import { openArchive } from "@/lib/archive/open-archive";
import { database, prisma } from "@/lib/database";
import { buildExport } from "@/lib/export/build-export";
import { requestCustomerExport } from "@/lib/export/request-customer-export";
import type { CustomerSource } from "@/lib/source/source";
import type { Prisma } from "@/prisma/generated/client";

/** A merchant with a row, as an actor. */
export async function makeMerchant(name = "Mara Owner") {
  const id = uuidv7();
  await prisma().merchant.create({ data: { id, name, email: `${id}@merchant.example` }, select: { id: true } });
  return { kind: "merchant", id, name } as const;
}

/** An order of a store with lines named by the caller. */
export async function makeOrder(
  storeId: string,
  fields: Partial<Prisma.OrderCreateManyInput> = {},
  lines: Partial<Prisma.OrderLineCreateManyInput>[] = [{}],
) {
  const id = uuidv7();
  const name = fields.name ?? `#${randomUUID().slice(0, 6)}`;
  const zero = { shipping: 0, taxes: 0, discount: 0 };
  await prisma().order.create({
    data: {
      ...{ storeId, id, platformId: id, name, nameNormalized: name, placedAt: new Date(), currency: "EUR" },
      ...{ ...zero, subtotal: 10, total: 10 },
      ...fields,
    },
    select: { id: true },
  });
  await prisma().orderLine.createMany({
    data: lines.map((line, index) => ({
      ...{ storeId, orderId: id, position: index + 1, name: "Teapot", quantity: 1, price: 10 },
      ...line,
    })),
  });
  return id;
}

/** Many lines of an order, made up by the database: "Item 1", "Item 2", … */
export async function makeLines(storeId: string, orderId: string, count: number): Promise<void> {
  await database().query(
    `INSERT INTO order_line (store_id, order_id, position, name, quantity, price)
     SELECT $1, $2, n, 'Item ' || n, 1, 0.01 FROM generate_series(1, $3::int) AS n`,
    [storeId, orderId, count],
  );
}

/** Asks for a customer's export, as a merchant does from their profile. */
export async function queueExport(storeId: string, customerId: string) {
  const { exportId, requestId } = await requestCustomerExport({ storeId, customerId, actor: await makeMerchant() });
  return { storeId, exportId, requestId };
}

/** Asks for a customer's export and builds it. */
export async function exportCustomer(storeId: string, customerId: string, source?: CustomerSource) {
  const target = await queueExport(storeId, customerId);
  await buildExport(target, new AbortController().signal, source);
  return target;
}

/** The bytes of an archive, as they are downloaded. */
export async function download(target: { storeId: string; exportId: string }): Promise<Uint8Array<ArrayBuffer>> {
  const archive = await openArchive(target);
  if (!archive) throw new Error("there is no archive");
  return new Uint8Array(await new Response(archive.stream).arrayBuffer());
}

/** The files of an archive by their paths, read by a zip reader that checks every checksum. */
export async function readArchive(target: { storeId: string; exportId: string }): Promise<Record<string, string>> {
  const reader = new ZipReader(new BlobReader(new Blob([await download(target)])), { checkSignature: true });
  const files: Record<string, string> = {};
  for (const entry of await reader.getEntries())
    if (!entry.directory) files[entry.filename] = Buffer.from(await entry.getData(new Uint8ArrayWriter())).toString();
  return files;
}

/** A file of an archive that must be there. */
export function fileOf(files: Record<string, string>, path: string): string {
  const text = files[path];
  if (text === undefined) throw new Error(`the archive has no ${path}`);
  return text;
}
