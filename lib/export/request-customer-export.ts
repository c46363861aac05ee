import { customerName } from "@/lib/customer/customer-name";
import type { Transaction } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { DATA_EXPORT } from "@/lib/request/type-rules";
import { acceptCustomer } from "@/lib/subject/accept-record";
import { findOpenRequests } from "@/lib/subject/find-open-requests";
import { putCustomer } from "@/lib/subject/link-customer";
import { RUNNING } from "@/lib/subject/lock-links";
import { createProfileRequest, exportProfile } from "./export-profile";
import type { RequestedExport } from "./request-export";

interface Target {
  storeId: string;
  customerId: string;
  actor: MerchantActor;
  /** Which of several open requests it answers; the first one where it is left out or is none of them (any more). */
  requestId?: string | undefined;
}

/**
 * Exports a customer of the imported records from their profile: see `exportProfile`. An open request that is joined keeps
 * the proof that it has.
 * @throws UserError "forbidden" where the store has no such customer, "exportRunning" where the open request is not
 * linked to them yet and its export, which does not hold their record, is still running.
 */
export async function requestCustomerExport(target: Target): Promise<RequestedExport & { joined?: string }> {
  const { storeId, customerId, actor } = target;
  return await exportProfile(target, {
    findOpen: () => findOpenRequests({ storeId, customerId, type: DATA_EXPORT }),
    link: (transaction, requestId) =>
      putCustomer(transaction, { storeId, requestId, customerId, actor }, "address", RUNNING),
    make: (transaction) => createRequest(transaction, target),
  });
}

async function createRequest(transaction: Transaction, target: Target): Promise<string> {
  const { storeId, customerId, actor } = target;
  const customer = await transaction.customer.findUnique({
    where: { storeId_id: { storeId, id: customerId } },
    select: { email: true, emailNormalized: true, firstName: true, lastName: true, company: true, locale: true },
  });
  if (!customer) throw new UserError("forbidden");
  const { email, emailNormalized, locale } = customer;
  const person = { personKey: `customer:${customerId}`, name: customerName(customer), matchCount: 1 };
  return await createProfileRequest(transaction, target, { ...person, email, emailNormalized, locale }, (requestId) =>
    acceptCustomer(transaction, { storeId, requestId, customerId }, "chosen", actor),
  );
}
