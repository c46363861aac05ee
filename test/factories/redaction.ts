import { v7 as uuidv7 } from "uuid";
import type { ExportKey } from "@/lib/archive/export-key";
import { prisma } from "@/lib/database";
import { buildExport } from "@/lib/export/build-export";
import { orderReviewedCopy } from "@/lib/review/order-reviewed-copy";
import { EVERY_ROW, type Redaction } from "@/lib/section/redaction";
import { readArchive } from "@/test/harness/archive";
import { makeMerchant } from "./store";

/** A redaction as a merchant makes it; of every row unless `fields` names one. */
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
export async function makeRedactedCopy(original: ExportKey, redactions: Redaction[]): Promise<ExportKey> {
  await redact(original, redactions);
  const copy = await orderCopy(original);
  await buildExport(copy, new AbortController().signal);
  return copy;
}

/** The files of an export's reviewed copy with these redactions. */
export async function readCopy(original: ExportKey, ...redactions: Redaction[]) {
  return await readArchive(await makeRedactedCopy(original, redactions));
}
