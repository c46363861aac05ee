import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { queue } from "@/lib/queue/queue";
import { refuseRequest } from "@/lib/request/close-request";
import { deliver, makeDelivery, readDeliveryRow } from "@/test/factories/delivery";
import { letExpire, makeExport, makeReadyExport, readExport } from "@/test/factories/export";
import { redact, redaction } from "@/test/factories/redaction";
import { eventTypesOf, readRequest } from "@/test/factories/request";
import { makeMember, makeStore } from "@/test/factories/store";
import { mailsTo, sendAll } from "@/test/harness/emails";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { sendLinkAgain } from "./delivery-link";
import { markAsSent } from "./end-delivery";
import { listDeliveries } from "./list-deliveries";
import { startDeliveryJob } from "./start-delivery.job";

withTestDatabase();

const stateOf = async (storeId: string, id: string) => (await readDeliveryRow(storeId, id)).state;
const requestStateOf = async ({ storeId, requestId }: { storeId: string; requestId: string }) =>
  (await readRequest(storeId, requestId)).state;

/** A ready export that is delivered with a redaction. @returns the copy that the delivery waits for, too. */
async function deliverRedacted() {
  const ready = await makeReadyExport();
  await redact(ready, [redaction("profile", { row: 0, pointer: "/note" })]);
  const { deliveryId, state } = await deliver(ready);
  const { exportId } = await readDeliveryRow(ready.storeId, deliveryId);
  return { ...ready, deliveryId, state, copy: { storeId: ready.storeId, exportId: exportId ?? "" } };
}

test("a link goes live at once, for seven days, as does the export; the email has the link", async () => {
  const ready = await makeReadyExport();
  const before = Date.now();
  const { deliveryId, state } = await deliver(ready);
  expect(state).toBe("live");
  const delivery = await readDeliveryRow(ready.storeId, deliveryId);
  expect(delivery).toMatchObject({ exportId: ready.exportId, createdByName: "Mara Owner", downloads: 0 });
  const week = 7 * 24 * 3600 * 1000;
  expect(delivery.expiresAt?.getTime()).toBeGreaterThanOrEqual(before + week);
  expect(delivery.expiresAt?.getTime()).toBeLessThanOrEqual(Date.now() + week);
  expect((await readExport(ready)).expiresAt).toEqual(delivery.expiresAt);
  expect(await eventTypesOf(ready.storeId, ready.requestId)).toEqual(["delivery_created", "delivery_started"]);
  await sendAll(ready.storeId);
  const [mail] = await mailsTo(ready.email);
  expect(mail?.links.find(({ name }) => name === "Get your data")?.href).toMatch(
    new RegExp(`^http://localhost:3000/s/${ready.store.slug}/delivery/[\\w-]{43}$`),
  );
  expect(await requestStateOf(ready)).toBe("open");
});

test("a message goes with the email, escaped, and is kept with the delivery; a ZIP file has none", async () => {
  const ready = await makeReadyExport();
  const message = "Thank you <b>for waiting</b>.\nMore follows.";
  const { deliveryId } = await deliver(ready, { message });
  expect((await readDeliveryRow(ready.storeId, deliveryId)).message).toBe(message);
  await sendAll(ready.storeId);
  const [mail] = await mailsTo(ready.email);
  expect(mail?.text).toContain("A message from Test shop:\n\nThank you <b>for waiting</b>.\nMore follows.");
  expect(mail?.html).toContain("Thank you &lt;b&gt;for waiting&lt;/b&gt;.<br/>More follows.");
  const [created] = await prisma().event.findMany({ where: { storeId: ready.storeId, type: "delivery_created" } });
  expect(JSON.stringify(created?.data)).not.toContain("waiting");

  const zip = await makeReadyExport();
  const passed = await deliver(zip, { method: "password_zip", message });
  expect((await readDeliveryRow(zip.storeId, passed.deliveryId)).message).toBeNull();
});

test("a delivery without a message says nothing of one", async () => {
  const ready = await makeReadyExport();
  await deliver(ready);
  await sendAll(ready.storeId);
  expect((await mailsTo(ready.email))[0]?.text).not.toContain("A message from");
});

test("what staff checked when they entered a request is the delivery's check, unless they say another", async () => {
  const entered = { source: "staff", emailVerified: false, identityCheck: "other", identityNote: "Met her" } as const;
  const kept = await makeReadyExport(entered);
  const { deliveryId } = await deliver(kept, { method: "password_zip" });
  expect(await readDeliveryRow(kept.storeId, deliveryId)).toMatchObject({
    ...{ identityCheck: "other", identityNote: "Met her" },
  });
  const changed = await makeReadyExport(entered);
  const other = await deliver(changed, { method: "password_zip", identityCheck: "in_person" });
  expect(await readDeliveryRow(changed.storeId, other.deliveryId)).toMatchObject({
    ...{ identityCheck: "in_person", identityNote: null },
  });
  const unchecked = await makeReadyExport({ source: "staff", emailVerified: false });
  expect(await outcome(deliver(unchecked, { method: "password_zip" }))).toBe("identityMissing");
});

