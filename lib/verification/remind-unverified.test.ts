import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { limitRates } from "@/lib/http/rate-limit";
import { eventTypesOf, submitAsGuest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { emailsOf, mailsTo, sendAll } from "@/test/harness/emails";
import { withTestDatabase } from "@/test/harness/test-database";
import { confirmVerification } from "./confirm-verification";
import { remindUnverifiedJob } from "./remind-unverified.job";

withTestDatabase();

const DAY = 86_400_000;

/** A guest's request, made so many days ago, whose inbox is empty again. */
async function askedDaysAgo(days: number, data: object = {}) {
  const store = await makeStore();
  const address = `guest-${crypto.randomUUID()}@mail.example`;
  await submitAsGuest(store, address);
  await sendAll(store.id);
  await prisma().request.updateMany({
    where: { storeId: store.id },
    data: { createdAt: new Date(Date.now() - days * DAY), ...data },
  });
  return { store, address };
}

/** How many reminders a store has recorded. */
const remindersOf = async (storeId: string) =>
  (await eventTypesOf(storeId)).filter((type) => type === "verification_reminded").length;

test("a guest who has not verified is reminded once, by a link of its own that works", async () => {
  const { store, address } = await askedDaysAgo(3.01);
  await Promise.all([remindUnverifiedJob(), remindUnverifiedJob()]);
  await remindUnverifiedJob(new Date(Date.now() + DAY));
  expect(await remindersOf(store.id)).toBe(1);
  await sendAll(store.id);
  const [reminder, first, ...others] = await mailsTo(address);
  expect(others).toEqual([]);
  expect(reminder?.subject).toBe("Reminder: verify your data request to Test shop");
  const tokenOf = (text = "") => /\/verify\/([\w-]{43})\n/.exec(text)?.[1] ?? "";
  expect(tokenOf(reminder?.text)).not.toBe(tokenOf(first?.text));
  expect(await confirmVerification(store.id, tokenOf(reminder?.text))).toBeTruthy();
  const [kept] = (await emailsOf(store.id)).filter(({ template }) => template === "verify-reminder");
  expect(kept?.text).not.toContain(tokenOf(reminder?.text));
});

test.each([
  ["on the second day", 2.99, {}],
  ["once the request has lapsed", 7.01, {}],
  ["once it is verified", 3.5, { state: "open", emailVerified: true }],
  ["once it is cancelled", 3.5, { state: "cancelled" }],
  ["where staff entered it", 3.5, { source: "staff" }],
])("nobody is reminded %s", async (_, days, data) => {
  const { store } = await askedDaysAgo(days, data);
  await remindUnverifiedJob();
  expect(await remindersOf(store.id)).toBe(0);
});

test("an inbox that has had its share of emails is reminded later", async () => {
  const { store, address } = await askedDaysAgo(3.01);
  // The request's own email was the first.
  for (let sent = 0; sent < 2; sent++) await limitRates([["mailByInbox", address]]);
  await remindUnverifiedJob();
  expect(await remindersOf(store.id)).toBe(0);
  await prisma().$executeRaw`DELETE FROM rate_limit`;
  await remindUnverifiedJob();
  expect(await remindersOf(store.id)).toBe(1);
});

test("a reminder is not sent to whom verified before it left", async () => {
  const { store, address } = await askedDaysAgo(3.01);
  await remindUnverifiedJob();
  await prisma().request.updateMany({ where: { storeId: store.id }, data: { state: "open", emailVerified: true } });
  await sendAll(store.id);
  expect((await mailsTo(address)).map(({ subject }) => subject)).toEqual(["Verify your data request to Test shop"]);
});
