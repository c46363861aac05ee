import { v7 as uuidv7 } from "uuid";
import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { createToken, hashToken } from "@/lib/token";
import { withTestDatabase } from "@/test/harness/test-database";
import { verifyPassword } from "./password";
import { readPasswordLink } from "./password-link";
import { setPassword } from "./set-password";

withTestDatabase();

const PASSWORD = "a long enough password";
let id: string;
let email: string;

beforeEach(async () => {
  id = uuidv7();
  email = `owner-${id}@shop.example`;
  await prisma().merchant.create({ data: { id, email, name: "Owner" } });
});

async function link(expiresInSeconds = 3600) {
  const token = createToken();
  const expiresAt = new Date(Date.now() + expiresInSeconds * 1000);
  await prisma().passwordToken.create({ data: { tokenHash: hashToken(token), merchantId: id, expiresAt } });
  return token;
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error) => (error instanceof UserError ? error.code : error),
  );

const storedHash = async () =>
  (await prisma().merchant.findUniqueOrThrow({ where: { id }, select: { passwordHash: true } })).passwordHash;

test("a link sets the password once, and opening it does not use it up", async () => {
  const token = await link();
  expect(await readPasswordLink(token)).toEqual({ id, email });
  expect(await readPasswordLink(token)).toEqual({ id, email });
  expect(await setPassword({ token, password: PASSWORD })).toEqual({ merchantId: id });
  expect(await verifyPassword((await storedHash()) ?? "", PASSWORD)).toBe(true);
  expect(await readPasswordLink(token)).toBeNull();
  expect(await codeOf(setPassword({ token, password: "another long password" }))).toBe("linkInvalid");
  expect(await verifyPassword((await storedHash()) ?? "", PASSWORD)).toBe(true);
});

test("of two who use a link at the same time, one sets the password and the other gets an error", async () => {
  const token = await link();
  const passwords = ["the first password", "the second password"];
  const codes = await Promise.all(passwords.map((password) => codeOf(setPassword({ token, password }))));
  expect([...codes].sort()).toEqual(["done", "linkInvalid"]);
  const winner = passwords[codes.indexOf("done")] ?? "";
  expect(await verifyPassword((await storedHash()) ?? "", winner)).toBe(true);
});

test("expired, unknown and malformed links are refused alike", async () => {
  for (const token of [await link(-1), createToken(), "", "x", "%00"]) {
    expect(await readPasswordLink(token)).toBeNull();
    expect(await codeOf(setPassword({ token, password: PASSWORD }))).toBe("linkInvalid");
  }
  expect(await storedHash()).toBeNull();
});

test("a new password ends all sessions of its merchant and their other links, nobody else's", async () => {
  const other = uuidv7();
  await prisma().merchant.create({ data: { id: other, email: `${other}@shop.example`, name: "Other" } });
  const expiresAt = new Date(Date.now() + 3_600_000);
  for (const merchantId of [id, id, other])
    await prisma().session.create({ data: { id: uuidv7(), kind: "merchant", merchantId, expiresAt } });
  const [first, second] = [await link(), await link()];
  await setPassword({ token: first, password: PASSWORD });
  expect(await prisma().session.count({ where: { merchantId: id } })).toBe(0);
  expect(await prisma().session.count({ where: { merchantId: other } })).toBe(1);
  expect(await readPasswordLink(second)).toBeNull();
});

test.each([
  ["too short", "elevenchars", "passwordWeak"],
  ["well known", "Password1234", "passwordWeak"],
  ["a repeated short text", "abcabcabcabcabc", "passwordWeak"],
  ["a row of keys", "qwertyuiopasdf", "passwordWeak"],
])("a password that is %s is refused, and the link stays valid", async (_what, password, code) => {
  const token = await link();
  expect(await codeOf(setPassword({ token, password }))).toBe(code);
  expect(await readPasswordLink(token)).not.toBeNull();
});

test("the address itself is no password", async () => {
  const token = await link();
  expect(await codeOf(setPassword({ token, password: email.toUpperCase() }))).toBe("passwordNamesAddress");
});
