import { randomUUID } from "node:crypto";
import { getCustomer } from "@/lib/customer/get-customer";
import { listCustomerOrders } from "@/lib/customer/list-customer-orders";
import { listCustomerRequests } from "@/lib/customer/list-customer-requests";
import { searchCustomers } from "@/lib/customer/search-customers";
import { database, prisma } from "@/lib/database";
import { readEmailAddress } from "@/lib/email-address";
import { buildExport } from "@/lib/export/build-export";
import { requestCustomerExport } from "@/lib/export/request-customer-export";
import { notifyJob } from "@/lib/notification/notify.job";
import { countOpenRequests } from "@/lib/request/count-open-requests";
import { getRequest } from "@/lib/request/get-request";
import { listOwnRequests } from "@/lib/request/list-own-requests";
import { listRequests } from "@/lib/request/list-requests";
import type { RequestFilter } from "@/lib/request/request-filter";
import { submitRequest } from "@/lib/request/submit-request";
import { readCursor } from "@/lib/search/cursor-page";
import { normalizeQuery } from "@/lib/search/search-query";
import { findStore } from "@/lib/store/find-store";
import { confirmVerification } from "@/lib/verification/confirm-verification";
import { mintVerification } from "@/lib/verification/mint-verification";
import { cleanUpJob } from "@/lib/worker/clean-up.job";

/** A customer who is in the database, with an order and a request. */
export interface Sample {
  storeId: string;
  slug: string;
  customerId: string;
  email: string;
  first: string;
  phone: string;
  order: string;
  requestId: string;
  reference: string;
  at: Date;
}

/** Some customers of a store. */
export async function sampleCustomers(slug: string, count: number): Promise<Sample[]> {
  const { rows } = await database().query(
    `SELECT s.id AS "storeId", s.slug, c.id AS "customerId", c.email, c.first_name AS first, c.phone, o.name AS "order",
            r.id AS "requestId", r.reference, r.created_at AS at
       FROM store s JOIN customer c ON c.store_id = s.id
       JOIN "order" o ON o.store_id = c.store_id AND o.customer_id = c.id
       JOIN request r ON r.store_id = c.store_id AND r.customer_id = c.id AND r.state = 'answered'
      WHERE s.slug = $1 ORDER BY md5(c.id::text) LIMIT $2`,
    [slug, count],
  );
  return rows as Sample[];
}

const everything: RequestFilter = {
  states: ["open", "answered", "refused", "cancelled"],
  sources: ["guest", "signed_in", "staff"],
  types: ["export"],
  search: "",
  sort: "newest",
  cursor: undefined,
};

type Way = (sample: Sample) => Promise<unknown>;

const report =
  (changes: (sample: Sample) => Partial<RequestFilter>): Way =>
  (sample) =>
    listRequests(sample.storeId, { ...everything, ...changes(sample) });
const customers =
  (typed: (sample: Sample) => string): Way =>
  (sample) =>
    searchCustomers({ storeId: sample.storeId, search: normalizeQuery(typed(sample)), cursor: undefined });
const beside = ({ at, requestId }: Sample) => readCursor({ after: `${at.toISOString()}_${requestId}` });

/** What customers, merchants and the worker do most, by the app's own code. */
export const hotWays: Record<string, Way> = {
  "guest's request": makeGuestRequest,
  verify: async (sample) => {
    const requestId = await makeGuestRequest(sample);
    const token = await mintVerification(sample.storeId, requestId);
    if (!(await confirmVerification(sample.storeId, token ?? ""))) throw new Error("the request was not verified");
  },
  notify: async ({ storeId, requestId }) => {
    const event = await prisma().event.findFirstOrThrow({ where: { storeId, requestId }, select: { id: true } });
    await notifyJob({ storeId, eventId: event.id });
  },
  account: ({ storeId, email }) =>
    listOwnRequests(storeId, { email, emailNormalized: email, emailVerified: true, platformCustomerId: undefined }),
  "request page": ({ storeId, requestId }) => getRequest({ storeId, requestId }),
  "open requests, counted": ({ storeId }) => countOpenRequests(storeId),
  report: report(() => ({})),
  "report, open, by due date": report(() => ({ states: ["open"], sort: "due" })),
  "report, further page": report((sample) => ({ cursor: beside(sample) })),
  "report, an address": report(({ email }) => ({ search: normalizeQuery(email) })),
  "report, a reference": report(({ reference }) => ({ search: normalizeQuery(reference) })),
  "report, a first name": report(({ first }) => ({ search: normalizeQuery(first) })),
  "report, nobody": report(({ email }) => ({ search: normalizeQuery(`${email}x`) })),
  customers: customers(() => ""),
  "customers, an address": customers(({ email }) => email),
  "customers, a first name": customers(({ first }) => first),
  "customers, a phone number": customers(({ phone }) => phone),
  "customers, an order": customers(({ order }) => order),
  "customers, two letters": customers(({ first }) => first.slice(0, 2)),
  profile: ({ storeId, customerId }) => getCustomer({ storeId, customerId }),
  "profile, orders": ({ storeId, customerId, email }) =>
    listCustomerOrders({ storeId, customerId, emailNormalized: email, cursor: undefined }),
  "profile, requests": ({ storeId, customerId, email }) =>
    listCustomerRequests({ storeId, customerId, emailNormalized: email }),
  export: async ({ storeId, customerId }) => {
    const actor = { kind: "merchant", id: randomUUID(), name: "Bench" } as const;
    const { exportId } = await requestCustomerExport({ storeId, customerId, actor });
    await buildExport({ storeId, exportId }, new AbortController().signal);
  },
  "clean-up, all stores": () => cleanUpJob(),
};

/** @returns the request's id. */
async function makeGuestRequest({ storeId, slug }: Sample): Promise<string> {
  const email = readEmailAddress(`${randomUUID()}@guest.example`);
  const store = await findStore(slug);
  if (!store) throw new Error("the store is gone");
  await submitRequest({
    store,
    type: "export",
    email,
    locale: "en",
    block: randomUUID(),
  });
  const made = await prisma().request.findFirstOrThrow({
    where: { storeId, emailNormalized: email.normalized },
    select: { id: true },
  });
  return made.id;
}
