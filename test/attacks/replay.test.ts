import { SignJWT } from "jose";
import { beforeAll, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { mintSignInLink } from "@/lib/sign-in/mint-sign-in-link";
import { createHandoffSecret } from "@/lib/store/handoff-secret";
import { createToken, hashToken } from "@/lib/token";
import { askCode, makeDelivery, type TestDelivery, wrongCode } from "@/test/factories/delivery";
import { makeRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { asForm } from "@/test/harness/form";
import { type Answer, type HttpBrowser, openBrowser } from "@/test/harness/http-browser";
import { createMerchant, signInMerchant } from "@/test/harness/merchants";
import { addressOf } from "@/test/harness/stores";
import { startOwnApp } from "./own-app";

const { origin, databaseUrl } = await startOwnApp("replay");
const store = await makeStore();
const report = `/dashboard/${store.slug}/requests`;
let number = 0;
const browser = () => openBrowser({ origin, address: addressOf(number++) });
let owner: Awaited<ReturnType<typeof createMerchant>>;

beforeAll(async () => {
  owner = await createMerchant(databaseUrl, { store, role: "owner", email: "owner@replay.example" });
});

test("a session's cookie is hidden from scripts and other sites, and does nothing after its owner has signed out", async () => {
  const [own, thief] = [browser(), browser()];
  const answer = await signInMerchant(own, owner);
  const line = answer.headers.getSetCookie().find((set) => set.startsWith("dossier-merchant=")) ?? "";
  expect(line.toLowerCase()).toMatch(/; path=\/;.*httponly/);
  expect(line.toLowerCase()).toContain("samesite=lax");
  thief.cookies.set("dossier-merchant", own.cookies.get("dossier-merchant") ?? "");
  expect((await thief.get(report)).status).toBe(200);
  await own.post(asForm(await signOutForm(own), {}));
  expect((await thief.get(report)).status).toBe(307);
});

test("a new password ends every other session", async () => {
  const [own, thief] = [browser(), browser()];
  await signInMerchant(own, owner);
  await signInMerchant(thief, owner);
  const form = await own.form("/account", "currentPassword");
  const password = "quite another long password 81";
  const answer = await own.post(asForm(form, { currentPassword: owner.password, password }));
  expect(answer.status).toBeLessThan(400);
  expect((await own.get(report)).status).toBe(200);
  expect((await thief.get(report)).status).toBe(307);
  expect((await signInMerchant(browser(), owner)).status).toBe(200);
  owner = { ...owner, password };
});

test("a revoked role or membership is gone at the next request", async () => {
  const own = browser();
  const staff = await createMerchant(databaseUrl, { store, role: "owner", email: "staff@replay.example" });
  await signInMerchant(own, staff);
  const settings = `/dashboard/${store.slug}/settings/delivery`;
  expect((await own.get(settings)).text).toContain("retentionMonths");
  const form = await own.form(settings, "retentionMonths");
  delete form.fields.approvalRequired;
  delete form.fields.reviewRequired;
  const member = { storeId: store.id, merchantId: staff.id };
  await prisma().membership.updateMany({ where: member, data: { role: "viewer" } });
  await own.post(asForm(form, { retentionMonths: "12", deliveryMethod: "outside" }));
  expect((await prisma().store.findUniqueOrThrow({ where: { id: store.id } })).retentionMonths).toBe(36);
  expect((await own.get(report)).status).toBe(200);
  await prisma().membership.deleteMany({ where: member });
  expect((await own.get(report)).status).toBe(404);
});

test("a sign-in link and a hand-off sign one browser in, of twenty at once", async () => {
  const link = await mintSignInLink(store.id, "customer@replay.example");
  expect(await signedIn(`/s/${store.slug}/sign-in?link=${link}`, "link")).toBe(1);
  const token = await handoff(await createHandoffSecret(store.id, { kind: "system" }));
  expect(await signedIn(`/s/${store.slug}/sign-in?token=${token}`, "token")).toBe(1);
});

test("a verification link verifies once, of twenty at once", async () => {
  const { id: requestId } = await makeRequest(store.id, { state: "unverified", emailVerified: false });
  const token = createToken();
  const expiresAt = new Date(Date.now() + 3_600_000);
  await prisma().verification.create({
    data: { storeId: store.id, requestId, tokenHash: hashToken(token), expiresAt },
  });
  const path = `/s/${store.slug}/verify/${token}/confirm`;
  const answers = await Promise.all(Array.from({ length: 20 }, () => browser().post({ path, headers: {}, body: "" })));
  expect(answers.every(({ status }) => status === 303)).toBe(true);
  const verified = { storeId: store.id, requestId, type: "request_verified" };
  expect(await prisma().event.count({ where: verified })).toBe(1);
});

test("after five wrong tries, even at once, the right code opens nothing", async () => {
  const live = await makeDelivery();
  const code = await askCode(live);
  await Promise.all(Array.from({ length: 10 }, () => tryCode(live, wrongCode(code))));
  expect((await prisma().deliveryCode.findFirstOrThrow({ where: { storeId: live.storeId } })).tries).toBe(5);
  expect(opened(await tryCode(live, code))).toBe(false);
});

test("fifteen wrong tries revoke the delivery", async () => {
  const live = await makeDelivery();
  let code = "";
  for (let round = 0; round < 3; round++) {
    code = await askCode(live);
    for (let wrong = 0; wrong < 5; wrong++) await tryCode(live, wrongCode(code));
  }
  expect((await prisma().delivery.findFirstOrThrow({ where: { storeId: live.storeId } })).state).toBe("revoked");
});

test("the right code opens the delivery for one browser, of twenty at once, and only once", async () => {
  const live = await makeDelivery();
  const code = await askCode(live);
  const answers = await Promise.all(Array.from({ length: 20 }, () => tryCode(live, code)));
  expect(answers.filter(opened).length).toBe(1);
  expect(opened(await tryCode(live, code))).toBe(false);
});

async function tryCode({ store: { slug }, token }: TestDelivery, code: string): Promise<Answer> {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return await browser().post({ path: `/s/${slug}/delivery/${token}/open`, headers, body: `code=${code}` });
}

function opened({ headers }: Answer): boolean {
  return headers.get("location")?.endsWith("/archive") ?? false;
}

/** How many of twenty browsers that use a link at once are signed in by it. */
async function signedIn(path: string, field: string): Promise<number> {
  const form = await browser().form(path, field);
  const browsers: HttpBrowser[] = Array.from({ length: 20 }, browser);
  await Promise.all(
    browsers.map((one) => one.post(asForm(form, { [field]: new URL(path, origin).searchParams.get(field) ?? "" }))),
  );
  return browsers.filter(({ cookies }) => cookies.has("dossier-customer")).length;
}

async function signOutForm(own: HttpBrowser) {
  const { text } = await own.get(report);
  const at = text.indexOf("Sign out");
  const start = text.lastIndexOf("<form", at);
  const html = text.slice(start, text.indexOf("</form>", at));
  const id = /\$ACTION_ID_[0-9a-zA-Z_]+/.exec(html)?.[0] ?? "";
  return { path: report, fields: {}, actionFields: { [id]: "" }, actionId: id };
}

async function handoff(secret: string): Promise<string> {
  return await new SignJWT({ email: "handed@replay.example", email_verified: true })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject("42")
    .setJti(createToken())
    .setIssuedAt()
    .setExpirationTime("5m")
    .sign(new TextEncoder().encode(secret));
}