test("of several merchants at once, one chooses and the others get an error", async () => {
  const ready = await makeReadyExport();
  const other = await makeMember(ready.storeId);
  const outcomes = await Promise.all([
    outcome(deliver(ready)),
    outcome(deliver(ready, { actor: other })),
    outcome(deliver(ready)),
  ]);
  expect(outcomes.sort()).toEqual(["deliveryUnderWay", "deliveryUnderWay", "done"]);
  expect(await listDeliveries(ready)).toHaveLength(1);
});

test("a closed request, an unproved address, no export and another store's request are refused", async () => {
  const refused = await makeReadyExport();
  await refuseRequest({ ...refused, reason: "Asked for yesterday." }, async () => {});
  expect(await outcome(deliver(refused))).toBe("alreadyClosed");

  const unproved = await makeReadyExport({ emailVerified: false });
  expect(await outcome(deliver(unproved))).toBe("notVerified");
  expect(await outcome(deliver(unproved, { method: "encrypted_email" }))).toBe("notVerified");
  expect(await outcome(deliver(unproved, { method: "password_zip", identityCheck: "called_back" }))).toBe("done");

  const gone = await makeReadyExport();
  await letExpire(gone);
  expect(await outcome(deliver(gone))).toBe("exportGone");

  const ready = await makeReadyExport();
  const { id: otherStore } = await makeStore();
  expect(await outcome(deliver(ready, { storeId: otherStore }))).toBe("forbidden");
  expect(await outcome(deliver(ready, { requestId: "none" }))).toBe("forbidden");
  expect(await prisma().delivery.count({ where: { storeId: { in: [ready.storeId, otherStore] } } })).toBe(0);
});

test("redactions made before the choice are left out: the delivery waits for its copy", async () => {
  const { copy, deliveryId, state, ...ready } = await deliverRedacted();
  expect(state).toBe("preparing");
  expect(copy.exportId).not.toBe(ready.exportId);
  expect(await queue().findJobs("build-export", { data: { exportId: copy.exportId } })).toHaveLength(1);
  await startDeliveryJob(copy);
  expect(await stateOf(ready.storeId, deliveryId)).toBe("preparing");

  const expiresAt = new Date(Date.now() + 3600_000);
  await prisma().export.updateMany({ where: { id: copy.exportId }, data: { state: "ready", expiresAt } });
  await startDeliveryJob(copy);
  await startDeliveryJob(copy);
  expect(await stateOf(ready.storeId, deliveryId)).toBe("live");
  expect(
    (await eventTypesOf(ready.storeId, ready.requestId)).filter((type) => type === "delivery_started"),
  ).toHaveLength(1);
});

test("a delivery fails with its copy, and another can be chosen", async () => {
  const { copy, deliveryId, ...ready } = await deliverRedacted();
  await prisma().export.updateMany({ where: { id: copy.exportId }, data: { state: "failed" } });
  await startDeliveryJob(copy);
  expect(await stateOf(ready.storeId, deliveryId)).toBe("failed");
  expect((await eventTypesOf(ready.storeId, ready.requestId)).at(-1)).toBe("delivery_failed");
  expect(await outcome(deliver(ready))).toBe("done");
});

test("delivered another way, it is completed at once, needs no export, and closes the request", async () => {
  const ready = await makeReadyExport({ emailVerified: false });
  await letExpire(ready);
  const identityCheck = "id_document";
  const how = { handedOverHow: "in_person", handedOverNote: "At the shop.", identityCheck } as const;
  const { deliveryId, state } = await deliver(ready, { method: "outside", ...how });
  expect(state).toBe("completed");
  const delivery = await readDeliveryRow(ready.storeId, deliveryId);
  expect(delivery).toMatchObject({ exportId: null, ...how });
  expect(delivery.deliveredAt).toBeInstanceOf(Date);
  expect(await requestStateOf(ready)).toBe("answered");
  expect(await eventTypesOf(ready.storeId, ready.requestId)).toEqual([
    "delivery_created",
    "delivery_handed_over",
    "request_answered",
  ]);
  expect(await outcome(deliver(ready))).toBe("alreadyClosed");
});

test("a password zip is live until it is marked as sent", async () => {
  const ready = await makeReadyExport();
  const { storeId, actor } = ready;
  const { deliveryId } = await deliver(ready, { method: "password_zip" });
  expect(await outcome(sendLinkAgain({ storeId, deliveryId, actor }))).toBe("invalid");
  await markAsSent({ storeId, deliveryId, actor });
  expect(await outcome(markAsSent({ storeId, deliveryId, actor }))).toBe("deliveryOver");
  expect(await requestStateOf(ready)).toBe("answered");
  await sendAll(storeId);
  expect((await mailsTo(ready.email)).map(({ subject }) => subject)).toEqual([expect.stringContaining("answered")]);
});

