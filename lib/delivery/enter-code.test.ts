import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { env } from "@/lib/env";
import {
  askCode,
  client,
  codeMails,
  guess,
  makeDelivery,
  readDelivery,
  tryCode,
  visit,
  wrongCode,
} from "@/test/factories/delivery";
import { makeStore } from "@/test/factories/store";
import { emailsOf } from "@/test/harness/emails";
import { outcome } from "@/test/harness/outcome";
import { tablesWith } from "@/test/harness/tables-with";
import { withTestDatabase } from "@/test/harness/test-database";
import { requestCode } from "./delivery-code";
import { revokeDelivery } from "./end-delivery";
import { enterCode } from "./enter-code";
import { expireDeliveries } from "./expire-deliveries";

withTestDatabase();

const ask = (link: { storeId: string; token: string }) => outcome(requestCode({ ...link, ...visit() }));

test("the right code opens once, and neither link nor code nor cookie is kept anywhere", async () => {
  const live = await makeDelivery();
  const code = await askCode(live);
  expect(code).toMatch(/^\d{6}$/);
  const opened = await tryCode(live, ` ${code.slice(0, 3)} ${code.slice(3)} `);
  expect(opened.deliveryId).toBe(live.deliveryId);
  expect(await outcome(tryCode(live, code))).toBe("codeOver"); // a replayed POST

  const { types, events } = await readDelivery(live);
  expect(types.slice(-2)).toEqual(["delivery_code_requested", "delivery_opened"]);
  expect(events.at(-1)).toMatchObject({ actorKind: "customer", data: { deliveryId: live.deliveryId, ...client } });
  for (const secret of [live.token, opened.token]) expect(await tablesWith(secret)).toEqual([]);
  // Six digits may occur in a time or an id by chance: messages and events must not contain them.
  const emails = (await emailsOf(live.storeId)).map(({ subject, text }) => ({ subject, text }));
  expect(JSON.stringify([emails, events.map(({ data }) => data)])).not.toMatch(new RegExp(`\\b${code}\\b`));
  expect(emails.map(({ text }) => text).join()).toContain("[code left out]");
  expect(emails.map(({ text }) => text).join()).toContain("Get your data [link left out]");
});

test("the code goes to the verified address, in an email whose subject names it", async () => {
  const live = await makeDelivery({ locale: "de" });
  await ask(live);
  const [mail] = await codeMails(live);
  expect(mail?.subject).toContain("Code");
  expect(mail?.text).toMatch(/^\d{6}$/m);
  expect(mail?.text).toContain("10 Minuten");
});

test("after five wrong tries a code no longer works, even when it is right", async () => {
  const live = await makeDelivery();
  const code = await askCode(live);
  expect(await guess(live, wrongCode(code), 5)).toEqual(Array(5).fill("codeWrong"));
  expect(await outcome(tryCode(live, code))).toBe("codeOver");
  const { delivery, types } = await readDelivery(live);
  expect(delivery).toMatchObject({ state: "live", wrongCodes: 5 });
  expect(types.filter((type) => type === "delivery_code_wrong")).toHaveLength(5);
  // The next code works.
  expect(await outcome(tryCode(live, await askCode(live)))).toBe("done");
});

test("a wrong try counts against every live code", async () => {
  const live = await makeDelivery();
  const [first, second] = [await askCode(live), await askCode(live)];
  const wrong = [first, second].includes(wrongCode(first)) ? wrongCode(wrongCode(first)) : wrongCode(first);
  expect(await guess(live, wrong, 5)).toEqual(Array(5).fill("codeWrong"));
  for (const code of [first, second]) expect(await outcome(tryCode(live, code))).toBe("codeOver");
});

test("an input that is not six digits costs no try", async () => {
  const live = await makeDelivery();
  const code = await askCode(live);
  for (const slip of ["", "12345", "1234567", "abcdef", "１２３４５６"])
    expect(await outcome(tryCode(live, slip))).toBe("codeWrong");
  expect((await readDelivery(live)).delivery.wrongCodes).toBe(0);
  expect(await outcome(tryCode(live, code))).toBe("done");
});

test("the fifteenth wrong try revokes the link", async () => {
  const live = await makeDelivery();
  let code = "";
  for (let i = 0; i < 15; i++) {
    if (i % 5 === 0) code = await askCode(live);
    expect(await outcome(tryCode(live, wrongCode(code)))).toBe(i < 14 ? "codeWrong" : "deliveryOver");
  }
  const { delivery, events } = await readDelivery(live);
  expect(delivery).toMatchObject({ state: "revoked", wrongCodes: 15 });
  expect(events.at(-1)).toMatchObject({
    ...{ type: "delivery_revoked", actorKind: "system" },
    data: { deliveryId: live.deliveryId, reason: "wrong_codes", linkSent: true },
  });
  expect(await outcome(tryCode(live, code))).toBe("deliveryOver");
  expect(await ask(live)).toBe("deliveryOver");
});

