import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { createToken } from "@/lib/token";
import { makeMerchant, makePasswordLink, makeSession, merchantEmail } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { verifyPassword } from "./password";
import { readPasswordLink } from "./password-link";
import { setPassword } from "./set-password";

withTestDatabase();

const PASSWORD = "a long enough password";
let id: string;

beforeEach(async () => {
  id = (await makeMerchant()).id;
});

const storedHash = async () =>
  (await prisma().merchant.findUniqueOrThrow({ where: { id }, select: { passwordHash: true } })).passwordHash;

test("a link sets the password once, and opening it does not use it up", async () => {
  const token = await makePasswordLink(id);
  expect(await readPasswordLink(token)).toEqual({ id, email: merchantEmail(id) });
  expect(await readPasswordLink(token)).toEqual({ id, email: merchantEmail(id) });
  expect(await setPassword({ token, password: PASSWORD })).toEqual({ merchantId: id });
  expect(await verifyPassword((await storedHash()) ?? "", PASSWORD)).toBe(true);
  expect(await readPasswordLink(token)).toBeNull();
  expect(await outcome(setPassword({ token, password: "another long password" }))).toBe("linkInvalid");
  expect(await verifyPassword((await storedHash()) ?? "", PASSWORD)).toBe(true);
});

test("of two who use a link at the same time, one sets the password and the other gets an error", async () => {
  const token = await makePasswordLink(id);
  const passwords = ["the first password", "the second password"];
  const codes = await Promise.all(passwords.map((password) => outcome(setPassword({ token, password }))));
  expect([...codes].sort()).toEqual(["done", "linkInvalid"]);
  const winner = passwords[codes.indexOf("done")] ?? "";
  expect(await verifyPassword((await storedHash()) ?? "", winner)).toBe(true);
});

test("expired, unknown and malformed links are refused alike", async () => {
  for (const token of [await makePasswordLink(id, -1), createToken(), "", "x", "%00"]) {
    expect(await readPasswordLink(token)).toBeNull();
    expect(await outcome(setPassword({ token, password: PASSWORD }))).toBe("linkInvalid");
  }
  expect(await storedHash()).toBeNull();
});

test("a new password ends all sessions of its merchant and their other links, nobody else's", async () => {
  const { id: other } = await makeMerchant();
  for (const merchantId of [id, id, other]) await makeSession(merchantId);
  const [first, second] = [await makePasswordLink(id), await makePasswordLink(id)];
  await setPassword({ token: first, password: PASSWORD });
  expect(await prisma().session.count({ where: { merchantId: id } })).toBe(0);
  expect(await prisma().session.count({ where: { merchantId: other } })).toBe(1);
  expect(await readPasswordLink(second)).toBeNull();
});

test("a weak password and the address itself are refused, and the link remains valid", async () => {
  const token = await makePasswordLink(id);
  expect(await outcome(setPassword({ token, password: "Password1234" }))).toBe("passwordWeak");
  expect(await outcome(setPassword({ token, password: merchantEmail(id).toUpperCase() }))).toBe("passwordNamesAddress");
  expect(await readPasswordLink(token)).not.toBeNull();
});
