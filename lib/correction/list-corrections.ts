import {
  type CorrectableField,
  correctableFields,
  isCorrectableField,
  readField,
} from "@/lib/customer/correctable-fields";
import { customerOfRecord } from "@/lib/customer/record-names";
import { prisma } from "@/lib/database";
import type { CorrectionChange } from "@/prisma/generated/client";
import { isCorrectable } from "./correct-record";

/** A value of a customer, and what staff corrected in it for the request. */
export interface CorrectableValue {
  field: CorrectableField;
  value: string | null;
  change: Pick<CorrectionChange, "oldValue" | "newValue" | "byName" | "at"> | undefined;
}

/** An imported customer that a request for a correction is about. */
export interface CorrectableRecord {
  customerId: string;
  /** None where the file alone can be corrected: see `isCorrectable`. */
  values: CorrectableValue[];
}

/** The imported customers that a request is about, each with what of it can be corrected. */
export async function listCorrectable(
  { storeId, requestId }: { storeId: string; requestId: string },
  records: { record: string; state: string }[],
): Promise<CorrectableRecord[]> {
  const ids = records.flatMap(({ record, state }) => (state === "accepted" ? (customerOfRecord(record) ?? []) : []));
  if (ids.length === 0) return [];
  const customers = await prisma().customer.findMany({
    where: { storeId, id: { in: ids } },
    include: { addresses: { where: { isDefault: true }, take: 1 } },
  });
  const changes = await prisma().correctionChange.findMany({ where: { storeId, requestId } });
  return ids.flatMap((customerId) => {
    const customer = customers.find(({ id }) => id === customerId);
    if (!customer) return [];
    const values = correctableFields.flatMap((field) => {
      const value = readField(field, customer, customer.addresses[0]);
      const change = changes.find((one) => one.customerId === customerId && one.field === field);
      return value === undefined ? [] : [{ field, value, change }];
    });
    return [{ customerId, values: isCorrectable(customer) ? values : [] }];
  });
}

/** What was corrected for a request, oldest first, as the letter and the person's export name it. */
export async function listChanges({ storeId, requestId }: { storeId: string; requestId: string }) {
  const rows = await prisma().correctionChange.findMany({
    where: { storeId, requestId },
    orderBy: [{ at: "asc" }, { field: "asc" }],
  });
  return rows.flatMap(({ field, oldValue, newValue }) =>
    isCorrectableField(field) ? [{ field, oldValue, newValue }] : [],
  );
}
