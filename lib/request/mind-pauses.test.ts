import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { askCustomer } from "@/lib/message/ask-customer";
import { findMessageLink } from "@/lib/message/message-link";
import { refuseRequest } from "@/lib/request/close-request";
import { eventTypesOf, makeRequest, readRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { mailsTo, sendAll } from "@/test/harness/emails";
import { withTestDatabase } from "@/test/harness/test-database";
import { mindPausesJob } from "./mind-pauses.job";
import { pauseClock } from "./pause-request";

withTestDatabase();

const actor = { kind: "merchant", id: uuidv7(), name: "Ada Owner" } as const;
const DAY = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY);

async function paused() {
  const { id: storeId } = await makeStore({ contactEmail: "privacy@shop.example" });
  const request = await makeRequest(storeId, { dueAt: inDays(5) });
  const asked = { reason: "clarification", question: "Which years?\n<script>alert(1)</script>" } as const;
  await pauseClock({ storeId, requestId: request.id, actor, ...asked });
  return request;
}

test("a pause that nobody ends moves the date day by day, and reminds its customer once after 14 days", async () => {
  const { storeId, id, email, dueAt } = await paused();
  await Promise.all([mindPausesJob(inDays(13)), mindPausesJob(inDays(13))]);
  const days = async () => Math.round(((await readRequest(storeId, id)).dueAt.getTime() - dueAt.getTime()) / DAY);
  expect(await days()).toBeGreaterThanOrEqual(13);
  expect(await eventTypesOf(storeId, id)).toEqual(["request_paused"]);
  await Promise.all([mindPausesJob(inDays(20)), mindPausesJob(inDays(20))]);
  await mindPausesJob(inDays(30));
  expect(await days()).toBeGreaterThanOrEqual(30);
  expect(await eventTypesOf(storeId, id)).toEqual(["request_paused", "pause_reminded"]);
  await sendAll(storeId);
  const mails = await mailsTo(email ?? "");
  expect(mails).toHaveLength(2);
  for (const { subject, text, html } of mails) {
    expect(subject).toContain("waits for you");
    expect(text).toContain("Which years?");
    expect(text).toContain("write to privacy@shop.example");
    expect(html).not.toContain("<script>");
  }
});

test("closing a request ends its pause: its date stays, and nobody is asked any more", async () => {
  const { storeId, id, email } = await paused();
  await refuseRequest({ storeId, requestId: id, actor, reason: "Asked for yesterday." }, async () => {});
  const { dueAt } = await readRequest(storeId, id);
  await mindPausesJob(inDays(20));
  expect((await readRequest(storeId, id)).dueAt).toEqual(dueAt);
  expect(await prisma().requestPause.count({ where: { storeId, endedAt: null } })).toBe(0);
  await sendAll(storeId);
  expect((await mailsTo(email ?? "")).map(({ subject }) => subject).join()).not.toContain("waits for you");
});

test("where the customer has not answered a message, the reminder brings the link to answer it", async () => {
  const { id: storeId } = await makeStore();
  const { id: requestId, email } = await makeRequest(storeId, { emailVerified: true, dueAt: inDays(5) });
  await askCustomer({ storeId, requestId, actor, text: "Which years?", pause: "clarification" });
  await mindPausesJob(inDays(20));
  await sendAll(storeId);
  const mails = await mailsTo(email ?? "");
  expect(mails).toHaveLength(2);
  const links = mails.map(({ text }) => /\/messages\/([\w-]{43})/.exec(text)?.[1] ?? "none");
  expect(new Set(links).size).toBe(2);
  for (const link of links) expect(await findMessageLink(storeId, link)).toBe(requestId);
  for (const { text } of mails) expect(text).toContain("Which years?");
});
