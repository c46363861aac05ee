import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { database, prisma } from "@/lib/database";
import { readEmailAddress } from "@/lib/email-address";
import type { EventType } from "@/lib/event/event-types";
import { makeExportRow } from "@/test/factories/export";
import { makeRequest, matchAll } from "@/test/factories/request";
import { makeMember, makeMerchant, makeOwnedStore, merchantEmail } from "@/test/factories/store";
import { emailsOf, recordAndNotify, sendJobsOf } from "@/test/harness/emails";
import { withTestDatabase } from "@/test/harness/test-database";
import { readNotificationSettings, saveNotificationSettings, settingsBy } from "./notification-settings";
import { notifyJob } from "./notify.job";
import { sendSignInLink } from "./send-sign-in-link";

withTestDatabase();

type Values = Parameters<typeof makeRequest>[1];
const open: Values = { state: "open", verifiedAt: new Date() };
const unverified: Values = { state: "unverified" };
const nowhere: Values = { email: null, emailNormalized: null };

/** What an event queues in a new store: "kind → recipient". */
async function sentBy(type: EventType, values?: Values, store?: Awaited<ReturnType<typeof makeOwnedStore>>) {
  const at = store ?? (await makeOwnedStore());
  const request = await makeRequest(at.id, values);
  // Of some types' data it is a part; of the others it is ignored.
  await recordAndNotify(request, type, { exportId: randomUUID() });
  const emails = await emailsOf(at.id);
  expect(await sendJobsOf(at.id)).toEqual(emails.map(({ id }) => id).sort());
  return emails.map(({ template, to }) =>
    to === request.email ? `${template} → customer` : `${template} → ${to === at.ownerEmail ? "owner" : to}`,
  );
}

test.each<[string, EventType, Values, string[]]>([
  ["a guest's request", "request_made", unverified, ["verify-request → customer"]],
  ["a verified request", "request_verified", open, ["request-received → customer", "new-request → owner"]],
  ["an event that nobody is notified of", "export_downloaded", open, []],
  ["a request without an address", "request_answered", nowhere, ["request-answered → owner"]],
])("%s queues its emails, and a job for each", async (_, type, values, expected) => {
  expect(await sentBy(type, values)).toEqual(expected);
});

test.each<[number, EventType, Values]>([
  [2, "request_verified", open],
  [1, "request_made", unverified],
])("a second run of the job for an event with %i emails adds no email and no job", async (count, type, values) => {
  const { id: storeId } = await makeOwnedStore();
  const eventId = await recordAndNotify(await makeRequest(storeId, values), type);
  await Promise.all([notifyJob({ storeId, eventId }), notifyJob({ storeId, eventId })]);
  expect(await emailsOf(storeId)).toHaveLength(count);
  expect(await sendJobsOf(storeId)).toHaveLength(count);
});

test("the store's email about a request waits for the end of the search for its records, which notifies again", async () => {
  const { id: storeId } = await makeOwnedStore();
  const request = await makeRequest(storeId, { ...open, matchingSince: new Date() });
  const eventId = await recordAndNotify(request, "request_verified");
  const templates = async () => (await emailsOf(storeId)).map(({ template }) => template);
  const jobs = async () => {
    const { rows } = await database().query(
      `SELECT count(*)::int AS count FROM pgboss.job WHERE name = 'notify' AND data ->> 'eventId' = $1`,
      [eventId],
    );
    return (rows as { count: number }[])[0]?.count;
  };
  expect(await templates()).toEqual(["request-received"]);
  expect(await jobs()).toBe(1);
  await matchAll(storeId);
  expect(await jobs()).toBe(2);
  await notifyJob({ storeId, eventId });
  expect(await templates()).toEqual(["request-received", "new-request"]);
});

test("what is turned off sends nothing, but the verification email is always sent", async () => {
  const store = await makeOwnedStore();
  const off = settingsBy(() => false);
  await saveNotificationSettings(store.id, off);
  expect(await readNotificationSettings(store.id)).toEqual(off);
  expect(await sentBy("request_verified", open, store)).toEqual([]);
  expect(await sentBy("request_made", unverified, store)).toEqual(["verify-request → customer"]);
});

test("what is turned on beyond the defaults is sent, and only the difference is stored", async () => {
  const store = await makeOwnedStore();
  const settings = await readNotificationSettings(store.id);
  settings.export_ready.customer = true;
  settings.export_ready.store = false;
  await saveNotificationSettings(store.id, settings);
  expect(await prisma().notificationSetting.count({ where: { storeId: store.id } })).toBe(2);
  expect(await sentBy("export_ready", open, store)).toEqual(["export-preparing → customer"]);
});

test("a line that a release adds is as in a new store, and one that a later release knows stays when this one saves", async () => {
  const store = await makeOwnedStore();
  const { id: storeId } = store;
  // What the release before had saved, and what a later one has.
  const rows = ["request_made", "delivery_praised"].map(
    (event) => ({ event, audience: "store", enabled: false }) as const,
  );
  await prisma().notificationSetting.createMany({ data: rows.map((row) => ({ storeId, ...row })) });
  const settings = await readNotificationSettings(storeId);
  expect(settings).toMatchObject({
    request_made: { customer: true, store: false },
    delivery_downloaded: { customer: true, store: true },
    delivery_opened: { customer: false, store: false },
    overdue: { customer: false, store: true },
  });
  await saveNotificationSettings(storeId, settings);
  const kept = await prisma().notificationSetting.findMany({ where: { storeId }, orderBy: { event: "asc" } });
  expect(kept).toMatchObject([{ event: "delivery_praised" }, { event: "request_made" }]);
});

