import { v7 as uuidv7 } from "uuid";
import { customerName } from "@/lib/customer/customer-name";
import { prisma, type Transaction } from "@/lib/database";
import { isUniqueViolation, retryAfterRace, UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { isLocale } from "@/lib/locale";
import { DATA_EXPORT, typeRules } from "@/lib/request/type-rules";
import { buildSearchText } from "@/lib/search/fold-text";
import { acceptCustomer } from "@/lib/subject/accept-record";
import { findOpenRequests } from "@/lib/subject/find-open-requests";
import { putCustomer } from "@/lib/subject/link-customer";
import { RUNNING } from "@/lib/subject/lock-links";
import { startMatching } from "@/lib/subject/start-matching";
import { createReference } from "@/lib/token";
import { findRunningExport, type RequestedExport, startExport } from "./request-export";

interface Target {
  storeId: string;
  customerId: string;
  actor: MerchantActor;
  /** Which of several open requests it answers; the first one where it is left out or is none of them (any more). */
  requestId?: string | undefined;
}

/**
 * Exports a customer from their profile: joins their open request, with the proof that it has, or makes one on behalf of
 * the staff, and queues its export, all in one transaction. If two merchants start one at the same time, one is started
 * and the second is informed.
 * @returns the export, and the reference of the request that was open already.
 * @throws UserError "forbidden" where the store has no such customer, "exportRunning" where the open request is not
 * linked to them yet and its export, which does not hold their record, is still running.
 */
export async function requestCustomerExport(target: Target): Promise<RequestedExport & { joined?: string }> {
  const { storeId, customerId, actor } = target;
  return await retryAfterRace(async () => {
    const all = await findOpenRequests({ storeId, customerId, type: DATA_EXPORT });
    const open = all.find(({ id }) => id === target.requestId) ?? all[0];
    const running = open?.linked ? await findRunningExport({ storeId, requestId: open.id }) : undefined;
    if (running) return running;
    return await prisma().$transaction(async (transaction) => {
      if (!open) {
        const requestId = await createRequest(transaction, target);
        return await startExport(transaction, { storeId, requestId, actor });
      }
      const request = { storeId, requestId: open.id, actor };
      if (!open.linked) await putCustomer(transaction, { ...request, customerId }, "address", RUNNING);
      return { ...(await startExport(transaction, request)), joined: open.reference };
    });
  }, isLost);
}

function isLost(error: unknown): boolean {
  // "exportRunning" too: who was faster may have linked the record before.
  return (
    isUniqueViolation(error) || (error instanceof UserError && ["alreadyClosed", "exportRunning"].includes(error.code))
  );
}

async function createRequest(transaction: Transaction, target: Target): Promise<string> {
  const { storeId, customerId, actor } = target;
  const customer = await transaction.customer.findUnique({
    where: { storeId_id: { storeId, id: customerId } },
    select: { email: true, emailNormalized: true, firstName: true, lastName: true, company: true, locale: true },
  });
  const store = await transaction.store.findUnique({
    where: { id: storeId },
    select: { locale: true, responsePeriod: true, responsePeriodUnit: true, timeZone: true },
  });
  if (!customer || !store) throw new UserError("forbidden");
  const id = uuidv7();
  const reference = createReference();
  const createdAt = new Date();
  const name = customerName(customer);
  await transaction.request.create({
    data: {
      ...{ storeId, id, type: DATA_EXPORT, personKey: `customer:${customerId}`, state: "open" },
      reference,
      source: "staff",
      email: customer.email,
      emailNormalized: customer.emailNormalized,
      customerName: name,
      matchCount: 1,
      locale: localeOf(customer.locale) ?? store.locale,
      searchText: buildSearchText([reference, customer.email, name]),
      createdAt,
      dueAt: typeRules[DATA_EXPORT].due(createdAt, store),
    },
    select: { id: true },
  });
  await acceptCustomer(transaction, { storeId, requestId: id, customerId }, "chosen", actor);
  await startMatching(transaction, { storeId, requestId: id });
  await recordEvent(transaction, { storeId, requestId: id, type: "request_made", actor });
  return id;
}

/** A customer's language as their platform writes it, such as "de" or "de-AT", where Dossier has it. */
function localeOf(text: string | null) {
  const language = text?.split(/[-_]/)[0]?.toLowerCase();
  return isLocale(language) ? language : undefined;
}
