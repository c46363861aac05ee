import { z } from "zod";
import { type CorrectableField, columnsOf, readField } from "@/lib/customer/correctable-fields";
import { renameRequests } from "@/lib/customer/customer-links";
import { customerName } from "@/lib/customer/customer-name";
import { customerSearchText } from "@/lib/customer/customer-search-text";
import { customerRecord, RECORDS_SOURCE } from "@/lib/customer/record-names";
import { prisma, type Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { lockStore } from "@/lib/import/put-rows";
import { countries } from "@/lib/request/entered-fields";
import type { RequestAct } from "@/lib/request/request-status";
import { settleLaws } from "@/lib/subject/settle-laws";
import { versionOf } from "./value-version";

/** A value that staff correct: `shown` is the version of what the page showed, so that nothing newer is overwritten. */
export interface CorrectedValue {
  customerId: string;
  field: CorrectableField;
  shown: string;
  value: string | null;
}

/** The most characters of a corrected value. */
export const MAX_VALUE_LENGTH = 1000;

/** What staff type in place of a value; null for nothing. */
export const correctedValueField = z
  .string()
  .overwrite((typed) => typed.replace(/\r\n?/g, "\n"))
  .trim()
  .max(MAX_VALUE_LENGTH, { error: "valueTooLong" })
  .transform((text) => text || null);

/**
 * Corrects a value of an imported customer for an open request of that type (GDPR Art. 16). What it was and what it is now are
 * kept with the request; correcting it again keeps the first.
 * @throws UserError "invalid" where the request is closed, or not about the customer; "correctionStale" where the value is
 * another by now; "correctionSame" where nothing would change; "countryCode" for a country that is none of ISO 3166-1.
 */
export async function correctRecord(
  { actor, ...target }: RequestAct<MerchantActor>,
  { customerId, field, shown, value }: CorrectedValue,
): Promise<void> {
  const { storeId, requestId } = target;
  await prisma().$transaction(async (transaction) => {
    await lockOpen(transaction, target);
    const customer = await findCorrectable(transaction, target, customerId);
    const present = readField(field, customer, customer.address);
    if (present === undefined || versionOf(present) !== shown) throw new UserError("correctionStale");
    if (present === value) throw new UserError("correctionSame");
    if (field === "country" && value !== null && !countries.includes(value)) throw new UserError("countryCode");
    const key = { storeId_requestId_customerId_field: { storeId, requestId, customerId, field } };
    const before = await transaction.correctionChange.findUnique({ where: key, select: { oldValue: true } });
    // Corrected to what it was first: nothing is left of the correction.
    if (before?.oldValue === value) await transaction.correctionChange.delete({ where: key });
    else {
      const change = { newValue: value, byName: actor.name, at: new Date(), settledAt: null };
      await transaction.correctionChange.upsert({
        where: key,
        create: { storeId, requestId, customerId, field, oldValue: present, ...change },
        update: change,
      });
    }
    await write(transaction, target, customer, field, value);
    await recordEvent(transaction, {
      ...{ storeId, requestId, type: "record_corrected", actor },
      data: { customerId, field },
    });
  });
}

/**
 * Takes a correction back: the customer has the old value again.
 * @throws UserError "invalid" as above, or where there is no such correction; "correctionStale" where the value has changed since.
 */
export async function undoCorrection(
  { actor, ...target }: RequestAct<MerchantActor>,
  { customerId, field }: Pick<CorrectedValue, "customerId" | "field">,
): Promise<void> {
  const { storeId, requestId } = target;
  await prisma().$transaction(async (transaction) => {
    await lockOpen(transaction, target);
    const customer = await findCorrectable(transaction, target, customerId);
    const key = { storeId_requestId_customerId_field: { storeId, requestId, customerId, field } };
    const change = await transaction.correctionChange.findUnique({ where: key });
    if (!change) throw new UserError("invalid");
    if (readField(field, customer, customer.address) !== change.newValue) throw new UserError("correctionStale");
    await transaction.correctionChange.delete({ where: key });
    await write(transaction, target, customer, field, change.oldValue);
    await recordEvent(transaction, {
      ...{ storeId, requestId, type: "correction_undone", actor },
      data: { customerId, field },
    });
  });
}

/** Keeps an import from writing meanwhile, and the request from being closed. */
async function lockOpen(transaction: Transaction, { storeId, requestId }: { storeId: string; requestId: string }) {
  await lockStore(transaction, storeId);
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT 1 FROM request WHERE store_id = ${storeId}::uuid AND id = ${requestId}::uuid
       AND type = 'correction' AND state = 'open' FOR UPDATE`;
  if (rows.length === 0) throw new UserError("invalid");
}

type Correctable = Awaited<ReturnType<typeof findCorrectable>>;

/** An account that the request is about. */
async function findCorrectable(
  transaction: Transaction,
  { storeId, requestId }: { storeId: string; requestId: string },
  customerId: string,
) {
  const record = customerRecord(customerId);
  const links = { storeId, requestId, source: RECORDS_SOURCE, record, state: "accepted" } as const;
  const linked = await transaction.requestRecord.count({ where: links });
  const customer = await transaction.customer.findUnique({
    where: { storeId_id: { storeId, id: customerId } },
    include: { addresses: true },
  });
  if (linked === 0 || !customer || !isCorrectable(customer)) throw new UserError("invalid");
  return { ...customer, address: customer.addresses.find(({ isDefault }) => isDefault) ?? null };
}

/**
 * Whether a customer's values can be corrected here. A guest is known by their orders, and an account without an id and an
 * address by its name and phone number: corrected, the next file would not find it, and bring the old one in anew.
 */
export function isCorrectable(customer: { kind: string; platformId: string | null; emailNormalized: string | null }) {
  return customer.kind === "account" && (customer.platformId !== null || customer.emailNormalized !== null);
}

async function write(
  transaction: Transaction,
  { storeId, requestId }: { storeId: string; requestId: string },
  customer: Correctable,
  field: CorrectableField,
  value: string | null,
) {
  const column = columnsOf[field];
  const { addresses, address, ...fields } = customer;
  const own = column.customer ? { [column.customer]: value } : {};
  const home = column.address && address ? { [column.address]: value } : {};
  if (address && column.address)
    await transaction.address.updateMany({ where: { storeId, id: address.id }, data: home });
  const corrected = { ...fields, ...own };
  const searched = addresses.map((one) => (one === address ? { ...one, ...home } : one));
  await transaction.customer.updateMany({
    where: { storeId, id: customer.id },
    data: { ...own, searchText: customerSearchText(corrected, searched) },
  });
  const name = customerName(corrected);
  if (name !== customerName(customer)) await renameRequests(transaction, { storeId, customerId: customer.id, name });
  // Where the customer lives says which laws the request is under.
  if (field === "country") await settleLaws(transaction, { storeId, requestId });
}
