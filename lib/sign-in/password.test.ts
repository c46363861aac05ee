import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "./password";

test("a password matches its own hash, and no other does", async () => {
  const hash = await hashPassword("correct horse battery");
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verifyPassword(hash, "correct horse battery")).toBe(true);
  expect(await verifyPassword(hash, "correct horse batterY")).toBe(false);
});

test("a letter written with a combining accent is the same letter", async () => {
  expect(
    await verifyPassword(await hashPassword("caf\u00e9 caf\u00e9 caf\u00e9"), "cafe\u0301 cafe\u0301 cafe\u0301"),
  ).toBe(true);
});

test("a hash of an unknown kind matches nothing", async () => {
  expect(await verifyPassword("plain", "plain")).toBe(false);
});
