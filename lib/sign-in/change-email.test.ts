import { beforeEach, expect, test } from "vitest";
import { database, prisma } from "@/lib/database";
import { readEmailAddress } from "@/lib/email-address";
import { createToken, hashToken } from "@/lib/token";
import { makeMerchant, makePasswordLink, makeSession, merchantEmail } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import {
  confirmEmailChange,
  mintEmailChangeLink,
  pendingEmailChange,
  readEmailChange,
  requestEmailChange,
  stopEmailChange,
} from "./change-email";
import { hashPassword } from "./password";
import { readPasswordLink } from "./password-link";
import { setPassword } from "./set-password";

withTestDatabase();

const PASSWORD = "a long enough password";
let passwordHash: string;
let merchantId: string;
let number = 0;

beforeEach(async () => {
  await database().query("DELETE FROM rate_limit");
  passwordHash ??= await hashPassword(PASSWORD);
  merchantId = (await makeMerchant("Ann", { passwordHash })).id;
});

const newAddress = () => `new-${number++}@shop.example`;
const ask = (to: string, current = PASSWORD) => {
  const proof = { merchantId, current, rateLimitKey: "192.0.2.1" };
  return outcome(requestEmailChange({ ...proof, email: readEmailAddress(to), locale: "en" }));
};
const address = async () => (await prisma().merchant.findUniqueOrThrow({ where: { id: merchantId } })).email;
const waiting = () => prisma().merchantEmail.findMany({ where: { change: { merchantId } }, orderBy: { id: "asc" } });

/** The tokens in the emails to the current address and to the new one, as the worker makes them. */
async function links(): Promise<[current: string, toNew: string]> {
  const { id } = await prisma().emailChange.findUniqueOrThrow({ where: { merchantId } });
  return [(await mintEmailChangeLink(id, false)) ?? "", (await mintEmailChangeLink(id, true)) ?? ""];
}

test.each([
  ["the current address first", false],
  ["the new one first", true],
])("the address changes once both have confirmed: %s", async (_, reversed) => {
  const to = newAddress();
  expect(await ask(`  ${to.toUpperCase()}`)).toBe("done");
  expect((await waiting()).map(({ kind, to }) => [kind, to])).toEqual([
    ["email-change-current", merchantEmail(merchantId)],
    ["email-change-new", to.toUpperCase()],
  ]);
  const passwordLink = await makePasswordLink(merchantId);
  const tokens = await links();
  for (const token of tokens) expect(await readEmailChange(token)).toMatchObject({ isConfirmed: false });
  const [first = "", second = ""] = reversed ? [...tokens].reverse() : tokens;
  // Pressed twice by one of them, it is still one of two.
  for (let pressed = 0; pressed < 2; pressed++) expect(await confirmEmailChange(first)).toBe(false);
  expect(await readEmailChange(first)).toMatchObject({ isConfirmed: true });
  expect(await address()).toBe(merchantEmail(merchantId));
  expect(await confirmEmailChange(second)).toBe(true);
  expect(await address()).toBe(to);
  expect(await readPasswordLink(passwordLink)).toBeNull();
  for (const token of tokens) expect(await outcome(confirmEmailChange(token))).toBe("linkInvalid");
});

test("both may confirm at the same time", async () => {
  const to = newAddress();
  await ask(to);
  const made = await Promise.all((await links()).map(confirmEmailChange));
  expect(made.sort()).toEqual([false, true]);
  expect(await address()).toBe(to);
});

test("a wrong password and one's own address ask for nothing", async () => {
  expect(await ask(newAddress(), "not the password")).toBe("passwordWrong");
  expect(await ask(merchantEmail(merchantId).toUpperCase())).toBe("emailSame");
  expect(await waiting()).toEqual([]);
  expect(await pendingEmailChange(merchantId)).toBeNull();
});

test("the current address stops it and ends all sessions; the new one stops it alone", async () => {
  for (const [index, sessions] of [
    [0, 0],
    [1, 1],
  ] as const) {
    await prisma().session.deleteMany();
    await makeSession(merchantId);
    await ask(newAddress());
    const tokens = await links();
    await stopEmailChange(tokens[index]);
    expect(await prisma().session.count({ where: { merchantId } })).toBe(sessions);
    for (const token of tokens) expect(await outcome(confirmEmailChange(token))).toBe("linkInvalid");
    expect(await outcome(stopEmailChange(tokens[index]))).toBe("linkInvalid");
    expect(await waiting()).toEqual([]);
  }
  expect(await address()).toBe(merchantEmail(merchantId));
});

test("a later change replaces an earlier one with its emails and links, also at the same time", async () => {
  await ask(newAddress());
  const earlier = await links();
  const to = newAddress();
  await ask(to);
  for (const token of earlier) expect(await readEmailChange(token)).toBeNull();
  expect(await pendingEmailChange(merchantId)).toMatchObject({ email: to });
  expect(await waiting()).toHaveLength(2);
  await database().query("DELETE FROM rate_limit");
  expect(await Promise.all([ask(newAddress()), ask(newAddress())])).toEqual(["done", "done"]);
  expect(await waiting()).toHaveLength(2);
});

test("another merchant's address gets no email and no answer of its own; one that becomes another's is refused", async () => {
  const other = await makeMerchant("Ben");
  expect(await ask(merchantEmail(other.id))).toBe("done");
  const { id } = await prisma().emailChange.findUniqueOrThrow({ where: { merchantId } });
  expect(await mintEmailChangeLink(id, true)).toBeUndefined();

  const to = newAddress();
  await ask(to);
  const [current, toNew] = await links();
  expect(await confirmEmailChange(current)).toBe(false);
  await prisma().merchant.update({ where: { id: other.id }, data: { email: to } });
  expect(await outcome(confirmEmailChange(toNew))).toBe("emailTaken");
  expect(await address()).toBe(merchantEmail(merchantId));
});

test("it has to be confirmed within 24 hours, and a new password stops it", async () => {
  await ask(newAddress());
  const [token] = await links();
  await prisma().emailChange.updateMany({ where: { merchantId }, data: { expiresAt: new Date() } });
  expect(await readEmailChange(token)).toBeNull();
  expect(await outcome(confirmEmailChange(token))).toBe("linkInvalid");
  expect(await pendingEmailChange(merchantId)).toBeNull();

  await ask(newAddress());
  const passwordLink = await makePasswordLink(merchantId);
  await setPassword({ token: passwordLink, password: "another long password" });
  expect(await pendingEmailChange(merchantId)).toBeNull();
  for (const unknown of [createToken(), "", "x".repeat(5000)])
    expect(await outcome(confirmEmailChange(unknown))).toBe("linkInvalid");
});

test("links are stored as hashes", async () => {
  await ask(newAddress());
  const [current, toNew] = await links();
  const stored = await prisma().emailChangeLink.findMany({ orderBy: { toNew: "asc" } });
  expect(stored.map(({ tokenHash }) => String(tokenHash))).toEqual(
    expect.arrayContaining([current, toNew].map((token) => String(hashToken(token)))),
  );
});
