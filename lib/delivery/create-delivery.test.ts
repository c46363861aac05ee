import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { queue } from "@/lib/queue/queue";
import { refuseRequest } from "@/lib/request/close-request";
import type { CustomerIdentity } from "@/lib/sign-in/customer-session";
import { anyRateLimitKey, client, makeDelivery } from "@/test/factories/delivery";
import { makeExport, makeReadyExport } from "@/test/factories/export";
import { makeMember, makeStore } from "@/test/factories/store";
import { mailsTo, sendAll } from "@/test/harness/emails";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { approveDelivery } from "./approve-delivery";
import { createDelivery } from "./create-delivery";
import { sendLinkAgain } from "./delivery-link";
import { declineDelivery, markAsSent, revokeDelivery } from "./end-delivery";
import { listDeliveries } from "./list-deliveries";
import { openBySession } from "./open-by-session";
import { listOwnDeliveries } from "./own-deliveries";
import { showDelivery } from "./show-delivery";
import { startDeliveryJob } from "./start-delivery.job";

withTestDatabase();

type Ready = Awaited<ReturnType<typeof makeReadyExport>>;
const byLink = (ready: Ready, actor = ready.actor) => createDelivery({ ...ready, actor, method: "link" });
const read = (storeId: string, id: string) =>
  prisma().delivery.findUniqueOrThrow({ where: { storeId_id: { storeId, id } } });
const requestOf = ({ storeId, requestId }: { storeId: string; requestId: string }) =>
  prisma().request.findUniqueOrThrow({ where: { storeId_id: { storeId, id: requestId } } });
const typesOf = async (requestId: string) =>
  (await prisma().event.findMany({ where: { requestId }, orderBy: { id: "asc" } })).map(({ type }) => type);

test("a link goes live at once, for seven days, as does the export; the email has the link", async () => {
  const ready = await makeReadyExport();
  const before = Date.now();
  const { deliveryId, state } = await byLink(ready);
  expect(state).toBe("live");
  const delivery = await read(ready.storeId, deliveryId);
  expect(delivery).toMatchObject({ exportId: ready.exportId, createdByName: "Mara Owner", downloads: 0 });
  const week = 7 * 24 * 3600 * 1000;
  expect(delivery.expiresAt?.getTime()).toBeGreaterThanOrEqual(before + week);
  expect(delivery.expiresAt?.getTime()).toBeLessThanOrEqual(Date.now() + week);
  const archive = await prisma().export.findFirstOrThrow({ where: { id: ready.exportId } });
  expect(archive.expiresAt).toEqual(delivery.expiresAt);
  expect(await typesOf(ready.requestId)).toEqual(["delivery_created", "delivery_started"]);
  await sendAll(ready.storeId);
  const [mail] = await mailsTo(ready.email);
  expect(mail?.links.find(({ name }) => name === "Get your data")?.href).toMatch(
    new RegExp(`^http://localhost:3000/s/${ready.store.slug}/delivery/[\\w-]{43}$`),
  );
  expect((await requestOf(ready)).state).toBe("open");
});

test("of several merchants at once, one chooses and the others get an error", async () => {
  const ready = await makeReadyExport();
  const other = await makeMember(ready.storeId);
  const outcomes = await Promise.all([outcome(byLink(ready)), outcome(byLink(ready, other)), outcome(byLink(ready))]);
  expect(outcomes.sort()).toEqual(["deliveryUnderWay", "deliveryUnderWay", "done"]);
  expect(await listDeliveries(ready)).toHaveLength(1);
});

test("a closed request, an unproved address, no export and another store's request are refused", async () => {
  const refused = await makeReadyExport();
  await refuseRequest({ ...refused, reason: "Asked for yesterday." });
  expect(await outcome(byLink(refused))).toBe("alreadyClosed");

  const unproved = await makeReadyExport({ emailVerified: false });
  expect(await outcome(byLink(unproved))).toBe("notVerified");
  expect(await outcome(createDelivery({ ...unproved, method: "encrypted_email" }))).toBe("notVerified");
  expect(await outcome(createDelivery({ ...unproved, method: "password_zip" }))).toBe("done");

  const gone = await makeReadyExport();
  await prisma().export.updateMany({ where: { id: gone.exportId }, data: { expiresAt: new Date() } });
  expect(await outcome(byLink(gone))).toBe("exportGone");

  const ready = await makeReadyExport();
  const { id: otherStore } = await makeStore();
  expect(await outcome(createDelivery({ ...ready, storeId: otherStore, method: "link" }))).toBe("forbidden");
  expect(await outcome(createDelivery({ ...ready, requestId: "none", method: "link" }))).toBe("forbidden");
  expect(await prisma().delivery.count({ where: { storeId: { in: [ready.storeId, otherStore] } } })).toBe(0);
});

