import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { resetRate } from "@/lib/http/rate-limit";
import type { Store } from "@/lib/store/find-store";
import type { RequestType } from "@/prisma/generated/client";
import { makeCustomer } from "@/test/factories/customer";
import { eventTypesOf, matchAll, submitAsGuest } from "@/test/factories/request";
import { makeMember, makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { MAX_CORRECTION_LENGTH } from "./correction-fields";
import { saveOffers } from "./offered-types";
import { submitSignedInRequest } from "./submit-signed-in-request";

withTestDatabase();

let store: Store;
let address: string;

beforeEach(async () => {
  store = await makeStore();
  address = `guest-${randomUUID()}@mail.example`;
  const actor = await makeMember(store.id, "owner", "Ann Owner");
  const offers = (["erasure", "correction"] as const).map((type) => ({ type, countries: [] }));
  await saveOffers(store.id, [...offers, { type: "opt_out", countries: ["US"] }], actor);
});

const requests = () => prisma().request.findMany({ where: { storeId: store.id }, include: { correction: true } });
const askSignedIn = (type: RequestType, wrong: string, right: string) =>
  submitSignedInRequest({
    ...{ store, type, locale: "en", rateLimitKey: randomUUID(), correction: { wrong, right } },
    identity: { email: address, emailNormalized: address, emailVerified: true, platformCustomerId: undefined },
  });

test("a type that is not offered, or not in the customer's country, is refused and makes nothing", async () => {
  await expect(submitAsGuest(store, address, { type: "restriction" })).rejects.toThrow("typeNotOffered");
  await expect(submitAsGuest(store, address, { type: "opt_out" })).rejects.toThrow("typeNotOffered");
  await expect(submitAsGuest(store, address, { type: "opt_out", country: "DE" })).rejects.toThrow("typeNotOffered");
  await expect(askSignedIn("information", "", "")).rejects.toThrow("typeNotOffered");
  expect(await requests()).toEqual([]);
});

test("a person may have a live request of each type, and one of each", async () => {
  await submitAsGuest(store, address);
  await submitAsGuest(store, address, { type: "erasure" });
  await submitAsGuest(store, address, { type: "erasure" });
  expect((await requests()).map(({ type, state }) => [type, state]).sort()).toEqual([
    ["erasure", "unverified"],
    ["export", "unverified"],
  ]);
});

test("an opt-out is open at once, with its country, and only proposes a record", async () => {
  await makeCustomer(store.id, { email: address, emailNormalized: address });
  await submitAsGuest(store, address, { type: "opt_out", country: "US" });
  await submitAsGuest(store, address, { type: "opt_out", country: "US" });
  await matchAll(store.id);
  const [request, ...others] = await requests();
  expect(others).toEqual([]);
  expect(request).toMatchObject({
    ...{ type: "opt_out", state: "open", source: "guest", country: "US" },
    ...{ emailVerified: false, verifiedAt: null, matchingSince: null },
  });
  const records = await prisma().requestRecord.findMany({ where: { storeId: store.id } });
  expect(records.map(({ state }) => state)).toEqual(["proposed"]);
  expect((await eventTypesOf(store.id)).filter((type) => type.startsWith("request_"))).toEqual([
    "request_made",
    "request_repeated",
  ]);
});

test("a correction keeps its texts: the last before the address is proved, and no stranger's after", async () => {
  const text = async (wrong: string | undefined) => {
    await resetRate("mailByInbox", address);
    const correction = wrong === undefined ? undefined : { wrong, right: `not ${wrong}` };
    await submitAsGuest(store, address, { type: "correction", correction });
    return (await requests())[0]?.correction?.wrong;
  };
  expect(await text("Old street")).toBe("Old street");
  expect(await text("Older street")).toBe("Older street");
  // Sending the email again says nothing of it.
  expect(await text(undefined)).toBe("Older street");
  await prisma().request.updateMany({ where: { storeId: store.id }, data: { state: "open" } });
  expect(await text("Villain's street")).toBe("Older street");
});

test("a signed-in customer replaces what a stranger wrote, adds to their open correction, and loses nothing to its limit", async () => {
  await submitAsGuest(store, address, { type: "correction", correction: { wrong: "stranger", right: "villain" } });
  await askSignedIn("correction", "street", "avenue");
  await askSignedIn("correction", "phone", "no phone");
  const read = async () => (await requests())[0]?.correction;
  expect(await read()).toMatchObject({ wrong: "street\n\nphone", right: "avenue\n\nno phone" });
  const long = "x".repeat(MAX_CORRECTION_LENGTH);
  for (let index = 0; index < 3; index++) await askSignedIn("correction", long, "right");
  await expect(askSignedIn("correction", long, "right")).rejects.toThrow("correctionFull");
  expect((await read())?.wrong).toHaveLength(3 * (MAX_CORRECTION_LENGTH + 2) + "street\n\nphone".length);
});
