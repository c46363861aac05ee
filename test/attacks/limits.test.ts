import { setTimeout as pause } from "node:timers/promises";
import pLimit from "p-limit";
import { afterAll, expect, test } from "vitest";
import { database } from "@/lib/database";
import { makeStore } from "@/test/factories/store";
import { asFetch, type Form, readForm } from "@/test/harness/form";
import { openBrowser } from "@/test/harness/http-browser";
import { createMerchant, signInMerchant } from "@/test/harness/merchants";
import { startSmtp } from "@/test/harness/smtp";
import { addressOf } from "@/test/harness/stores";
import { startOwnApp } from "./own-app";

const smtp = await startSmtp();
const first = await startOwnApp("limits", { smtpUrl: smtp.url, env: { WORKER: "on" } });
const second = await first.startAnother({ WORKER: "on" });
afterAll(() => smtp.close());
const origins = [first.origin, second.origin] as const;
const stores = await Promise.all(Array.from({ length: 10 }, () => makeStore()));
const forms = await Promise.all(
  ["", "/sign-in"].map((page) =>
    Promise.all(stores.map(({ slug }) => readForm(first.origin, `/s/${slug}${page}`, "email"))),
  ),
);

/** Part of the message that asks to try again later. */
const LATER = "Too many attempts";
let number = 0;

test("an inbox gets three emails an hour, from any network and store and however its address is written", async () => {
  const written = [
    "victim@gmail.com",
    "Victim@Gmail.com",
    "v.ictim@gmail.com",
    "victim+shop@gmail.com",
    "vic.tim+b@googlemail.com",
  ];
  const told = await atOnce(600, 64, (index) => ask(written[index % written.length] ?? "", addressOf(number++), index));
  await settle();
  expect(told.filter((text) => text.includes(LATER)).length).toBe(597);
  expect(mailsTo(written)).toBe(3);
  // Before an hour has passed since the last: none.
  await minutesPass(50);
  await atOnce(64, 64, (index) => ask("victim@gmail.com", addressOf(number++), index));
  await settle();
  expect(mailsTo(written)).toBe(3);
});

test("three emails at the end of one hour are not followed by three at the beginning of the next", async () => {
  const inbox = ["late@mail.example"];
  await ask("late@mail.example", addressOf(number++), 0);
  await minutesPass(50);
  await atOnce(32, 32, (index) => ask("late@mail.example", addressOf(number++), index));
  await minutesPass(15);
  await atOnce(32, 32, (index) => ask("late@mail.example", addressOf(number++), index));
  await settle();
  expect(mailsTo(inbox)).toBe(3);
});

test("a network address may send 120 forms an hour through two processes, and an IPv6 network counts as one", async () => {
  const accepted = async (address: (index: number) => string) =>
    (await atOnce(200, 64, (index) => ask(`someone-${number++}@mail.example`, address(index), index))).filter((text) =>
      text.includes("check your inbox"),
    ).length;
  expect(await accepted(() => "203.0.113.200")).toBe(120);
  expect(await accepted((index) => `2001:db8:1:2::${index.toString(16)}`)).toBe(120);
  expect(await accepted((index) => `2001:DB8:1:3:${index.toString(16)}:0:0:1`)).toBe(120);
  // What a client writes before the proxy's entry changes nothing.
  expect(await accepted((index) => `198.51.100.${index}, 203.0.113.201`)).toBe(120);
  // Others are not limited by it.
  expect(await accepted((index) => `2001:db8:2:${index.toString(16)}::1`)).toBe(200);
});

test("a password can be guessed a hundred times in fifteen minutes from anywhere and five times from one address", async () => {
  const [store] = stores;
  if (!store) throw new Error("no store");
  const owner = await createMerchant(first.databaseUrl, { store, role: "owner", email: "owner@limits.example" });
  const form = await readForm(first.origin, "/sign-in", "password");
  const guess = (address: string, index: number) =>
    post(form, { email: owner.email, password: `guess ${index}` }, address, index);
  const here = await atOnce(20, 20, (index) => guess("203.0.113.210", index));
  expect(here.filter((text) => !text.includes(LATER)).length).toBe(5);
  const everywhere = await atOnce(150, 32, (index) => guess(addressOf(number++), index));
  expect(everywhere.filter((text) => !text.includes(LATER)).length).toBe(95);
  await minutesPass(16);
  expect(
    (await signInMerchant(openBrowser({ origin: second.origin, address: addressOf(number++) }), owner)).status,
  ).toBe(303);
});

/** A guest's request, or a request for a sign-in link, at one of the stores, through one of the processes. */
async function ask(email: string, address: string, index: number): Promise<string> {
  const form = forms[index % 2]?.[Math.floor(index / 2) % stores.length];
  if (!form) throw new Error("no form");
  return await post(form, { email }, address, index);
}

async function post(form: Form, fields: Record<string, string>, address: string, index: number): Promise<string> {
  const browser = openBrowser({ origin: origins[index % 3 === 0 ? 0 : 1], address });
  const { status, text } = await browser.post(asFetch(form, fields));
  expect(status).toBeLessThan(500);
  return text;
}

async function atOnce<T>(count: number, together: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const limit = pLimit(together);
  return await Promise.all(Array.from({ length: count }, (_, index) => limit(() => work(index))));
}

/** Moves every counter back in time. */
async function minutesPass(minutes: number): Promise<void> {
  await database().query("UPDATE rate_limit SET expire = expire - $1", [minutes * 60_000]);
}

function mailsTo(addresses: string[]): number {
  const folded = addresses.map((address) => address.toLowerCase());
  return smtp.messages.filter(({ recipient }) => folded.includes(recipient.toLowerCase())).length;
}

/** Waits until no job or email waits. @throws Error after two minutes. */
async function settle(): Promise<void> {
  for (const deadline = performance.now() + 120_000; performance.now() < deadline; await pause(200)) {
    const { rows } = await database().query(
      `SELECT (SELECT count(*) FROM pgboss.job WHERE state < 'completed' AND name IN ('notify', 'send-email'))
            + (SELECT count(*) FROM email WHERE state IN ('queued', 'retrying')) AS waiting`,
    );
    if (Number((rows[0] as { waiting: string }).waiting) === 0) return;
  }
  throw new Error("the queue did not come to rest within two minutes");
}
