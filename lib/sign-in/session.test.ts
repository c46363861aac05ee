// Next needs it before any of its modules is loaded.
import "next/dist/server/node-environment-baseline";
import { randomBytes } from "node:crypto";
import { decode, encode } from "next-auth/jwt";
import { v7 as uuidv7 } from "uuid";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { prisma } from "@/lib/database";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { makeMerchant } from "@/test/factories/store";
import { type ActionScope, openActionScope } from "@/test/harness/action-scope";
import { readSources } from "@/test/harness/read-sources";
import { withTestDatabase } from "@/test/harness/test-database";
import { savePreferences } from "./save-preferences";
import { endSession, readSession, startSession } from "./session";

withTestDatabase();

const COOKIE = "dossier-merchant";
const { authSecrets } = env();
const merchantId = uuidv7();

let browser: ActionScope;

beforeEach(async () => {
  await prisma().session.deleteMany();
  browser = openActionScope();
});
afterEach(() => void Object.assign(env(), { authSecrets }));

const signIn = (as = browser) => as.do(() => startSession("merchant", { merchantId }, "password"));
const who = async (as = browser) => (await as.do(() => readSession("merchant")))?.merchantId;
const row = () => prisma().session.findFirstOrThrow();
const move = (columns: Partial<Record<"expiresAt" | "lastSeenAt", Date>>) =>
  prisma().session.updateMany({ data: columns });
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000);

test("signing in starts a session, which the database holds and the cookie only names, encrypted", async () => {
  expect(await who()).toBeUndefined();
  await signIn();
  expect(await who()).toBe(merchantId);
  const cookie = browser.cookies.get(COOKIE)?.value ?? "";
  const { id } = await row();
  expect(cookie).not.toContain(id);
  const [header] = cookie.split(".");
  expect(JSON.parse(Buffer.from(header ?? "", "base64url").toString())).toMatchObject({ alg: "dir", enc: "A256GCM" });
  expect(id).toMatch(/^[0-9a-f-]{14}4/); // random, not drawn from the clock
});

test("a session that was signed out opens nothing, even with a copy of its cookie", async () => {
  await signIn();
  const thief = openActionScope(browser);
  expect(await who(thief)).toBe(merchantId);
  await browser.do(() => endSession("merchant"));
  expect(browser.cookies.get(COOKIE)).toBeUndefined();
  expect(await who(thief)).toBeUndefined();
});

test("signing in again ends the previous session, which prevents session fixation", async () => {
  await signIn();
  const fixed = openActionScope(browser);
  await signIn();
  expect(await who(fixed)).toBeUndefined();
  expect(await who()).toBe(merchantId);
  expect(await prisma().session.count()).toBe(1);
});

test("a merchant's session ends after a day without a visit, and after seven days in any case", async () => {
  await signIn();
  const { expiresAt } = await row();
  expect(Math.round((expiresAt.getTime() - Date.now()) / 3_600_000)).toBe(7 * 24);
  await move({ lastSeenAt: inSeconds(-24 * 3600 - 1) });
  expect(await who()).toBeUndefined();
  await move({ lastSeenAt: inSeconds(-23 * 3600) });
  expect(await who()).toBe(merchantId);
  expect(Date.now() - (await row()).lastSeenAt.getTime()).toBeLessThan(60_000);
  await move({ expiresAt: inSeconds(-1) });
  expect(await who()).toBeUndefined();
});

test("signing in shows a merchant's pages in the language that they chose, and leaves the browser's to those who chose none", async () => {
  const { id } = await makeMerchant();
  const signInAs = () => browser.do(() => startSession("merchant", { merchantId: id }, "password"));
  await signInAs();
  expect(browser.cookies.get("dossier-locale")).toBeUndefined();
  await browser.do(() => savePreferences(id, { locale: "de" }));
  expect(browser.cookies.get("dossier-locale")?.value).toBe("de");
  browser = openActionScope();
  await signInAs();
  expect(browser.cookies.get("dossier-locale")?.value).toBe("de");
  await browser.do(() => savePreferences(id, { locale: null, timeZone: "Asia/Tokyo" }));
  expect(browser.cookies.get("dossier-locale")).toBeUndefined();
  expect(await prisma().merchant.findUnique({ where: { id } })).toMatchObject({ locale: null, timeZone: "Asia/Tokyo" });
});

