import { prisma } from "@/lib/database";
import { approveErasure } from "@/lib/erasure/approve-erasure";
import { makeAddress, makeConsent, makeCustomer, makeOrder } from "./customer";
import { makeEmail } from "./email";
import { makeExport } from "./export";
import { makeLink, makeRequest, type RequestFields } from "./request";
import { makeMember, makeStore } from "./store";

const proved = (email: string): RequestFields => ({
  ...{ email, emailNormalized: email, emailVerified: true, personKey: `email:${email}` },
});

/** A store's records of a person: an account with an order, a guest's order, and an earlier request with an archive. */
export async function makePerson(storeId: string, email = "ada@mail.example") {
  const { id: customerId } = await makeCustomer(storeId, { email, emailNormalized: email, firstName: "Ada" });
  await makeAddress(storeId, customerId, { city: "Köln" });
  await makeConsent(storeId, customerId);
  await makeOrder(storeId, { customerId, email, emailNormalized: email, name: "#1" });
  await makeOrder(storeId, { email, emailNormalized: email, name: "#2" });
  await makeEmail(storeId, email);
  const earlier = await makeRequest(storeId, { ...proved(email), customerName: "Ada", state: "answered" });
  await makeExport(storeId, earlier.id);
  return { customerId, email };
}

/** An open request to erase that person, in a new store, and its owner. */
export async function makeErasure(fields: RequestFields = {}, store: Parameters<typeof makeStore>[0] = {}) {
  const { id: storeId } = await makeStore({ erasureWaitHours: 0, ...store });
  const actor = await makeMember(storeId, "owner", "Mara Owner");
  const person = await makePerson(storeId);
  const of = { ...proved(person.email), type: "erasure", customerName: "Ada" } as const;
  const { id: requestId, reference } = await makeRequest(storeId, { ...of, ...fields });
  await makeLink(storeId, requestId, person.customerId, { label: "Ada" });
  return { ...person, storeId, requestId, reference, actor, target: { storeId, requestId } };
}

/** The same, approved. */
export async function makeApproved(...args: Parameters<typeof makeErasure>) {
  const made = await makeErasure(...args);
  await approveErasure(made);
  return made;
}

/** How many rows a store has of what erasures erase. */
export async function countRows(storeId: string) {
  const where = { where: { storeId } };
  const [customers, addresses, consents, orders, requests, exports, chunks, loose] = await Promise.all([
    prisma().customer.count(where),
    prisma().address.count(where),
    prisma().consent.count(where),
    prisma().order.count(where),
    prisma().request.count(where),
    prisma().export.count(where),
    prisma().exportChunk.count(where),
    prisma().email.count({ where: { storeId, requestId: null } }),
  ]);
  return { customers, addresses, consents, orders, requests, exports, chunks, loose };
}
