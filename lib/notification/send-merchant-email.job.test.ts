import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { render } from "@react-email/components";
import { createElement } from "react";
import { afterEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { readEmailAddress } from "@/lib/email-address";
import { env } from "@/lib/env";
import { locales, messagesOf } from "@/lib/locale";
import { readInvitation } from "@/lib/merchant/accept-invitation";
import { inviteMember, withdrawInvitation } from "@/lib/merchant/invite-member";
import { listTeam } from "@/lib/merchant/list-members";
import { readPasswordLink } from "@/lib/sign-in/password-link";
import type { MerchantEmailKind } from "@/lib/sign-in/queue-merchant-email";
import { requestPasswordLink } from "@/lib/sign-in/request-password-link";
import { makeMember, makeMerchant, makePasswordLink, makeStore, merchantEmail } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { type SmtpServer, startSmtp } from "@/test/harness/smtp";
import { tablesWith } from "@/test/harness/tables-with";
import { withTestDatabase } from "@/test/harness/test-database";
import { merchantEmails } from "./merchant-emails";
import { sendMerchantEmailJob } from "./send-merchant-email.job";

withTestDatabase();

const servers: SmtpServer[] = [];
afterEach(async () => {
  await prisma().merchantEmail.deleteMany();
  for (const server of servers.splice(0)) await server.close();
});

async function openServer(answers?: Parameters<typeof startSmtp>[0]) {
  const server = await startSmtp(answers);
  servers.push(server);
  env().smtpUrl = server.url;
  return server;
}

const ask = (email: string, locale = "en") =>
  requestPasswordLink({ email: readEmailAddress(email), locale, rateLimitKey: randomUUID() });

const waiting = () => prisma().merchantEmail.findMany({ orderBy: { id: "asc" } });

/** Runs the job of each email that waits. */
async function sendAll({ lastTry = false } = {}) {
  for (const { id } of await waiting())
    await sendMerchantEmailJob({ emailId: id }, { signal: new AbortController().signal, retryCount: 0, lastTry });
}

test("a merchant who asks gets a link for an hour at their own address, which is stored only as a hash; earlier links stay valid", async () => {
  const server = await openServer();
  const { id } = await makeMerchant();
  const earlier = await makePasswordLink(id);
  // The Kelvin sign is a "k" in lower case, and another character in an address.
  await prisma().merchant.update({ where: { id }, data: { email: `k.${merchantEmail(id)}` } });
  await ask(` \u212a.${merchantEmail(id).toUpperCase()}`);
  await sendAll();
  const [mail] = server.messages;
  expect(mail?.recipient).toBe(`k.${merchantEmail(id)}`);
  expect(mail?.subject).toBe("Set a new password for Dossier");
  const token = /http:\/\/localhost:3000\/set-password\/([\w-]{43})\n/.exec(mail?.text ?? "")?.[1] ?? "";
  expect(await readPasswordLink(token)).toMatchObject({ id });
  expect(await readPasswordLink(earlier)).toMatchObject({ id });
  expect(await tablesWith(token)).toEqual([]);
  expect(await waiting()).toEqual([]);
  const { expiresAt } = await prisma().passwordToken.findFirstOrThrow({
    where: { merchantId: id },
    orderBy: { expiresAt: "asc" },
  });
  expect(Math.abs(expiresAt.getTime() - Date.now() - 3_600_000)).toBeLessThan(10_000);
});

test("an address that nobody signs in with waits like any other, and gets no email", async () => {
  const server = await openServer();
  await ask("stranger@shop.example");
  expect(await waiting()).toMatchObject([{ kind: "reset-password", to: "stranger@shop.example", locale: "en" }]);
  await sendAll();
  expect(server.messages).toEqual([]);
  expect(await waiting()).toEqual([]);
});

test("an inbox gets three links in an hour, known or not", async () => {
  const known = merchantEmail((await makeMerchant()).id);
  for (const email of [known, "nobody@shop.example"]) {
    for (let number = 0; number < 3; number++) expect(await outcome(ask(email))).toBe("done");
    expect(await outcome(ask(email))).toBe("rateLimited");
  }
});

test("a mail server that is down is tried again; one that refuses the address, or the last try, ends it", async () => {
  const email = merchantEmail((await makeMerchant()).id);
  await openServer({ toRecipient: () => ({ code: 451, text: "later" }) });
  await ask(email);
  await expect(sendAll()).rejects.toThrow("unavailable 451");
  expect(await waiting()).toHaveLength(1);
  await sendAll({ lastTry: true });
  expect(await waiting()).toEqual([]);
  await openServer({ toRecipient: () => ({ code: 550, text: "no" }) });
  await ask(email);
  await sendAll();
  expect(await waiting()).toEqual([]);
});

test("an invitation carries its own link and the store's name; once withdrawn it is not sent", async () => {
  const server = await openServer();
  const store = await makeStore({ name: "Alder & Finch" });
  const actor = await makeMember(store.id, "owner", "Mara Owner");
  const invite = (address: string) => {
    const email = readEmailAddress(address);
    return inviteMember({ storeId: store.id, email, role: "viewer", locale: store.locale, actor });
  };
  await invite("one@shop.example");
  await sendAll();
  const [mail] = server.messages;
  expect(mail?.from?.value[0]?.name).toBe("Alder & Finch");
  expect(mail?.text).toContain("Mara Owner invites you to work on Alder & Finch's data requests as a viewer.");
  const token = new RegExp(`/invitation/${store.slug}/([\\w-]{43})\n`).exec(mail?.text ?? "")?.[1] ?? "";
  expect(await readInvitation(store.id, token)).toMatchObject({ email: "one@shop.example" });
  expect(await tablesWith(token)).toEqual([]);

  await invite("two@shop.example");
  const [queued] = await waiting();
  const invitationId = queued?.invitationId ?? "";
  await withdrawInvitation({ storeId: store.id, invitationId, actor });
  await sendAll();
  expect(server.messages).toHaveLength(1);
});

test("owners see that an invitation could not be delivered", async () => {
  await openServer({ toRecipient: () => ({ code: 550, text: "no" }) });
  const { id: storeId } = await makeStore();
  const actor = await makeMember(storeId, "owner");
  const email = readEmailAddress("nowhere@shop.example");
  await inviteMember({ storeId, email, role: "staff", locale: "en", actor });
  await sendAll();
  expect((await listTeam(storeId)).invitations).toMatchObject([{ email: "nowhere@shop.example", emailFailed: true }]);
});

const kinds = Object.keys(merchantEmails) as MerchantEmailKind[];

test.each(kinds)("%s has a short template, a preview, and texts in every language", async (kind) => {
  const { template } = merchantEmails[kind];
  expect(readFileSync(`emails/${kind}.tsx`, "utf8").split("\n").length - 1).toBeLessThan(15);
  expect((await import(`@/emails/${kind}.tsx`)).default).toBe(template);
  expect(await render(createElement(template, template.PreviewProps))).not.toMatch(/undefined|emails\.|\bNaN\b/);
  for (const locale of locales) {
    const texts = messagesOf(locale).emails.merchant;
    expect(Object.keys(texts).sort()).toEqual([...kinds].sort());
    expect(Object.keys(texts[kind])).toEqual(Object.keys(messagesOf("en").emails.merchant[kind]));
  }
});

test("an email is in the language of the page that asked for it", async () => {
  const server = await openServer();
  await ask(merchantEmail((await makeMerchant()).id), "de");
  await sendAll();
  expect(server.messages[0]?.subject).toBe("Neues Passwort für Dossier festlegen");
  expect(server.messages[0]?.text).not.toMatch(/undefined|emails\.|[{}]/);
});
