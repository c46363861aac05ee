import { createHash } from "node:crypto";
import { simpleParser } from "mailparser";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { prisma } from "@/lib/database";
import { createDelivery } from "@/lib/delivery/create-delivery";
import { openAccess } from "@/lib/delivery/delivery-access";
import { MAX_EMAILED_BYTES } from "@/lib/delivery/delivery-policy";
import { requestEncryptedEmail } from "@/lib/delivery/encrypted-email";
import { revokeDelivery } from "@/lib/delivery/end-delivery";
import { lockDelivery } from "@/lib/delivery/lock-delivery";
import { readPublicKey } from "@/lib/delivery/read-public-key";
import { env } from "@/lib/env";
import { makeCustomerExport } from "@/test/factories/export";
import { makeMember, makeMerchant, type makeStore } from "@/test/factories/store";
import { download } from "@/test/harness/archive";
import { emailsOf, sendAll } from "@/test/harness/emails";
import { testGpg } from "@/test/harness/gpg";
import { outcome } from "@/test/harness/outcome";
import { type SmtpServer, startSmtp } from "@/test/harness/smtp";
import { withTestDatabase } from "@/test/harness/test-database";

withTestDatabase();
vi.setConfig({ testTimeout: 60_000 });

let gpg: ReturnType<typeof testGpg>;
let key: string;
let server: SmtpServer;
beforeAll(async () => {
  gpg = testGpg();
  gpg.makeKey("maria@alfki.example");
  key = (await readPublicKey(gpg.publicKey("maria@alfki.example"))).armored;
  server = await startSmtp();
  env().smtpUrl = server.url;
});
afterAll(async () => {
  gpg.remove();
  await server.close();
});

/** A ready export of a request whose address is verified, and the merchant who delivers it. */
async function ready(changes: Parameters<typeof makeStore>[0] = {}) {
  const target = await makeCustomerExport({}, undefined, changes);
  const { storeId } = target;
  const email = `maria-${storeId}@alfki.example`;
  await prisma().request.update({
    where: { storeId_id: { storeId, id: target.requestId } },
    data: { email, emailNormalized: email, emailVerified: true },
  });
  return { ...target, email, actor: await makeMerchant() };
}

/** Sends the emails of everything that has happened to a request. @returns what has arrived since. */
async function deliverMail({ storeId }: { storeId: string }) {
  const before = server.messages.length;
  await sendAll(storeId);
  return server.messages.slice(before);
}

const deliveryOf = async (id: string) =>
  await prisma().delivery.findFirstOrThrow({
    where: { id },
    select: { state: true, downloads: true, deliveredAt: true, request: { select: { state: true } } },
  });

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** The zip in an encrypted email, opened by gpg. */
async function openMail(mail: SmtpServer["messages"][number] | undefined) {
  const opened = await simpleParser(gpg.run(["--decrypt"], mail?.attachments[1]?.content));
  return { text: opened.text ?? "", zip: opened.attachments[0]?.content ?? Buffer.alloc(0) };
}

test("with a key the archive is sent at once, gpg opens it, and the request is answered", async () => {
  const target = await ready();
  const { deliveryId, state } = await createDelivery({ ...target, method: "encrypted_email", publicKey: key });
  expect(state).toBe("live");
  const mails = await deliverMail(target);
  const mail = mails.find(({ subject }) => subject?.startsWith("Your data, encrypted"));
  expect([mail?.to ?? []].flat()[0]?.text).toBe(target.email);
  expect(mail?.html).toBe(false);
  const { text, zip } = await openMail(mail);
  expect(text).toContain("is the copy of your data that you requested from Test shop");
  expect(sha256(zip)).toBe(sha256(await download(target)));
  const delivery = await deliveryOf(deliveryId);
  expect(delivery).toMatchObject({ state: "completed", downloads: 1, request: { state: "answered" } });
  expect(delivery.deliveredAt).toBeInstanceOf(Date);
  const sent = await prisma().event.count({ where: { requestId: target.requestId, type: "delivery_sent" } });
  expect(sent).toBe(1);
  // A second run of the job finds that it was sent.
  const again = (await deliverMail(target)).filter(({ subject }) => subject?.startsWith("Your data, encrypted"));
  expect(again).toEqual([]);
});

