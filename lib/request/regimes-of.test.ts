import { v7 as uuidv7 } from "uuid";
import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { requestCustomerExport } from "@/lib/export/request-customer-export";
import { forwardRequest } from "@/lib/shopify/forward-request";
import { findStore } from "@/lib/store/find-store";
import { linkCustomer } from "@/lib/subject/link-customer";
import { dateIn } from "@/lib/time-zone";
import { makeAddress, makeCustomer } from "@/test/factories/customer";
import { makeRequest, readRequest, submitAsGuest } from "@/test/factories/request";
import { makeMember, makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { enterRequest } from "./enter-request";
import { regimesOf } from "./regimes-of";
import { submitSignedInRequest } from "./submit-signed-in-request";
import { DATA_EXPORT } from "./type-rules";

withTestDatabase();

const law = { establishedIn: "FR", otherLaws: ["ccpa" as const], responsePeriod: 3 };
let store: Awaited<ReturnType<typeof makeStore>>;
let actor: Awaited<ReturnType<typeof makeMember>>;

beforeEach(async () => {
  store = await makeStore(law);
  actor = await makeMember(store.id);
});

const newest = () => prisma().request.findFirstOrThrow({ where: { storeId: store.id }, orderBy: { id: "desc" } });
const lawsOf = async (id: string, storeId = store.id) =>
  (await regimesOf({ storeId, id })).map(({ regime, ground, article }) => [regime, ground, article]);
const both = [
  ["gdpr", "store", "Art. 3(1) GDPR"],
  ["ccpa", "owner", "Cal. Civ. Code 1798.140(d)"],
];

test.each<[way: string, () => Promise<unknown>, typeof both]>([
  ["a guest", () => submitAsGuest(store, "ada@mail.example"), both],
  [
    "a signed-in customer",
    () =>
      submitSignedInRequest({
        ...{ store, type: "export", locale: "en", rateLimitKey: uuidv7() },
        identity: {
          ...{ email: "ada@mail.example", emailNormalized: "ada@mail.example" },
          ...{ emailVerified: true, platformCustomerId: undefined },
        },
      }),
    both,
  ],
  [
    "staff, of a customer who lives in the UK",
    () =>
      enterRequest({
        ...{ storeId: store.id, actor, type: DATA_EXPORT, receivedOn: dateIn("UTC", new Date()), channel: "phone" },
        ...{ name: "Ada Byron", country: "GB" },
      }),
    [
      ["gdpr", "store", "Art. 3(1) GDPR"],
      ["uk_gdpr", "customer", "Art. 3(2) UK GDPR"],
    ],
  ],
  [
    "staff, from the profile of a customer in Norway and the UK",
    async () => {
      const { id: customerId } = await makeCustomer(store.id);
      await makeAddress(store.id, customerId, { country: "GB", platformId: "1" });
      await makeAddress(store.id, customerId, { country: "NO", platformId: "2" });
      await requestCustomerExport({ storeId: store.id, customerId, actor });
    },
    [...both.slice(0, 1), ["uk_gdpr", "customer", "Art. 3(2) UK GDPR"], ...both.slice(1)],
  ],
  [
    "Shopify",
    () =>
      prisma().$transaction((transaction) =>
        forwardRequest(transaction, { storeId: store.id, number: 1, type: "export", customerId: "7" }),
      ),
    both,
  ],
])("a request by %s gets the laws that apply, and the earliest date", async (_, submit, expected) => {
  await submit();
  const { id, dueAt, createdAt } = await newest();
  expect((await lawsOf(id)).toSorted()).toEqual(expected.toSorted());
  const [first] = await regimesOf({ storeId: store.id, id });
  // A month, and at most the days off after it; the store's own three lengthen nothing.
  expect(dueAt.getTime()).toBeLessThanOrEqual((first?.dueAt ?? new Date(0)).getTime());
  expect(dueAt.getTime() - createdAt.getTime()).toBeLessThan(37 * 86_400_000);
  expect(await lawsOf(id, (await makeStore()).id)).toEqual([]);
});

test("a repeated request keeps its laws and its date, whatever the owner has said since", async () => {
  await submitAsGuest(store, "ada@mail.example");
  const { id, dueAt } = await newest();
  await prisma().store.update({ where: { id: store.id }, data: { otherLaws: ["uk_gdpr"], responsePeriod: 1 } });
  await submitAsGuest((await findStore(store.slug)) ?? store, "ada@mail.example");
  expect(await lawsOf(id)).toEqual(both);
  expect((await newest()).dueAt).toEqual(dueAt);
});

test("a store that has not said where it is has its own period alone, for a known customer too", async () => {
  const silent = await makeStore();
  const { id: customerId } = await makeCustomer(silent.id);
  await makeAddress(silent.id, customerId, { country: "DE" });
  const { id, dueAt } = await makeRequest(silent.id);
  await linkCustomer({ storeId: silent.id, requestId: id, customerId, actor });
  expect(await lawsOf(id, silent.id)).toEqual([]);
  expect((await readRequest(silent.id, id)).dueAt).toEqual(dueAt);
});

test("a customer who turns out to live in the EU brings its law and date, once, with an event", async () => {
  const abroad = await makeStore({ establishedIn: "US", responsePeriod: 3 });
  const storeId = abroad.id;
  const { id: customerId } = await makeCustomer(storeId);
  await makeAddress(storeId, customerId, { country: "SE" });
  const [far, near] = [new Date("2027-06-30T23:59:59.999Z"), new Date("2027-03-15T23:59:59.999Z")];
  const createdAt = new Date("2027-03-02T10:00:00Z");
  const requests = [
    await makeRequest(storeId, { createdAt, dueAt: far }),
    await makeRequest(storeId, { createdAt, dueAt: near }),
    await makeRequest(storeId, { createdAt, dueAt: far, state: "answered" }),
  ];
  const outcomes = [];
  for (const { id: requestId } of requests)
    outcomes.push(await outcome(linkCustomer({ storeId, requestId, customerId, actor })));
  expect(outcomes).toEqual(["done", "done", "alreadyClosed"]);
  const [moved, kept, closed] = requests.map(({ id }) => id);
  // April 2, 2027 is a Friday.
  const until = "2027-04-02T23:59:59.999Z";
  expect((await readRequest(storeId, moved ?? "")).dueAt.toISOString()).toBe(until);
  expect((await readRequest(storeId, kept ?? "")).dueAt).toEqual(near);
  for (const id of [moved, kept])
    expect(await lawsOf(id ?? "", storeId)).toEqual([["gdpr", "customer", "Art. 3(2) GDPR"]]);
  expect(await lawsOf(closed ?? "", storeId)).toEqual([]);
  const events = await prisma().event.findMany({ where: { storeId, type: "regime_added" }, orderBy: { id: "asc" } });
  expect(events.map(({ requestId, data }) => [requestId, data])).toEqual([
    [moved, { regime: "gdpr", until }],
    [kept, { regime: "gdpr" }],
  ]);
});
