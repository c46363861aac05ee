import { afterEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { readEmailAddress } from "@/lib/email-address";
import { env } from "@/lib/env";
import { hashToken } from "@/lib/token";
import { makeExportRow } from "@/test/factories/export";
import { makeRequest } from "@/test/factories/request";
import { makeOwnedStore, makeStore } from "@/test/factories/store";
import { emailsOf, recordAndNotify } from "@/test/harness/emails";
import { type SmtpServer, startSmtp } from "@/test/harness/smtp";
import { tablesWith } from "@/test/harness/tables-with";
import { withTestDatabase } from "@/test/harness/test-database";
import { sendEmailJob } from "./send-email.job";
import { sendSignInLink } from "./send-sign-in-link";

withTestDatabase();

const servers: SmtpServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** A mail server for this test. */
async function openServer(answers?: Parameters<typeof startSmtp>[0]) {
  const server = await startSmtp(answers);
  servers.push(server);
  env().smtpUrl = server.url;
  return server;
}

const run = (storeId: string, emailId: string, retryCount = 0, lastTry = false) =>
  sendEmailJob({ storeId, emailId }, { signal: new AbortController().signal, retryCount, lastTry });

/** A guest's request whose verification email is queued. */
async function queued() {
  const store = await makeStore({ name: "Northwind Traders", contactEmail: "privacy@northwind.example" });
  const request = await makeRequest(store.id, { state: "unverified" });
  await recordAndNotify(request, "request_made");
  return { store, request, emailId: (await onlyEmail(store.id)).id, state: () => onlyEmail(store.id) };
}

async function onlyEmail(storeId: string) {
  const [email] = await emailsOf(storeId);
  if (!email) throw new Error("no email was queued");
  return email;
}

const tokenIn = (text = "") => /(?:\/verify\/|sign-in\?link=)([\w-]{43})/.exec(text)?.[1] ?? "";

test("a verification email carries its own link, which is stored nowhere", async () => {
  const server = await openServer();
  const { store, request, emailId, state } = await queued();
  const before = Date.now();
  await run(store.id, emailId);
  const [mail] = server.messages;
  const token = tokenIn(mail?.text);
  expect(mail?.text).toContain(`Verify request http://localhost:3000/s/${store.slug}/verify/${token}\n`);
  expect(mail?.html).toContain(`href="http://localhost:3000/s/${store.slug}/verify/${token}?cancel=1"`);
  expect(mail?.from?.value[0]?.name).toBe("Northwind Traders");
  expect(mail?.replyTo?.text).toBe("privacy@northwind.example");

  const [verification] = await prisma().verification.findMany({ where: { storeId: store.id, requestId: request.id } });
  expect(verification?.tokenHash).toEqual(hashToken(token));
  const sentAt = (verification?.expiresAt.getTime() ?? 0) - 24 * 3_600_000;
  expect(before <= sentAt && sentAt <= Date.now()).toBe(true);

  const email = await state();
  expect(email).toMatchObject({ state: "sent", attempts: 1, lastError: null, subject: mail?.subject });
  expect(email.text).toContain("Verify request [link left out]\n");
  expect(email.sentAt).toBeInstanceOf(Date);
  expect(await tablesWith(token)).toEqual([]);
  expect(await tablesWith("link left out")).toEqual(["public.email"]);
});

test("an email that has been sent is not sent again", async () => {
  const server = await openServer();
  const { store, emailId } = await queued();
  await run(store.id, emailId);
  await run(store.id, emailId);
  expect(server.messages).toHaveLength(1);
});

test("asking again sends another link, and the first stays valid", async () => {
  const server = await openServer();
  const { store, request } = await queued();
  await recordAndNotify(request, "request_repeated");
  for (const { id } of await emailsOf(store.id)) await run(store.id, id);
  const tokens = server.messages.map(({ text }) => tokenIn(text));
  expect(new Set(tokens).size).toBe(2);
  const live = await prisma().verification.findMany({ where: { storeId: store.id, usedAt: null } });
  expect(new Set(live.map(({ tokenHash }) => String(tokenHash)))).toEqual(
    new Set(tokens.map((token) => String(hashToken(token)))),
  );
});

test("a recipient refused temporarily is tried again, and the email is sent once", async () => {
  let refusals = 0;
  const server = await openServer({
    toRecipient: () => (refusals++ === 0 ? { code: 451, text: "greylisted" } : "take"),
  });
  const { store, emailId, state } = await queued();
  await expect(run(store.id, emailId)).rejects.toThrow("unavailable 451");
  expect(await state()).toMatchObject({ state: "retrying", attempts: 1, lastError: "unavailable 451", subject: null });
  await run(store.id, emailId, 1);
  expect(await state()).toMatchObject({ state: "sent", attempts: 2, lastError: null });
  expect(server.messages).toHaveLength(1);
});

test("a connection that breaks in mid-message leads to a second try with the same Message-ID", async () => {
  const server = await openServer({ toMessage: (number) => (number === 0 ? "drop" : "take") });
  const { store, emailId, state } = await queued();
  await expect(run(store.id, emailId)).rejects.toThrow(/^unreachable/);
  await run(store.id, emailId, 1);
  expect(server.messages.map(({ messageId }) => messageId)).toEqual([`<${emailId}@localhost.example>`]);
  expect(await state()).toMatchObject({ state: "sent", attempts: 2 });
});

test("a server that is down and comes back gets each email once", async () => {
  const down = await openServer();
  await down.close();
  const { store, emailId, state } = await queued();
  for (const retry of [0, 1]) await expect(run(store.id, emailId, retry)).rejects.toThrow(/^unreachable/);
  const lastError = expect.stringMatching(/^unreachable E/);
  expect(await state()).toMatchObject({ state: "retrying", attempts: 2, lastError });
  const back = await startSmtp({ port: down.port });
  servers.push(back);
  await run(store.id, emailId, 2);
  expect(back.messages).toHaveLength(1);
  expect(await state()).toMatchObject({ state: "sent", attempts: 3 });
});

test("a recipient refused permanently is not tried again, and the stored error has no address", async () => {
  await openServer({ toRecipient: (address) => ({ code: 550, text: `no ${address} here` }) });
  const { store, emailId, state } = await queued();
  await run(store.id, emailId);
  expect(await state()).toMatchObject({ state: "failed", attempts: 1, lastError: "refused 550" });
});

test("a failure of the last try is final", async () => {
  await openServer({ toRecipient: () => ({ code: 421, text: "busy" }) });
  const { store, emailId, state } = await queued();
  await expect(run(store.id, emailId, 31, true)).rejects.toThrow("unavailable 421");
  expect(await state()).toMatchObject({ state: "failed", attempts: 1, lastError: "unavailable 421" });
});

test.each(["cancelled", "open"] as const)("a request that is %s by now gets no verification email", async (now) => {
  const server = await openServer();
  const { store, request, emailId, state } = await queued();
  await prisma().request.updateMany({ where: { storeId: store.id, id: request.id }, data: { state: now } });
  await run(store.id, emailId);
  expect(server.messages).toEqual([]);
  expect(await state()).toMatchObject({ state: "unneeded", attempts: 0 });
  expect(await prisma().verification.count({ where: { storeId: store.id } })).toBe(0);
});

test("an email that was deleted with its request is not sent", async () => {
  const server = await openServer();
  const { store, request, emailId } = await queued();
  await prisma().request.deleteMany({ where: { storeId: store.id, id: request.id } });
  await run(store.id, emailId);
  expect(server.messages).toEqual([]);
});

test("a sign-in link's token is stored only as a hash, with the address that it proves", async () => {
  const server = await openServer();
  const store = await makeStore();
  const email = readEmailAddress("Maria@Alfki.example");
  await sendSignInLink({ storeId: store.id, email, locale: "en", rateLimitKey: crypto.randomUUID() });
  await run(store.id, (await onlyEmail(store.id)).id);
  const token = tokenIn(server.messages[0]?.text);
  const tokenHash = hashToken(token);
  const row = await prisma().signInToken.findUnique({ where: { storeId_tokenHash: { storeId: store.id, tokenHash } } });
  expect(row).toMatchObject({ email: "Maria@Alfki.example", emailNormalized: "maria@alfki.example", usedAt: null });
  expect(await tablesWith(token)).toEqual([]);
});

test("a line break in a store's name starts no header", async () => {
  const server = await openServer();
  const store = await makeStore({ name: "Evil\r\nBcc: victim@other.example", replyTo: "a@b.example\r\nX-Evil: 1" });
  await recordAndNotify(await makeRequest(store.id, { state: "unverified" }), "request_made");
  await run(store.id, (await onlyEmail(store.id)).id);
  const [mail] = server.messages;
  for (const name of ["bcc", "x-evil", "reply-to"]) expect(mail?.headers.has(name)).toBe(false);
  expect(mail?.from?.value[0]?.name).toBe("Evil Bcc: victim@other.example");
});

test("the owner's link downloads the export that is ready", async () => {
  const server = await openServer();
  const store = await makeOwnedStore();
  const request = await makeRequest(store.id);
  const expiresAt = new Date("2026-12-01T10:00:00Z");
  const exportId = await makeExportRow(store.id, request.id, { expiresAt });
  await makeExportRow(store.id, request.id, { expiresAt });
  await recordAndNotify(request, "export_ready", { exportId });
  await run(store.id, (await onlyEmail(store.id)).id);
  const [mail] = server.messages;
  expect(mail?.subject).toContain("data export is ready");
  expect(mail?.html).toContain(`href="http://localhost:3000/dashboard/${store.slug}/exports/${exportId}?download"`);
  expect(mail?.text).toContain("December 1, 2026 at 10:00 UTC");
});