test("when the link is sent again, both links are valid", async () => {
  const live = await makeDelivery();
  await sendLinkAgain(live);
  await sendAll(live.storeId);
  const links = (await mailsTo(live.email)).flatMap(({ text }) => /delivery\/([\w-]{43})/.exec(text)?.[1] ?? []);
  expect(new Set(links).size).toBe(2);
  expect(await prisma().deliveryLink.count({ where: { deliveryId: live.deliveryId } })).toBe(2);
});

test("the newest ready export is delivered", async () => {
  const ready = await makeReadyExport();
  const newer = await makeExport(ready.storeId, ready.requestId);
  const { deliveryId } = await deliver(ready);
  expect((await readDeliveryRow(ready.storeId, deliveryId)).exportId).toBe(newer);
});

test.each(["password_zip", "outside"] as const)(
  "%s: where nobody proved who the person is, the store says how it checked that, and the delivery keeps it",
  async (method) => {
    const unproved = await makeReadyExport({ emailVerified: false, source: "staff" });
    expect(await outcome(deliver(unproved, { method }))).toBe("identityMissing");
    expect(await outcome(deliver(unproved, { method, identityCheck: "other" }))).toBe("identityNoteMissing");
    expect(await listDeliveries(unproved)).toEqual([]);
    const identityNote = "Her notary confirmed it.";
    const { deliveryId } = await deliver(unproved, { method, identityCheck: "other", identityNote });
    const kept = await readDeliveryRow(unproved.storeId, deliveryId);
    expect(kept).toMatchObject({ identityCheck: "other", identityNote });
    const where = { storeId: unproved.storeId, type: "delivery_created" };
    const { data } = await prisma().event.findFirstOrThrow({ where });
    expect(data).toMatchObject({ deliveryId, method, identity: "other" });
    expect(JSON.stringify(data)).not.toContain("notary");
  },
);

test("a verified address and a sign-in through the store prove who the person is: nothing is asked or kept", async () => {
  for (const request of [
    { emailVerified: true },
    { emailVerified: false, source: "signed_in" as const, platformCustomerId: "7" },
  ]) {
    const proved = await makeReadyExport(request);
    const { deliveryId } = await deliver(proved, { method: "password_zip", identityCheck: "in_person" });
    expect(await readDeliveryRow(proved.storeId, deliveryId)).toMatchObject({
      identityCheck: null,
      identityNote: null,
    });
  }
});

test("an export that lacks data of a source is delivered, by whichever method, once somebody says that it goes without", async () => {
  const search = { name: "Desk", searchedAt: null, asOf: null, notGiven: [], notSearched: null };
  const searches = [
    { ...search, source: "connection-1" },
    { ...search, source: "connection-2", notSearched: "unanswered" },
    { ...search, source: "connection-3" },
  ];
  const sources = [
    { source: "connection-1", section: "orders", rows: 1, failure: "unreadable" },
    { source: "connection-2", section: "orders", rows: 0, failure: "unreadable" },
    { source: "connection-3", section: "orders", rows: 1, failure: null },
  ];
  for (const method of ["link", "password_zip", "encrypted_email", "outside"] as const) {
    const ready = await makeReadyExport();
    await prisma().export.updateMany({
      where: { storeId: ready.storeId, id: ready.exportId },
      data: { searches, sources },
    });
    expect(await outcome(deliver(ready, { method, handedOverHow: "other" }))).toBe("exportIncomplete");
    await deliver(ready, { method, handedOverHow: "other", incomplete: true });
    const created = await prisma().event.findFirstOrThrow({
      where: { storeId: ready.storeId, type: "delivery_created" },
    });
    expect(created.data).toMatchObject({
      without: [
        { source: "connection-1", sections: ["orders"] },
        { source: "connection-2", sections: [] },
      ],
    });
  }
  const linked = await makeReadyExport();
  await prisma().export.updateMany({
    where: { storeId: linked.storeId, id: linked.exportId },
    data: { searches, sources },
  });
  await deliver(linked, { incomplete: true });
  await sendAll(linked.storeId);
  const [told] = await mailsTo(linked.email);
  expect(told?.text).toMatch(/was not searched, or not completely: \P{L}*Desk\P{L}*, \P{L}*Desk\P{L}*\./u);

  // Nothing is missing: nobody has to say so.
  const whole = await makeReadyExport();
  await prisma().export.updateMany({
    where: { storeId: whole.storeId, id: whole.exportId },
    data: { searches: searches.slice(2), sources: sources.slice(2) },
  });
  await deliver(whole);
  await sendAll(whole.storeId);
  expect((await mailsTo(whole.email))[0]?.text).not.toContain("not completely");
  const { data } = await prisma().event.findFirstOrThrow({
    where: { storeId: whole.storeId, type: "delivery_created" },
  });
  expect(data).not.toHaveProperty("without");
});