test("past 15 MB the email offers the link instead, and says why", async () => {
  const target = await ready();
  await prisma().export.updateMany({ where: { id: target.exportId }, data: { sizeBytes: MAX_EMAILED_BYTES + 1 } });
  const { deliveryId } = await createDelivery({ ...target, method: "encrypted_email", publicKey: key });
  const [mail] = await deliverMail(target);
  expect(mail?.subject).toContain("Your data is ready");
  expect(mail?.text).toContain("too large for an encrypted email");
  expect(mail?.text).toMatch(/\/delivery\/[\w-]{43}/);
  expect(await deliveryOf(deliveryId)).toMatchObject({ state: "live", downloads: 0, deliveredAt: null });
});

test("revoked before the email was sent, nothing is sent", async () => {
  const target = await ready();
  const { deliveryId } = await createDelivery({ ...target, method: "encrypted_email", publicKey: key });
  await revokeDelivery({ ...target, deliveryId });
  expect(await deliverMail(target)).toEqual([]);
  expect(await emailsOf(target.storeId)).toMatchObject([{ template: "encrypted-delivery", state: "unneeded" }]);
});

test("a customer who proved who they are can have it sent; the link stays live, and each email counts as a download", async () => {
  const target = await ready();
  const { storeId } = target;
  const { deliveryId } = await createDelivery({ ...target, method: "link" });
  await deliverMail(target);
  const { token: cookie } = await prisma().$transaction(async (transaction) => {
    const delivery = await lockDelivery(transaction, storeId, deliveryId);
    if (!delivery) throw new Error("no delivery");
    return await openAccess(transaction, delivery, {});
  });
  const asked = { storeId, deliveryId, publicKey: key, client: { browser: "Chrome on Android" } };
  const ask = (given: string | undefined) => requestEncryptedEmail({ ...asked, cookie: given });
  expect(await outcome(ask(undefined))).toBe("deliveryOver");
  expect(await outcome(ask("x".repeat(43)))).toBe("deliveryOver");
  const masked = await ask(cookie);
  expect(masked).not.toBe(target.email);
  const mails = await deliverMail(target);
  const { zip } = await openMail(mails.find(({ subject }) => subject?.startsWith("Your data, encrypted")));
  expect(sha256(zip)).toBe(sha256(await download(target)));
  expect(await deliveryOf(deliveryId)).toMatchObject({ state: "live", downloads: 1, request: { state: "answered" } });
  await ask(cookie);
  await ask(cookie);
  expect(await outcome(ask(cookie))).toBe("downloadsUsedUp");
  await prisma().delivery.updateMany({ where: { id: deliveryId }, data: { downloads: 0 } });
  await prisma().export.updateMany({ where: { id: target.exportId }, data: { sizeBytes: MAX_EMAILED_BYTES + 1 } });
  expect(await outcome(ask(cookie))).toBe("archiveTooLarge");
});

test("everyone who may approve is notified, except who chose; nothing else is sent", async () => {
  const target = await ready({ approvalRequired: true, recipients: ["desk@northwind.example"] });
  const actor = await makeMember(target.storeId, "owner");
  const colleague = await makeMember(target.storeId, "staff", "Colleague");
  await makeMember(target.storeId, "viewer", "Viewer");
  await createDelivery({ ...target, actor, method: "password_zip" });
  const mails = (await deliverMail(target)).filter(({ subject }) => !subject?.includes("data export is ready"));
  expect(mails.map(({ to }) => [to ?? []].flat()[0]?.text)).toEqual([`${colleague.id}@merchant.example`]);
  expect(mails[0]?.text).toContain(
    "Mara Owner chose to deliver the data for this request as a password-protected ZIP file.",
  );
});
