import { afterAll, beforeAll, expect, test } from "vitest";
import { keyPurpose } from "@/lib/archive/export-key";
import { unwrapSecret } from "@/lib/crypto";
import { prisma } from "@/lib/database";
import { createDelivery } from "@/lib/delivery/create-delivery";
import { findAccess } from "@/lib/delivery/delivery-access";
import { requestCode } from "@/lib/delivery/delivery-code";
import { enterCode } from "@/lib/delivery/enter-code";
import { beginDownload } from "@/lib/delivery/stream-delivery";
import { env } from "@/lib/env";
import { expireExports } from "@/lib/export/expire-exports";
import { makeOrder } from "@/test/factories/customer";
import { makeCustomerExport, readExport } from "@/test/factories/export";
import { makeMerchant } from "@/test/factories/store";
import { download } from "@/test/harness/archive";
import { dumpTables } from "@/test/harness/dump";
import { sendAll } from "@/test/harness/emails";
import { type SmtpServer, startSmtp } from "@/test/harness/smtp";
import { withTestDatabase } from "@/test/harness/test-database";

withTestDatabase();

let server: SmtpServer;
beforeAll(async () => {
  server = await startSmtp();
  env().smtpUrl = server.url;
});
afterAll(async () => await server.close());

/** Sends what is queued, and finds a pattern in the newest email that has it. */
async function mailed(storeId: string, pattern: RegExp): Promise<string> {
  await sendAll(storeId);
  for (const { text } of server.messages.toReversed()) {
    const found = pattern.exec(text ?? "")?.[1];
    if (found) return found;
  }
  throw new Error(`no email contains ${pattern}`);
}

/** The forms in which a secret could be in a dump: as text, its bytes in hex, and in base64. */
function forms(secret: string | Uint8Array): string[] {
  const bytes = Buffer.from(secret);
  const coded = [bytes.toString("hex"), bytes.toString("base64").replace(/=+$/, ""), bytes.toString("base64url")];
  return typeof secret === "string" ? [secret, ...coded] : coded;
}

test("a dump after a delivery holds no secret and no byte of the archive; after its end no chunk", async () => {
  const email = "maria@dump.example";
  const canary = "a note that is only in the archive and in the order";
  const { storeId, exportId, requestId } = await makeCustomerExport(
    { email, emailNormalized: email },
    (storeId, customerId) => makeOrder(storeId, { customerId, note: canary }),
  );
  await prisma().request.updateMany({ where: { storeId, id: requestId }, data: { emailVerified: true } });
  const archive = Buffer.from(await download({ storeId, exportId }));
  const { wrappedKey } = await readExport({ storeId, exportId });
  const key = unwrapSecret(wrappedKey ?? "", keyPurpose({ storeId, exportId }));

  await createDelivery({ storeId, requestId, actor: await makeMerchant(), method: "link" });
  const token = await mailed(storeId, /\/delivery\/([\w-]{43})/);
  const visit = { storeId, token, rateLimitKey: "198.18.0.0/24", client: {} };
  await requestCode(visit);
  const code = await mailed(storeId, /\b(\d{6})\b/);
  const opened = await enterCode({ ...visit, code });
  const access = await findAccess(storeId, opened.deliveryId, opened.token);
  expect(access && (await beginDownload(access, {}))).toBe(true);

  // The order itself is the shop's data, and is there; the archive's copy of it must not be.
  await prisma().order.updateMany({ where: { storeId }, data: { note: null } });
  const held = [...(await dumpTables()).values()].join("\n");
  expect(held).toContain(exportId);
  const secrets = [token, opened.token, key, ...env().encryptionKeys, ...env().authSecrets, canary];
  for (const secret of secrets)
    for (const form of forms(secret)) expect(held.includes(form), "a secret is in the dump").toBe(false);
  // Many numbers contain six digits: only a separate word counts.
  expect(held).not.toMatch(new RegExp(`(?<![\\da-f])${code}(?![\\da-f])`));
  for (let at = 0; at + 16 < archive.length; at += 64)
    expect(held.includes(archive.subarray(at, at + 16).toString("hex")), `byte ${at} is in the dump`).toBe(false);

  const ended = new Date(Date.now() + 8 * 24 * 3600 * 1000);
  expect(await expireExports(ended)).toBeGreaterThan(0);
  expect(await prisma().exportChunk.count()).toBe(0);
  const after = [...(await dumpTables()).values()].join("\n");
  expect(after).toContain(exportId);
  expect(after.includes(wrappedKey ?? "")).toBe(false);
});
