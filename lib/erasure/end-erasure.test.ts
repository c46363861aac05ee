import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { revokeDeliveries } from "@/lib/delivery/expire-deliveries";
import { withdrawRequest } from "@/lib/request/withdraw-request";
import { makeApproved, makeErasure } from "@/test/factories/erasure";
import { eventTypesOf, readRequest } from "@/test/factories/request";
import { makeMember, makeStore } from "@/test/factories/store";
import { mailsTo, sendAll } from "@/test/harness/emails";
import { outcome } from "@/test/harness/outcome";
import { tablesWith } from "@/test/harness/tables-with";
import { withTestDatabase } from "@/test/harness/test-database";
import { approveErasure, holdErasure } from "./approve-erasure";
import { findErasureLink, mintErasureLink, withdrawByLink } from "./erasure-link";
import { finishErasure } from "./finish-erasure";
import { reduceErased } from "./reduce-request";
import { resumeErasures } from "./resume-erasures";
import { runErasure } from "./run-erasure";
import { endingErasure, withdrawErasure } from "./withdraw-erasure";

withTestDatabase();

const signal = new AbortController().signal;
const settle = revokeDeliveries("withdrawn");
const MARKERS = ["quokka@mail.example", "Quokka", "Wombatstrasse"];

test("after the last letter nothing of the person is left, in any table", async () => {
  const [email] = MARKERS as [string];
  const named = { email, emailNormalized: email, personKey: `email:${email}`, customerName: "Quokka" };
  const made = await makeErasure({ ...named, customerHint: "Wombatstrasse", searchText: "quokka", phone: "+49 221 7" });
  const { storeId, requestId, target, reference } = made;
  await prisma().request.updateMany({ where: { storeId, id: { not: requestId } }, data: named });
  await prisma().customer.updateMany({
    where: { storeId },
    data: { email, emailNormalized: email, lastName: "Quokka" },
  });
  await prisma().order.updateMany({ where: { storeId }, data: { email, emailNormalized: email } });
  const note = { authorId: made.actor.id, authorName: "Mara", text: "Quokka phoned" };
  await prisma().note.create({ data: { ...target, id: requestId, ...note } });
  const identity = { kind: "email", value: email, issuer: "customer", proof: "link" } as const;
  await prisma().requestIdentity.create({ data: { ...target, ...identity } });
  await approveErasure(made);
  await sendAll(storeId);
  await runErasure(target, signal);
  expect(await tablesWith(...MARKERS)).not.toEqual([]);
  await finishErasure(made);
  expect(await readRequest(storeId, requestId)).toMatchObject({ state: "answered", email });
  expect(await reduceErased(target)).toBe(false);
  await sendAll(storeId);

  const [letter] = await mailsTo(email);
  expect(letter?.subject).toBe(`Your data has been erased: ${reference}`);
  expect(letter?.text).toContain("Orders: 2");
  expect(await tablesWith(...MARKERS)).toEqual([]);
  const request = await readRequest(storeId, requestId);
  expect(request).toMatchObject({ reference, type: "erasure", state: "answered", email: null, customerName: null });
  const plan = await prisma().erasurePlan.findFirstOrThrow({ where: target, include: { steps: true } });
  expect(plan).toMatchObject({ state: "finished", approvedByName: "Mara Owner", finishedByName: "Mara Owner" });
  expect(plan.emailHash).toHaveLength(32);
  expect(plan.steps.map(({ state }) => state)).toEqual(["done", "done", "done", "done", "done"]);
  expect(await eventTypesOf(storeId, requestId)).toEqual(
    expect.arrayContaining(["erasure_approved", "erasure_started", "erasure_finished"]),
  );
  expect(await reduceErased(target)).toBe(false);
});

test("Shopify's customer gets no email, and the request is reduced at once", async () => {
  const made = await makeApproved({ source: "shopify", emailVerified: false, personKey: "platform:connection-1:7" });
  await runErasure(made.target, signal);
  await finishErasure(made);
  await sendAll(made.storeId);
  expect(
    await prisma().email.count({ where: { storeId: made.storeId, audience: "customer", requestId: made.requestId } }),
  ).toBe(0);
  expect(await readRequest(made.storeId, made.requestId)).toMatchObject({ email: null, state: "answered" });
});

test("a letter that is never delivered keeps the address for 30 days", async () => {
  const made = await makeApproved();
  await runErasure(made.target, signal);
  await finishErasure(made);
  await resumeErasures();
  expect((await readRequest(made.storeId, made.requestId)).email).toBe(made.email);
  await resumeErasures(new Date(Date.now() + 31 * 86_400_000));
  expect((await readRequest(made.storeId, made.requestId)).email).toBeNull();
});

test("the customer withdraws by the link of the email; neither another store nor a second time", async () => {
  const made = await makeApproved({}, { erasureWaitHours: 1 });
  const { storeId, requestId, reference } = made;
  const token = (await mintErasureLink(storeId, requestId)) ?? "";
  const other = await makeStore();
  expect(await findErasureLink(other.id, token)).toEqual({ status: "unknown" });
  expect(await outcome(withdrawByLink(other.id, token, settle))).toBe("linkInvalid");
  expect(await findErasureLink(storeId, token)).toMatchObject({ status: "waiting", reference });
  expect((await readRequest(storeId, requestId)).state).toBe("open");
  expect(await withdrawByLink(storeId, token, settle)).toBe(reference);
  expect(await readRequest(storeId, requestId)).toMatchObject({ state: "cancelled" });
  expect(await prisma().erasurePlan.count({ where: made.target })).toBe(0);
  expect(await outcome(withdrawByLink(storeId, token, settle))).toBe("linkInvalid");
  expect(await mintErasureLink(storeId, requestId)).toBeUndefined();
});

test("withdrawn in its last second, an erasure is withdrawn or carried out, never both", async () => {
  for (let round = 0; round < 4; round++) {
    const made = await makeApproved();
    const { storeId, requestId } = made;
    const identity = {
      emailVerified: true,
      emailNormalized: made.email,
      email: made.email,
      platformCustomerId: undefined,
    };
    const withdraw = () => outcome(withdrawRequest({ storeId, requestId, identity }, endingErasure(settle)));
    const run = () => runErasure(made.target, signal);
    const [withdrawn] = await Promise.all(round % 2 === 0 ? [withdraw(), run()] : [run().then(withdraw)]);
    const { state } = await readRequest(storeId, requestId);
    const customers = await prisma().customer.count({ where: { storeId } });
    expect([withdrawn, state, customers]).toEqual(
      withdrawn === "done" ? ["done", "cancelled", 1] : ["erasureStarted", "open", 0],
    );
  }
});

test("staff withdraw it until it starts; then neither they nor a hold stop it", async () => {
  const made = await makeApproved();
  const act = { ...made.target, actor: await makeMember(made.storeId) };
  const second = await makeApproved();
  await withdrawErasure(act, settle);
  expect((await readRequest(made.storeId, made.requestId)).state).toBe("cancelled");
  await runErasure(made.target, signal);
  expect(await prisma().customer.count({ where: { storeId: made.storeId } })).toBe(1);
  await runErasure(second.target, signal);
  expect(await outcome(withdrawErasure(second, settle))).toBe("erasureStarted");
  expect(await outcome(holdErasure({ ...second, reason: "Too late" }))).toBe("erasureStarted");
  expect((await findErasureLink(second.storeId, "x")).status).toBe("unknown");
});
