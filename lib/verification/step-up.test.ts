import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { pauseRequest } from "@/lib/request/pause-request";
import { makeAddress, makeOrder, makeStoreWithCustomer } from "@/test/factories/customer";
import { eventTypesOf, makeRequest, type RequestFields } from "@/test/factories/request";
import { makeMerchant } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { askForProof, availableProofs, listProofs } from "./ask-for-proof";
import { findAskedProof, giveProof } from "./give-proof";
import { normalizeFact, type ProofFact } from "./proof-facts";

withTestDatabase();

async function makeDoubted(fields: RequestFields = {}) {
  const { storeId, customerId } = await makeStoreWithCustomer({ phone: "+49 30 0074321" });
  await makeOrder(storeId, {
    ...{ customerId, name: "#1001", placedAt: new Date("2026-03-31T22:30:00Z"), total: "59.90" },
    billingAddress: { postalCode: "EC1A 1BB" },
  });
  await prisma().store.updateMany({ where: { id: storeId }, data: { timeZone: "Europe/Berlin" } });
  const { id: requestId } = await makeRequest(storeId, { customerId, ...fields });
  return { storeId, requestId, customerId, actor: await makeMerchant() };
}

const right = { order_number: "1001", postal_code: "ec1a-1bb" };

test("what may be asked for is what the linked records hold", async () => {
  const target = await makeDoubted();
  const facts: ProofFact[] = ["order_number", "postal_code", "order_month", "order_total", "phone_digits"];
  expect(await availableProofs(target)).toEqual({ order_and_postal_code: facts.slice(0, 2), two_facts: facts });
  const { storeId } = target;
  await prisma().order.deleteMany({ where: { storeId } });
  expect(await availableProofs(target)).toEqual({});
  expect(await outcome(askForProof({ ...target, kind: "two_facts" }))).toBe("proofImpossible");
  await makeAddress(storeId, target.customerId, { postalCode: "12209", phone: "030 0071111" });
  expect(await availableProofs(target)).toEqual({});
});

test.each<[string, Partial<Record<ProofFact, string>>, number]>([
  ["order number and postal code", right, 2],
  ["another spelling", { order_number: " #1001 ", order_total: "59,9 €" }, 2],
  ["the month in the store's time zone, and the phone", { order_month: "04/2026", phone_digits: "4321" }, 2],
  ["the month in UTC", { order_month: "2026-03", phone_digits: "4321" }, 1],
  ["nothing right", { order_number: "1002", postal_code: "12209" }, 0],
  ["a script and wildcards", { order_number: "<script>", postal_code: "%" }, 0],
])("%s: %j matches %d of 2, which is all that is kept", async (_, typed, matched) => {
  const target = await makeDoubted();
  await askForProof({ ...target, kind: "two_facts" });
  await giveProof({ ...target, typed });
  const [proof] = await listProofs(target);
  expect([proof?.matched, proof?.needed, proof?.triedAt !== null]).toEqual([matched, 2, true]);
  expect(await eventTypesOf(target.storeId, target.requestId)).toEqual(["proof_requested", "proof_given"]);
  const kept = await prisma().event.findMany({ where: { storeId: target.storeId }, select: { data: true } });
  expect(JSON.stringify([proof, kept])).not.toMatch(/#?100[12]"|EC1A|12209|"4321|59[.,]9/i);
});

test("one fact, three facts, or others than were asked for cost no try", async () => {
  const target = await makeDoubted();
  await askForProof({ ...target, kind: "order_and_postal_code" });
  for (const typed of [{}, { order_number: "1001" }, { order_number: "1001", order_month: "2026-04" }])
    expect(await outcome(giveProof({ ...target, typed }))).toBe("proofIncomplete");
  expect((await listProofs(target))[0]?.triedAt).toBeNull();
});

test("a guesser has three tries in the request's life, whoever asks and by whichever link, and never learns the result", async () => {
  const target = await makeDoubted();
  await giveProof({ ...target, typed: right });
  for (let tries = 0; tries < 3; tries++) {
    await askForProof({ ...target, kind: "two_facts" });
    // Asking again replaces what was not answered.
    await askForProof({ ...target, kind: "order_and_postal_code" });
    const guess = () => outcome(giveProof({ ...target, typed: { ...right, order_number: String(tries) } }));
    // Two at once are one try; what follows is compared with nothing.
    expect(new Set(await Promise.all([guess(), guess()])).size).toBe(1);
    await giveProof({ ...target, typed: right });
  }
  expect((await listProofs(target)).map(({ matched }) => matched)).toEqual([1, 1, 1]);
  expect(await outcome(askForProof({ ...target, kind: "two_facts" }))).toBe("proofTriesUsed");
  await giveProof({ ...target, typed: right });
  expect((await listProofs(target)).map(({ matched }) => matched)).toEqual([1, 1, 1]);
});

test("a clock that waits for who asks runs again with the answer, one that waits for a clarification does not", async () => {
  for (const [reason, left] of [
    ["identity", 0],
    ["clarification", 1],
  ] as const) {
    const target = await makeDoubted();
    const { storeId } = target;
    await prisma().$transaction((transaction) => pauseRequest(transaction, { ...target, reason, question: "Who?" }));
    await askForProof({ ...target, kind: "two_facts" });
    await giveProof({ ...target, typed: right });
    expect(await prisma().requestPause.count({ where: { storeId, endedAt: null } })).toBe(left);
  }
});

test("nobody is asked before their inbox is proved, after the request is closed, or by another store", async () => {
  const unproved = await makeDoubted({ source: "staff", emailVerified: false });
  expect(await outcome(askForProof({ ...unproved, kind: "two_facts" }))).toBe("notVerified");
  const target = await makeDoubted();
  await askForProof({ ...target, kind: "two_facts" });
  expect(await outcome(askForProof({ ...target, storeId: unproved.storeId, kind: "two_facts" }))).toBe("forbidden");
  expect(await findAskedProof({ ...target, storeId: unproved.storeId })).toBeNull();
  await prisma().request.updateMany({ where: { storeId: target.storeId }, data: { state: "answered" } });
  expect(await findAskedProof(target)).toBeNull();
  expect(await outcome(askForProof({ ...target, kind: "two_facts" }))).toBe("alreadyClosed");
});

test.each<[ProofFact, string, string | undefined]>([
  ["order_month", "3.2026", "2026-03"],
  ["order_month", "13/2026", undefined],
  ["order_month", "March", undefined],
  ["order_total", "1.234,50", "1234.50"],
  ["order_total", "$1,234", "1234.00"],
  ["order_total", "free", undefined],
  ["phone_digits", "432", undefined],
  ["phone_digits", "+49 30 0074321", "4321"],
  ["postal_code", "sw1a 2aa", "SW1A2AA"],
  ["order_number", "# EU-1001", "eu-1001"],
])("as %s, %j is %j", (fact, typed, expected) => {
  expect(normalizeFact(fact, typed)).toBe(expected);
});