test("another member of staff approves: not the one who chose it, a viewer or another store's member", async () => {
  const ready = await makeReadyExport();
  const { storeId, actor } = ready;
  await prisma().store.update({ where: { id: storeId }, data: { approvalRequired: true } });
  const { deliveryId, state } = await byLink(ready);
  expect(state).toBe("awaiting_approval");
  await sendAll(storeId);
  expect(await mailsTo(ready.email)).toEqual([]);

  const approve = (by: typeof actor) => outcome(approveDelivery({ storeId, deliveryId, actor: by }));
  const elsewhere = await makeMember((await makeStore()).id, "owner");
  expect(await approve(actor)).toBe("approvalByAnother");
  expect(await approve(await makeMember(storeId, "viewer"))).toBe("forbidden");
  expect(await approve(elsewhere)).toBe("forbidden");
  expect(await outcome(approveDelivery({ storeId, deliveryId: uuidv7(), actor }))).toBe("forbidden");
  expect((await read(storeId, deliveryId)).state).toBe("awaiting_approval");

  const [one, two] = [await makeMember(storeId, "staff", "Ben Staff"), await makeMember(storeId, "staff", "Cem Staff")];
  expect((await Promise.all([approve(one), approve(two)])).sort()).toEqual(["deliveryOver", "done"]);
  const approved = await read(storeId, deliveryId);
  expect(approved).toMatchObject({ state: "live" });
  expect(["Ben Staff", "Cem Staff"]).toContain(approved.approvedByName);
  expect(await typesOf(ready.requestId)).toEqual(["delivery_created", "delivery_approved", "delivery_started"]);
});

test("a delivery that is declined or revoked sends nothing, and another can be chosen", async () => {
  const ready = await makeReadyExport();
  const { storeId, actor } = ready;
  await prisma().store.update({ where: { id: storeId }, data: { approvalRequired: true } });
  const { deliveryId } = await byLink(ready);
  await declineDelivery({ storeId, deliveryId, actor });
  expect((await read(storeId, deliveryId)).state).toBe("declined");
  expect(await outcome(declineDelivery({ storeId, deliveryId, actor }))).toBe("deliveryOver");
  expect(await outcome(revokeDelivery({ storeId, deliveryId, actor }))).toBe("deliveryOver");

  const next = await byLink(ready);
  await revokeDelivery({ ...next, storeId, actor });
  expect((await read(storeId, next.deliveryId)).endedAt).toBeInstanceOf(Date);
  const { id: otherStore } = await makeStore();
  const last = await byLink(ready);
  expect(await outcome(revokeDelivery({ ...last, storeId: otherStore, actor }))).toBe("forbidden");
  expect((await read(storeId, last.deliveryId)).state).toBe("awaiting_approval");
});

test("redactions made before the choice are left out: the delivery waits for its copy", async () => {
  const ready = await makeReadyExport();
  const { storeId, exportId, actor } = ready;
  await prisma().redaction.create({
    data: {
      ...{ storeId, id: uuidv7(), exportId, section: "profile", row: 0, pointer: "/note", reason: "trade_secret" },
      ...{ createdById: actor.id, createdByName: actor.name },
    },
  });
  const { deliveryId, state } = await byLink(ready);
  expect(state).toBe("preparing");
  const { exportId: copyId } = await read(storeId, deliveryId);
  expect(copyId).not.toBe(exportId);
  expect(await queue().findJobs("build-export", { data: { exportId: copyId } })).toHaveLength(1);
  await startDeliveryJob({ storeId, exportId: copyId ?? "" });
  expect((await read(storeId, deliveryId)).state).toBe("preparing");

  const expiresAt = new Date(Date.now() + 3600_000);
  await prisma().export.updateMany({ where: { id: copyId ?? "" }, data: { state: "ready", expiresAt } });
  await startDeliveryJob({ storeId, exportId: copyId ?? "" });
  await startDeliveryJob({ storeId, exportId: copyId ?? "" });
  expect((await read(storeId, deliveryId)).state).toBe("live");
  expect((await typesOf(ready.requestId)).filter((type) => type === "delivery_started")).toHaveLength(1);
});

test("a delivery fails with its copy, and another can be chosen", async () => {
  const ready = await makeReadyExport();
  const { storeId, exportId, actor } = ready;
  await prisma().redaction.create({
    data: {
      ...{ storeId, id: uuidv7(), exportId, section: "profile", row: -1, pointer: "", reason: "security" },
      ...{ createdById: actor.id, createdByName: actor.name },
    },
  });
  const { deliveryId } = await byLink(ready);
  const { exportId: copyId } = await read(storeId, deliveryId);
  await prisma().export.updateMany({ where: { id: copyId ?? "" }, data: { state: "failed" } });
  await startDeliveryJob({ storeId, exportId: copyId ?? "" });
  expect((await read(storeId, deliveryId)).state).toBe("failed");
  expect((await typesOf(ready.requestId)).at(-1)).toBe("delivery_failed");
  expect(await outcome(byLink(ready))).toBe("done");
});