test("of several browsers that enter the right code at once, one gets in", async () => {
  const live = await makeDelivery();
  const code = await askCode(live);
  const outcomes = await Promise.all([1, 2, 3, 4].map(() => outcome(tryCode(live, code))));
  expect(outcomes.sort()).toEqual(["codeOver", "codeOver", "codeOver", "done"]);
  expect(await prisma().deliveryAccess.count({ where: { deliveryId: live.deliveryId } })).toBe(1);
});

test("simultaneous wrong tries all count", async () => {
  const live = await makeDelivery();
  const code = await askCode(live);
  await Promise.all([1, 2, 3, 4, 5].map(() => outcome(tryCode(live, wrongCode(code)))));
  expect((await readDelivery(live)).delivery.wrongCodes).toBe(5);
  expect(await outcome(tryCode(live, code))).toBe("codeOver");
});

test("five codes in 24 hours, and then no email", async () => {
  const live = await makeDelivery();
  for (let i = 0; i < 5; i++) expect(await ask(live)).toBe("done");
  expect(await ask(live)).toBe("codesUsedUp");
  expect(await codeMails(live)).toHaveLength(5);
  const createdAt = new Date(Date.now() - 25 * 3600e3);
  await prisma().deliveryCode.updateMany({ where: { storeId: live.storeId }, data: { createdAt } });
  expect(await ask(live)).toBe("done");
});

test("a code is valid for ten minutes from when it is sent", async () => {
  const live = await makeDelivery();
  const before = Date.now();
  const code = await askCode(live);
  const [row] = await prisma().deliveryCode.findMany({ where: { deliveryId: live.deliveryId } });
  const sentAt = (row?.expiresAt?.getTime() ?? 0) - 600_000;
  expect(before <= sentAt && sentAt <= Date.now()).toBe(true);
  await prisma().deliveryCode.updateMany({ where: { id: row?.id ?? "" }, data: { expiresAt: new Date() } });
  expect(await outcome(tryCode(live, code))).toBe("codeOver");
});

test("a code from before a new ENCRYPTION_KEY works while the old key is still listed", async () => {
  const live = await makeDelivery();
  const code = await askCode(live);
  const { encryptionKeys } = env();
  env().encryptionKeys = [Buffer.alloc(32, 7)];
  expect(await outcome(tryCode(live, code))).toBe("codeWrong");
  env().encryptionKeys = [Buffer.alloc(32, 7), ...encryptionKeys];
  expect(await outcome(tryCode(live, code))).toBe("done");
  env().encryptionKeys = encryptionKeys;
});

test("a link opens nothing at another store, and neither does a malformed one", async () => {
  const live = await makeDelivery();
  const code = await askCode(live);
  const other = await makeStore();
  expect(await outcome(tryCode({ ...live, storeId: other.id }, code))).toBe("linkInvalid");
  for (const changed of [{ storeId: other.id }, { token: "x".repeat(43) }, { token: "' OR 1=1" }])
    expect(await ask({ ...live, ...changed })).toBe("linkInvalid");
  expect(await outcome(tryCode(live, code))).toBe("done");
});

test("a code of one delivery opens no other", async () => {
  const [one, other] = [await makeDelivery(), await makeDelivery()];
  await askCode(other);
  expect(await outcome(tryCode(other, wrongCode(await askCode(one))))).toBe("codeWrong");
});

test("a link that is revoked, expired or refused sends and accepts no code", async () => {
  const revoked = await makeDelivery();
  const code = await askCode(revoked);
  await revokeDelivery(revoked);
  expect(await outcome(tryCode(revoked, code))).toBe("deliveryOver");
  expect(await ask(revoked)).toBe("deliveryOver");

  const expired = await makeDelivery();
  const late = await askCode(expired);
  await prisma().delivery.updateMany({ where: { id: expired.deliveryId }, data: { expiresAt: new Date() } });
  expect(await outcome(tryCode(expired, late))).toBe("deliveryOver");
  expect(await expireDeliveries()).toBe(1);
  expect((await readDelivery(expired)).events.at(-1)).toMatchObject({
    type: "delivery_expired",
    data: { unread: true },
  });
  expect(await ask(expired)).toBe("deliveryOver");

  const refused = await makeDelivery();
  await prisma().request.updateMany({ where: { id: refused.requestId }, data: { state: "refused" } });
  expect(await ask(refused)).toBe("deliveryOver");
  expect(await expireDeliveries()).toBe(1);
  expect((await readDelivery(refused)).delivery.state).toBe("revoked");
});

test("a code that was requested before a revocation is not sent after it", async () => {
  const live = await makeDelivery();
  await ask(live);
  await revokeDelivery(live);
  expect(await codeMails(live)).toEqual([]);
  const email = (await emailsOf(live.storeId)).find(({ template }) => template === "delivery-code");
  expect(email?.state).toBe("unneeded");
});

test("one network address is limited across all links", async () => {
  const live = { ...(await makeDelivery()), ...visit() };
  const attempt = () => outcome(enterCode({ ...live, code: "" }));
  for (let i = 0; i < 120; i++) expect(await attempt()).toBe("codeWrong");
  expect(await attempt()).toBe("rateLimited");
});
