import { describe, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { addDays, DEFAULT_TIME_ZONE, dateIn, endOfDay } from "@/lib/time-zone";
import { makeRequest, makeRequests } from "@/test/factories/request";
import { makeMember, makeOwnedStore, merchantEmail } from "@/test/factories/store";
import { emailsOf, mailsTo, sendAll } from "@/test/harness/emails";
import { withTestDatabase } from "@/test/harness/test-database";
import { MAX_DIGEST_LINES } from "./due-digest";
import { dueDigestJob } from "./due-digest.job";
import { type NotificationEvent, readNotificationSettings, saveNotificationSettings } from "./notification-settings";

withTestDatabase();

const HOUR = 3_600_000;

/** The end of a day so many days from an instant's, as requests are due. */
function dueIn(days: number, now = new Date(), timeZone = DEFAULT_TIME_ZONE): Date {
  return new Date(endOfDay(addDays(dateIn(timeZone, now), days), timeZone).getTime() - 1);
}

/** Makes it so many days since a store's last digest. */
async function lastDigest(storeId: string, daysAgo: number, now: Date) {
  const dueDigestDay = new Date(addDays(dateIn(DEFAULT_TIME_ZONE, now), -daysAgo));
  await prisma().store.update({ where: { id: storeId }, data: { dueDigestDay }, select: { id: true } });
}

/** To whom a store's emails went. */
const readers = async (storeId: string) => (await emailsOf(storeId)).map(({ to }) => to).sort();

test.each([
  ["Europe/Berlin", "a day in winter", "2026-01-15T07:00:00Z"],
  ["Europe/Berlin", "the night before, clocks went forward", "2026-03-29T06:00:00Z"],
  ["Europe/Berlin", "the night before, clocks went back", "2026-10-25T07:00:00Z"],
  ["America/Los_Angeles", "the night before, clocks went forward", "2026-03-08T15:00:00Z"],
  ["America/Los_Angeles", "the night before, clocks went back", "2026-11-01T16:00:00Z"],
  ["Asia/Kathmandu", "an offset of 05:45", "2026-03-01T02:15:00Z"],
  [null, "a store that has chosen no time zone", "2026-03-01T08:00:00Z"],
])("%s, %s: the digest is sent at 08:00", async (timeZone, _, eight) => {
  const store = await makeOwnedStore({ timeZone });
  const now = new Date(eight);
  await makeRequest(store.id, { dueAt: dueIn(0, now, timeZone ?? undefined) });
  await dueDigestJob(new Date(now.getTime() - 1));
  expect(await emailsOf(store.id)).toEqual([]);
  await dueDigestJob(now);
  expect(await emailsOf(store.id)).toMatchObject([{ template: "due-digest", to: store.ownerEmail }]);
});

test("it is sent once a day, also by two processes at once, and late on a day whose 08:00 was missed", async () => {
  const store = await makeOwnedStore({ timeZone: "Europe/Berlin" });
  const eight = new Date("2026-05-04T06:00:00Z");
  await makeRequest(store.id, { dueAt: dueIn(-1, eight, "Europe/Berlin") });
  const at = (hours: number) => dueDigestJob(new Date(eight.getTime() + hours * HOUR));
  await Promise.all([at(0), at(0)]);
  await at(1);
  await at(15);
  expect(await readers(store.id)).toHaveLength(1);
  // Midnight, before and after 08:00.
  await at(16);
  await at(23);
  expect(await readers(store.id)).toHaveLength(1);
  await at(24 + 15.5);
  await at(24 + 15.75);
  expect(await readers(store.id)).toHaveLength(2);
});

test.each([
  [-400, true],
  [-1, true],
  [0, true],
  [1, false],
  [2, true],
  [3, false],
  [6, false],
  [7, true],
  [8, false],
])("a request that is due in %i days is named: %s", async (days, isNamed) => {
  const store = await makeOwnedStore();
  const now = new Date("2026-06-01T09:00:00Z");
  await makeRequest(store.id, { dueAt: dueIn(days, now) });
  await dueDigestJob(now);
  expect(await readers(store.id)).toHaveLength(isNamed ? 1 : 0);
});

test.each([
  [1, 6, false],
  [1, 1, false],
  [2, 6, true],
  [2, 5, false],
  [2, 1, true],
  [3, 5, true],
  [3, 4, false],
  [6, 2, true],
  [30, 3, true],
  [30, 8, false],
])(
  "%i days after its store's last digest, a request that is due in %i days is named: %s",
  async (ago, days, isNamed) => {
    const store = await makeOwnedStore();
    const now = new Date("2026-06-20T09:00:00Z");
    await makeRequest(store.id, { dueAt: dueIn(days, now) });
    await lastDigest(store.id, ago, now);
    await dueDigestJob(now);
    await dueDigestJob(new Date(now.getTime() + HOUR));
    expect(await readers(store.id)).toHaveLength(isNamed ? 1 : 0);
    // Once for each mark: not again the next day, unless that is two days before.
    await dueDigestJob(new Date(now.getTime() + 24 * HOUR));
    const isNamedNext = days === 3 || days === 8 || days === 1;
    expect(await readers(store.id)).toHaveLength(Number(isNamed) + Number(isNamedNext));
  },
);

test("the digest after a day without one says what that day's would have said", async () => {
  const store = await makeOwnedStore();
  const noon = new Date(Date.parse(`${dateIn("UTC", new Date())}T12:00:00Z`));
  await makeRequest(store.id, { reference: "DR-AAAA-0006", dueAt: dueIn(6) });
  await makeRequest(store.id, { reference: "DR-AAAA-0007", dueAt: dueIn(7) });
  await makeRequest(store.id, { reference: "DR-AAAA-0005", dueAt: dueIn(5) });
  await lastDigest(store.id, 2, noon);
  await dueDigestJob(noon);
  await sendAll(store.id);
  const [mail] = await mailsTo(store.ownerEmail);
  expect(mail?.subject).toBe("2 data requests are due soon");
  expect(mail?.text).toContain("DR-AAAA-0006");
  expect(mail?.text).toContain("DR-AAAA-0007");
  expect(mail?.text).not.toContain("DR-AAAA-0005");
});

test("owners read of all requests, other members of theirs, and nobody of what is closed, unverified or another store's", async () => {
  const [store, other] = [await makeOwnedStore(), await makeOwnedStore()];
  const [nancy, idle, viewer] = [
    await makeMember(store.id, "staff", "Nancy Davolio"),
    await makeMember(store.id),
    await makeMember(store.id, "viewer"),
  ];
  await prisma().merchant.update({ where: { id: nancy.id }, data: { locale: "de" }, select: { id: true } });
  const late = { dueAt: dueIn(-1) };
  const fields = (reference: string, more: object = {}) => ({ ...late, reference, ...more });
  await makeRequest(store.id, fields("DR-AAAA-0001", { assigneeId: nancy.id }));
  await makeRequest(store.id, fields("DR-AAAA-0002", { assigneeId: viewer.id }));
  for (const [index, state] of (["unverified", "answered", "refused", "cancelled"] as const).entries())
    await makeRequest(store.id, fields(`DR-AAAA-001${index}`, { state, assigneeId: idle.id }));
  await makeRequest(other.id, fields("DR-AAAA-0003", { assigneeId: idle.id }));
  await dueDigestJob(new Date(Date.parse(`${dateIn("UTC", new Date())}T12:00:00Z`)));
  expect(await readers(store.id)).toEqual([store.ownerEmail, merchantEmail(nancy.id)].sort());
  await sendAll(store.id);
  const [owners] = await mailsTo(store.ownerEmail);
  const [nancys] = await mailsTo(merchantEmail(nancy.id));
  expect(owners?.subject).toBe("2 data requests are overdue");
  expect(owners?.text).toContain("DR-AAAA-0001 · 1 day overdue");
  expect(owners?.text).toContain("assigned to Nancy Davolio");
  expect(owners?.text).toContain("DR-AAAA-0002");
  expect(owners?.text).not.toMatch(/DR-AAAA-0003|DR-AAAA-001/);
  expect(nancys?.subject).toBe("1 Datenanfrage ist überfällig");
  expect(nancys?.text).toContain("sind Ihnen zugewiesen");
  expect(nancys?.text).not.toContain("DR-AAAA-0002");
});

test("a large store's digest names the most urgent and counts the rest; none of it is kept", async () => {
  const store = await makeOwnedStore();
  const each = (days: number, count: number, name: string) =>
    makeRequests(
      store.id,
      Array.from({ length: count }, (_, index) => ({ dueAt: dueIn(days), customerName: `${name} ${index}` })),
    );
  await each(-2, MAX_DIGEST_LINES - 1, "Late");
  await each(0, 121, "Today");
  await each(7, 1, "Soon");
  await dueDigestJob(new Date(Date.parse(`${dateIn("UTC", new Date())}T23:00:00Z`)));
  await sendAll(store.id);
  const [mail] = await mailsTo(store.ownerEmail);
  expect(mail?.text.match(/^(?:Late|Today|Soon) \d+ http/gm)).toHaveLength(MAX_DIGEST_LINES);
  expect(mail?.text).toContain("and 120 more");
  expect(mail?.text).toContain("and 1 more");
  expect(mail?.text).toContain(`/dashboard/${store.slug}/requests\n`);
  const [kept] = await emailsOf(store.id);
  expect(kept?.text).not.toMatch(/Late|Today|DR-/);
});

describe("with the settings", () => {
  async function turnOff(storeId: string, ...events: NotificationEvent[]) {
    const settings = await readNotificationSettings(storeId);
    for (const event of events) settings[event].store = false;
    await saveNotificationSettings(storeId, settings);
  }
  const now = new Date("2026-06-01T09:00:00Z");

  test.each([
    [["overdue"], "due_today"],
    [["overdue", "due_today"], "due_soon"],
    [["overdue", "due_today", "due_soon"], undefined],
  ] as const)("%j turned off, it begins with %s", async (events, first) => {
    const store = await makeOwnedStore();
    for (const days of [-1, 0, 2]) await makeRequest(store.id, { dueAt: dueIn(days) });
    await turnOff(store.id, ...events);
    await dueDigestJob(new Date(Date.parse(`${dateIn("UTC", new Date())}T12:00:00Z`)));
    await sendAll(store.id);
    const subjects = (await mailsTo(store.ownerEmail)).map(({ subject }) => subject);
    const words = { due_today: "1 data request is due today", due_soon: "1 data request is due soon" };
    expect(subjects).toEqual(first ? [words[first]] : []);
  });

  test("what is turned off sends nothing later that day either", async () => {
    const store = await makeOwnedStore();
    await makeRequest(store.id, { dueAt: dueIn(-1, now) });
    await turnOff(store.id, "overdue");
    await dueDigestJob(now);
    await saveNotificationSettings(store.id, {
      ...(await readNotificationSettings(store.id)),
      overdue: { customer: false, store: true },
    });
    await dueDigestJob(new Date(now.getTime() + HOUR));
    expect(await emailsOf(store.id)).toEqual([]);
  });
});

test.each([
  [
    "whose day is over",
    (storeId: string) =>
      prisma().email.updateMany({ where: { storeId }, data: { createdAt: new Date(Date.now() - 25 * HOUR) } }),
  ],
  [
    "whose requests were answered",
    (storeId: string) => prisma().request.updateMany({ where: { storeId }, data: { state: "answered" } }),
  ],
  ["whose reader has left", (storeId: string) => prisma().membership.deleteMany({ where: { storeId } })],
])("a digest that waited for a mail server, %s, is not sent", async (_, change) => {
  const store = await makeOwnedStore();
  await makeRequest(store.id, { dueAt: dueIn(-1) });
  await dueDigestJob(new Date(Date.parse(`${dateIn("UTC", new Date())}T12:00:00Z`)));
  await change(store.id);
  await sendAll(store.id);
  expect(await emailsOf(store.id)).toMatchObject([{ state: "unneeded" }]);
});