test("delivered another way, it is completed at once, needs no export, and closes the request", async () => {
  const ready = await makeReadyExport({ emailVerified: false });
  await prisma().export.updateMany({ where: { id: ready.exportId }, data: { expiresAt: new Date() } });
  const { deliveryId, state } = await createDelivery({
    ...ready,
    method: "outside",
    handedOverHow: "in_person",
    handedOverNote: "At the shop.",
  });
  expect(state).toBe("completed");
  const delivery = await read(ready.storeId, deliveryId);
  expect(delivery).toMatchObject({ exportId: null, handedOverHow: "in_person", handedOverNote: "At the shop." });
  expect(delivery.deliveredAt).toBeInstanceOf(Date);
  expect((await requestOf(ready)).state).toBe("answered");
  expect(await typesOf(ready.requestId)).toEqual(["delivery_created", "delivery_handed_over", "request_answered"]);
  expect(await outcome(byLink(ready))).toBe("alreadyClosed");
});

test("a password zip is live until it is marked as sent", async () => {
  const ready = await makeReadyExport();
  const { storeId, actor } = ready;
  const { deliveryId } = await createDelivery({ ...ready, method: "password_zip" });
  expect(await outcome(sendLinkAgain({ storeId, deliveryId, actor }))).toBe("invalid");
  await markAsSent({ storeId, deliveryId, actor });
  expect(await outcome(markAsSent({ storeId, deliveryId, actor }))).toBe("deliveryOver");
  expect((await requestOf(ready)).state).toBe("answered");
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
  const { deliveryId } = await byLink(ready);
  expect((await read(ready.storeId, deliveryId)).exportId).toBe(newer);
});

test("a session opens only its own deliveries, and by the link only where the store vouched for the address", async () => {
  const signedIn = { source: "signed_in", platformCustomerId: "c-1" } as const;
  const live = await makeDelivery({ ...signedIn, email: "vera@mail.example", personKey: "email:vera@mail.example" });
  const { storeId, deliveryId } = live;
  const identity = { email: "vera@mail.example", emailNormalized: "vera@mail.example" };
  const vera = { ...identity, emailVerified: true, platformCustomerId: "c-1" };
  const open = (
    who: typeof vera | (Omit<typeof vera, "platformCustomerId"> & { platformCustomerId: undefined }),
    vouched = true,
  ) => outcome(openBySession({ storeId, deliveryId, identity: who, vouched, rateLimitKey: anyRateLimitKey(), client }));
  expect(await open(vera)).toBe("done");
  expect(await open({ ...vera, emailVerified: false, platformCustomerId: "c-2" })).toBe("forbidden");
  expect(await open({ ...vera, emailVerified: false, platformCustomerId: undefined })).toBe("forbidden");
  const other = {
    email: "x@mail.example",
    emailNormalized: "x@mail.example",
    emailVerified: true,
    platformCustomerId: "c-2",
  };
  expect(await open(other)).toBe("forbidden");
  const { id: otherStore } = await makeStore();
  const elsewhere = {
    storeId: otherStore,
    deliveryId,
    identity: vera,
    vouched: true,
    rateLimitKey: anyRateLimitKey(),
    client,
  };
  expect(await outcome(openBySession(elsewhere))).toBe("forbidden");

  const guest = await makeDelivery({ email: "gil@mail.example", personKey: "email:gil@mail.example" });
  const gil = {
    email: "gil@mail.example",
    emailNormalized: "gil@mail.example",
    emailVerified: true,
    platformCustomerId: undefined,
  };
  const asGil = { ...guest, identity: gil, rateLimitKey: anyRateLimitKey(), client };
  expect(await outcome(openBySession({ ...asGil, vouched: true }))).toBe("forbidden");
  expect(await outcome(openBySession({ ...asGil, vouched: false }))).toBe("done");
});

test("an account alone opens nothing: only the owner of the verified address gets the data", async () => {
  const address = "owner@mail.example";
  const account = { source: "signed_in", platformCustomerId: "c-9", personKey: "platform:c-9" } as const;
  const { storeId, deliveryId } = await makeDelivery({ ...account, email: address });
  const open = (identity: CustomerIdentity, vouched: boolean) =>
    outcome(openBySession({ storeId, deliveryId, identity, vouched, rateLimitKey: anyRateLimitKey(), client }));
  const registered = { email: address, emailNormalized: address, emailVerified: false, platformCustomerId: "c-9" };
  const moved = { ...registered, email: "new@mail.example", emailNormalized: "new@mail.example", emailVerified: true };
  for (const identity of [registered, moved]) {
    expect(await open(identity, false)).toBe("forbidden");
    expect(await open(identity, true)).toBe("forbidden");
    expect(await listOwnDeliveries(storeId, identity)).toEqual([]);
    const shown = await showDelivery({ storeId, deliveryId, cookie: undefined, identity });
    expect(shown).toMatchObject({ own: false, vouched: false });
  }
  const owner = { ...registered, emailVerified: true, platformCustomerId: undefined };
  expect(await listOwnDeliveries(storeId, owner)).toHaveLength(1);
  expect(await open(owner, false)).toBe("done");
});