test("a customer's session ends after two hours without a visit, and after a day in any case", async () => {
  const storeId = uuidv7();
  const customer = { storeId, email: "a@x.example", emailNormalized: "a@x.example", emailVerified: true };
  await browser.do(() => startSession("customer", customer, "emailed link"));
  const { expiresAt } = await row();
  expect(Math.round((expiresAt.getTime() - Date.now()) / 3_600_000)).toBe(24);
  await move({ lastSeenAt: inSeconds(-2 * 3600 - 1) });
  expect(await browser.do(() => readSession("customer"))).toBeNull();
  await move({ lastSeenAt: inSeconds(-3600) });
  expect(await browser.do(() => readSession("customer"))).toMatchObject({ storeId });
});

test("a customer's cookie is not a merchant's, and an altered, forged or expired one is no session", async () => {
  await signIn();
  const cookie = browser.cookies.get(COOKIE)?.value ?? "";
  const { id: sessionId } = await row();
  const secret = (authSecrets[0] ?? Buffer.alloc(0)).toString("base64");
  const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from(JSON.stringify({ sessionId })).toString("base64url")}.`;
  const others = [
    await encode({ token: { sessionId }, secret, salt: "customer", maxAge: 3600 }),
    await encode({ token: { sessionId }, secret: randomBytes(32).toString("base64"), salt: "merchant", maxAge: 3600 }),
    await encode({ token: { sessionId }, secret, salt: "merchant", maxAge: -3600 }),
    `${cookie.slice(0, -2)}${cookie.endsWith("AA") ? "BB" : "AA"}`,
    unsigned,
    sessionId,
    "",
  ];
  for (const value of others) {
    browser.cookies.set(COOKIE, value);
    expect(await who()).toBeUndefined();
  }
  browser.cookies.set(COOKIE, cookie);
  expect(await who()).toBe(merchantId);
});

test("nobody is signed out at any step of a rotation of AUTH_SECRET, with processes before and after it", async () => {
  const [old, fresh] = [randomBytes(32), randomBytes(32)];
  const browsers: ActionScope[] = [];
  /** As if this request were served by a process that was started with these keys. */
  const at = (...keys: Buffer[]) => Object.assign(env(), { authSecrets: keys });
  const step = async (...processes: Buffer[][]) => {
    for (const keys of processes) {
      at(...keys);
      const browser = openActionScope();
      await signIn(browser);
      browsers.push(browser);
    }
    for (const keys of processes) {
      at(...keys);
      for (const browser of browsers) expect(await who(browser)).toBe(merchantId);
    }
  };
  await step([old]);
  await step([old], [old, fresh]); // the new key is added last, process by process
  await step([old, fresh], [fresh, old]); // and moves to the front
  await step([fresh, old]);
  // Once the earlier sessions have ended, the old key is removed: those of the new key stay.
  at(fresh);
  const secrets = await Promise.all(
    browsers.map(async ({ cookies }) => {
      const token = cookies.get(COOKIE)?.value;
      return decode({ token, secret: fresh.toString("base64"), salt: "merchant" }).catch(() => null);
    }),
  );
  for (const [index, browser] of browsers.entries())
    expect(await who(browser)).toBe(secrets[index] ? merchantId : undefined);
  expect(secrets.filter(Boolean)).toHaveLength(2);
});

test("signing in and out is logged by kind, method and id; a forged cookie logs one line and no stack", async () => {
  const [info, warn, stderr] = [vi.spyOn(logger, "info"), vi.spyOn(logger, "warn"), vi.spyOn(console, "error")];
  await signIn();
  await browser.do(() => endSession("merchant"));
  browser.cookies.set(COOKIE, "made up");
  await who();
  expect(info.mock.calls.map(([facts, event]) => [event, facts])).toEqual([
    ["signed in", expect.objectContaining({ security: true, kind: "merchant", method: "password", merchantId })],
    ["signed out", expect.objectContaining({ security: true, kind: "merchant" })],
  ]);
  expect(warn).toHaveBeenCalledWith(expect.objectContaining({ kind: "merchant" }), "session cookie refused");
  expect(stderr).not.toHaveBeenCalled();
});

test("only the documented sign-in methods start a session", () => {
  const starters = [...readSources()].filter(([, text]) => /\bstartSession\(/.test(text)).map(([file]) => file);
  expect(starters.sort()).toEqual([
    "app/(demo)/demo/sign-in/route.ts", // in a process started by demo or dev alone
    "app/(merchant)/account/actions.ts", // after the password was given again
    "app/(merchant)/first-run/[token]/actions.ts", // by the link that a start without a store printed
    "app/(merchant)/invitation/[store]/[token]/actions.ts",
    "app/(merchant)/set-password/[token]/actions.ts",
    "app/(merchant)/sign-in/actions.ts",
    "app/(public)/s/[store]/sign-in/actions.ts",
    "app/(public)/s/[store]/sign-in/openid/callback/route.ts", // by a state that counts once
    "lib/sign-in/session.ts",
  ]);
});