test("a store's own recipients replace the owners", async () => {
  const store = await makeOwnedStore({ recipients: ["privacy@northwind.example"], locale: "de" });
  await recordAndNotify(await makeRequest(store.id, open), "request_verified");
  const emails = (await emailsOf(store.id)).filter(({ audience }) => audience === "store");
  expect(emails.map(({ to, locale }) => [to, locale])).toEqual([["privacy@northwind.example", "de"]]);
});

test("a ready export is announced to the store's recipients and to who started it, once each", async () => {
  for (const recipients of [["privacy@northwind.example"], []]) {
    const store = await makeOwnedStore({ recipients });
    for (const starter of [await makeMember(store.id), await makeMerchant(), undefined]) {
      const request = await makeRequest(store.id, open);
      const exportId = await makeExportRow(store.id, request.id, { requestedById: starter?.id ?? null });
      await recordAndNotify(request, "export_ready", { exportId });
      const emails = await prisma().email.findMany({ where: { storeId: store.id, requestId: request.id } });
      const isMember =
        starter && (await prisma().membership.count({ where: { storeId: store.id, merchantId: starter.id } }));
      expect(emails.map(({ to }) => to).sort()).toEqual(
        [recipients[0] ?? store.ownerEmail, ...(isMember ? [merchantEmail(starter.id)] : [])].sort(),
      );
    }
  }
  const store = await makeOwnedStore();
  const request = await makeRequest(store.id, open);
  const exportId = await makeExportRow(store.id, request.id, { requestedById: store.ownerEmail.split("@")[0] ?? "" });
  await recordAndNotify(request, "export_ready", { exportId });
  expect((await emailsOf(store.id)).map(({ to }) => to)).toEqual([store.ownerEmail]);
});

test("a member reads in the language they have chosen, everyone else in the store's", async () => {
  const store = await makeOwnedStore({ recipients: ["privacy@northwind.example"], locale: "de" });
  const nancy = await makeMember(store.id);
  await prisma().merchant.update({ where: { id: nancy.id }, data: { locale: "en" }, select: { id: true } });
  const request = await makeRequest(store.id, { ...open, locale: "en" });
  const exportId = await makeExportRow(store.id, request.id, { requestedById: nancy.id });
  await recordAndNotify(request, "export_ready", { exportId });
  const emails = await emailsOf(store.id);
  expect(Object.fromEntries(emails.map(({ to, locale }) => [to, locale]))).toEqual({
    "privacy@northwind.example": "de",
    [merchantEmail(nancy.id)]: "en",
  });
});

test("a member who is assigned a request is told, by a colleague's act and only while they are a member", async () => {
  const store = await makeOwnedStore();
  const [nancy, mara] = [await makeMember(store.id), await makeMember(store.id)];
  const request = await makeRequest(store.id, open);
  await recordAndNotify(request, "request_assigned", { assigneeId: nancy.id }, nancy);
  await recordAndNotify(request, "request_assigned", { assigneeId: (await makeMerchant()).id }, mara);
  expect(await emailsOf(store.id)).toEqual([]);
  await recordAndNotify(request, "request_assigned", { assigneeId: nancy.id }, mara);
  expect(await emailsOf(store.id)).toMatchObject([{ template: "request-assigned", to: merchantEmail(nancy.id) }]);
});

test("an address that cannot be mailed is recorded with the reason, and no job tries it", async () => {
  const store = await makeOwnedStore();
  const request = await makeRequest(store.id, { ...open, email: "maria anders@alfki.example" });
  await recordAndNotify(request, "request_answered");
  const [customer] = await emailsOf(store.id);
  expect(customer).toMatchObject({ to: "maria anders@alfki.example", state: "failed", lastError: "unmailable" });
  expect(await sendJobsOf(store.id)).toHaveLength(1);
});

test("an event whose request was deleted in the meantime sends nothing", async () => {
  const store = await makeOwnedStore();
  await notifyJob({ storeId: store.id, eventId: crypto.randomUUID() });
  expect(await emailsOf(store.id)).toEqual([]);
});

test("an event is looked for in its own store", async () => {
  const [store, other] = [await makeOwnedStore(), await makeOwnedStore()];
  const eventId = await recordAndNotify(await makeRequest(store.id, open), "request_verified");
  await notifyJob({ storeId: other.id, eventId });
  expect(await emailsOf(store.id)).toHaveLength(2);
  expect(await emailsOf(other.id)).toEqual([]);
});

test("a sign-in link is queued for any address, without an event", async () => {
  const store = await makeOwnedStore();
  const link = { storeId: store.id, email: readEmailAddress(" Maria@Alfki.example "), locale: "de" };
  for (let sent = 0; sent < 2; sent++) await sendSignInLink({ ...link, rateLimitKey: randomUUID() });
  const queued = { template: "sign-in-link", to: "Maria@Alfki.example", locale: "de", state: "queued" };
  expect(await emailsOf(store.id)).toMatchObject([queued, queued]);
  expect(await sendJobsOf(store.id)).toHaveLength(2);
});
