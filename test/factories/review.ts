import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { v7 as uuidv7 } from "uuid";
import type { ExportKey } from "@/lib/archive/export-key";
import { prisma } from "@/lib/database";
import { buildExport } from "@/lib/export/build-export";
import { orderReviewedCopy } from "@/lib/review/order-reviewed-copy";
import { EVERY_ROW, type Redaction } from "@/lib/section/redaction";
import { exportCustomer, fileOf, makeMerchant } from "@/test/harness/archive";
import { makeCustomer, makeStore } from "./store";

/** A redaction as a merchant makes it; of every row unless a row is named. */
export function redaction(section: Redaction["section"], fields: Partial<Redaction> = {}): Redaction {
  return { ...{ section, row: EVERY_ROW, pointer: "", reason: "other_person", reasonText: null }, ...fields };
}

/** Redacts an export. */
export async function redact({ storeId, exportId }: ExportKey, redactions: Redaction[]): Promise<void> {
  const by = await makeMerchant();
  const made = { storeId, exportId, createdById: by.id, createdByName: by.name };
  await prisma().redaction.createMany({ data: redactions.map((one) => ({ ...one, ...made, id: uuidv7() })) });
}

/** Orders the reviewed copy of an export. */
export async function orderCopy({ storeId, exportId }: ExportKey): Promise<ExportKey> {
  const actor = await makeMerchant();
  const copy = await prisma().$transaction((transaction) =>
    orderReviewedCopy(transaction, { storeId, exportId, actor }),
  );
  return { storeId, exportId: copy.exportId };
}

/** Redacts an export, orders its reviewed copy and builds it. */
export async function copyWithout(original: ExportKey, redactions: Redaction[]): Promise<ExportKey> {
  await redact(original, redactions);
  const copy = await orderCopy(original);
  await buildExport(copy, new AbortController().signal);
  return copy;
}

/** The export of a customer of a store of their own. */
export async function exportOf(
  customer: Parameters<typeof makeCustomer>[1] = {},
  fill: (storeId: string, customerId: string) => Promise<unknown> = async () => {},
) {
  const { id: storeId } = await makeStore();
  const { id: customerId } = await makeCustomer(storeId, { locale: "en", ...customer });
  await fill(storeId, customerId);
  return { customerId, ...(await exportCustomer(storeId, customerId)) };
}

/** What an archive's data.json holds. */
export function dataOf(files: Record<string, string>) {
  return JSON.parse(fileOf(files, "data.json"));
}

/** What an archive's data.json has against its own schema.json: null for nothing. */
export function validates(files: Record<string, string>) {
  const validate = addFormats(new Ajv2020({ strict: false })).compile(JSON.parse(fileOf(files, "schema.json")));
  validate(dataOf(files));
  return validate.errors;
}
