import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { hashToken } from "@/lib/token";
import { withTestDatabase } from "@/test/harness/test-database";
import { purgeExpiredCredentials } from "./end-sessions";

withTestDatabase();

test("what has expired is deleted, what is live stays", async () => {
  const now = new Date();
  const merchantId = uuidv7();
  const storeId = uuidv7();
  await prisma().merchant.create({ data: { id: merchantId, email: "a@shop.example", name: "A" } });
  for (const [word, seconds] of [
    ["past", -1],
    ["live", 60],
  ] as const) {
    const expiresAt = new Date(now.getTime() + seconds * 1000);
    const tokenHash = hashToken(word);
    await prisma().session.create({ data: { id: uuidv7(), kind: "merchant", merchantId, expiresAt } });
    await prisma().passwordToken.create({ data: { tokenHash, merchantId, expiresAt } });
    await prisma().signInToken.create({
      data: { storeId, tokenHash, email: "c@x.example", emailNormalized: "c@x.example", expiresAt },
    });
    await prisma().usedHandoff.create({ data: { storeId, jti: word, expiresAt } });
    const createdAt = new Date(expiresAt.getTime() - 3 * 24 * 3_600_000);
    const email = { kind: "reset-password", to: `${word}@shop.example`, locale: "en", createdAt };
    await prisma().merchantEmail.create({ data: { ...email, id: uuidv7() } });
  }
  await purgeExpiredCredentials(now);
  await purgeExpiredCredentials(now);
  expect(await prisma().session.count()).toBe(1);
  expect(await prisma().passwordToken.count()).toBe(1);
  expect(await prisma().signInToken.count()).toBe(1);
  expect(await prisma().merchantEmail.findMany()).toMatchObject([{ to: "live@shop.example" }]);
  expect(await prisma().usedHandoff.findMany()).toMatchObject([{ jti: "live" }]);
});
