import { beforeEach, expect, test } from "vitest";
import { database, prisma } from "@/lib/database";
import { makeMerchant, makePasswordLink, makeSession } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { changePassword, endOwnSessions } from "./change-password";
import { hashPassword, verifyPassword } from "./password";
import { readPasswordLink } from "./password-link";
import { listSessions } from "./session";

withTestDatabase();

const PRESENT = "umbrella lantern quiet";
const NEW = "marble ferry acorn velvet";
let merchantId: string;
let passwordHash: string;

beforeEach(async () => {
  await database().query("DELETE FROM rate_limit");
  passwordHash ??= await hashPassword(PRESENT);
  merchantId = (await makeMerchant("M", { passwordHash })).id;
  for (let index = 0; index < 2; index++) await makeSession(merchantId);
});

const change = (current: string, password: string) =>
  outcome(changePassword({ merchantId, current, password, rateLimitKey: "192.0.2.1" }));
const stored = async () =>
  (await prisma().merchant.findUniqueOrThrow({ where: { id: merchantId } })).passwordHash ?? "";

test("knowing the current password changes it, and every session and link ends", async () => {
  const token = await makePasswordLink(merchantId);
  expect(await change(PRESENT, NEW)).toBe("done");
  expect(await verifyPassword(await stored(), NEW)).toBe(true);
  expect(await listSessions(merchantId)).toEqual([]);
  expect(await readPasswordLink(token)).toBeNull();
});

test("without the current password, or with a weak new one, nothing changes", async () => {
  expect(await change("umbrella lantern loud", NEW)).toBe("passwordWrong");
  expect(await change(PRESENT, "short")).toBe("passwordWeak");
  expect(await change(PRESENT, `${merchantId}@merchant.example`)).toBe("passwordNamesAddress");
  expect(await stored()).toBe(passwordHash);
  expect(await listSessions(merchantId)).toHaveLength(2);
});

test("the current password cannot be guessed on an unlocked computer", async () => {
  for (let index = 0; index < 5; index++) expect(await change("wrong wrong wrong", NEW)).toBe("passwordWrong");
  expect(await change(PRESENT, NEW)).toBe("rateLimited");
});

test("a merchant sees their sessions and ends them with the password", async () => {
  expect(await outcome(endOwnSessions({ merchantId, current: "wrong", rateLimitKey: "b" }))).toBe("passwordWrong");
  expect(await listSessions(merchantId)).toHaveLength(2);
  await endOwnSessions({ merchantId, current: PRESENT, rateLimitKey: "b" });
  expect(await listSessions(merchantId)).toEqual([]);
});
