import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { submitSignedInRequest } from "@/lib/request/submit-signed-in-request";
import { makeCustomer } from "@/test/factories/customer";
import { customersOf, eventTypesOf, matchAll } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { mailsTo, sendAll } from "@/test/harness/emails";
import { withTestDatabase } from "@/test/harness/test-database";
import { confirmVerification } from "./confirm-verification";
import { findVerification } from "./find-verification";

withTestDatabase();

test.each(["en", "de"])(
  "in %s, a customer who signed in without a proved address confirms it by one email",
  async (locale) => {
    const store = await makeStore();
    const email = `ada-${locale}@mail.example`;
    const address = { email, emailNormalized: email };
    const [account, byAddress] = [
      await makeCustomer(store.id, { platformId: "8104" }),
      await makeCustomer(store.id, address),
    ];
    const identity = { ...address, emailVerified: false, platformCustomerId: "8104" };
    await submitSignedInRequest({ store, type: "export", identity, locale, rateLimitKey: "a network" });
    await matchAll(store.id);
    await sendAll(store.id);
    const [mail, ...others] = await mailsTo(email);
    expect(others).toEqual([]);
    expect(mail?.subject).toMatch(locale === "en" ? /received/ : /erhalten/);
    const [, token = ""] = /\/verify\/([\w-]{43})/.exec(mail?.text ?? "") ?? [];
    const { id: requestId } = await prisma().request.findFirstOrThrow({
      where: { storeId: store.id },
      select: { id: true },
    });
    expect(await customersOf(store.id, requestId)).toEqual([account.id]);
    // Only its hash is stored, and not in what was sent either.
    const [sent] = await prisma().email.findMany({ where: { storeId: store.id, template: "confirm-address" } });
    expect(sent?.text).not.toContain(token);

    // Looking changes nothing.
    expect((await findVerification(store.id, token)).status).toBe("live");
    expect((await prisma().request.findFirstOrThrow({ where: { storeId: store.id } })).emailVerified).toBe(false);
    const done = await Promise.all([confirmVerification(store.id, token), confirmVerification(store.id, token)]);
    expect(done.filter(Boolean)).toHaveLength(1);
    expect(await confirmVerification(store.id, token)).toBeUndefined();
    await matchAll(store.id);
    const where = { storeId: store.id, requestId, kind: "email" } as const;
    expect(await prisma().requestIdentity.findMany({ where })).toMatchObject([{ value: email, proof: "link" }]);
    expect(await eventTypesOf(store.id, requestId)).toContain("address_verified");
    // The search ran again: of the account that has the address, somebody decides, since another is linked.
    const record = { storeId: store.id, requestId, record: `customer:${byAddress.id}` };
    expect(await prisma().requestRecord.findMany({ where: record })).toMatchObject([
      { state: "proposed", reason: "address" },
    ]);
    await sendAll(store.id);
    expect(await mailsTo(email)).toHaveLength(1);
  },
);

test("who signed in by OpenID Connect without a proved address gets the one record of it once they have confirmed it", async () => {
  const store = await makeStore();
  const address = { email: "eve@mail.example", emailNormalized: "eve@mail.example" };
  const { id: customerId } = await makeCustomer(store.id, address);
  const account = { platformCustomerId: undefined, openidIssuer: "https://id.example", openidSubject: "u1" };
  const identity = { ...address, emailVerified: false, ...account };
  await submitSignedInRequest({ store, type: "export", identity, locale: "en", rateLimitKey: "a network" });
  await matchAll(store.id);
  await sendAll(store.id);
  const [mail] = await mailsTo(address.email);
  const { id } = await prisma().request.findFirstOrThrow({ where: { storeId: store.id }, select: { id: true } });
  expect(await customersOf(store.id, id)).toEqual([]);
  await confirmVerification(store.id, /\/verify\/([\w-]{43})/.exec(mail?.text ?? "")?.[1] ?? "");
  await matchAll(store.id);
  expect(await customersOf(store.id, id)).toEqual([customerId]);
});
