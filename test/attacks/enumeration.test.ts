import { SignJWT } from "jose";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { readEmailAddress } from "@/lib/email-address";
import { submitRequest } from "@/lib/request/submit-request";
import { hashPassword } from "@/lib/sign-in/password";
import { createHandoffSecret } from "@/lib/store/create-handoff-secret";
import { createToken, hashToken } from "@/lib/token";
import { makeDelivery } from "@/test/factories/delivery";
import { makeRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { asFetch, asForm, type Form, readForm } from "@/test/harness/form";
import { openBrowser } from "@/test/harness/http-browser";
import { rankTest } from "@/test/harness/statistics";
import { addressOf } from "@/test/harness/stores";
import { compare, median, shown } from "./indistinguishable";
import { startOwnApp } from "./own-app";

/** Of each kind. */
const TRIES = 500;

/**
 * One comparison alone may fail by chance in one run of a hundred. So many are made, and together they may fail in no
 * more: each is held to its share (Bonferroni). None is made again when it fails.
 */
const COMPARISONS = 10;
const P_MIN = 0.01 / COMPARISONS;

const { origin } = await startOwnApp("enumeration");
const stores = await Promise.all(Array.from({ length: 30 }, () => makeStore()));
const storeOf = (number: number) => stores[number % stores.length] ?? fail();
const numbers = Array.from({ length: TRIES }, (_, number) => number);
/** Of customers that no try was about: the limit of their inbox is untouched. Their store is the second. */
const [fresh = 0, fresher = 0] = [1, 2].map((round) => Math.ceil(TRIES / 30 + round) * 30 + 1);
/** Addresses of one length, so that what echoes them is of one length too. */
const mailOf = (kind: "held" | "asks" | "none", number: number) =>
  `${kind}-${String(number).padStart(4, "0")}@mail.example`;
const links = {
  delivery: numbers.map(createToken),
  verification: numbers.map(createToken),
  password: numbers.map(createToken),
};
let [requestForms, linkForms]: [Form[], Form[]] = [[], []];
let [signInForm, handoffForm]: (Form | undefined)[] = [];
const lines: string[] = [];
let made = 0;
let address = 0;

beforeAll(async () => {
  await prisma().customer.createMany({
    data: [...numbers, fresh, fresher].map((number) => ({
      ...{ storeId: storeOf(number).id, id: uuidv7(), kind: "account" as const, platformId: `held-${number}` },
      ...{
        email: mailOf("held", number),
        emailNormalized: mailOf("held", number),
        searchText: "",
        createdAt: new Date(),
      },
    })),
  });
  for (const number of numbers) {
    const email = readEmailAddress(mailOf("asks", number));
    const asked = { store: storeOf(number), type: "export" as const, email, locale: "en" };
    await submitRequest({ ...asked, block: `block ${number}` });
  }
  const passwordHash = await hashPassword("a long password that nobody guesses");
  // Every fifth was invited and has no password yet.
  const merchants = numbers.map((number) => ({ id: uuidv7(), email: mailOf("held", number), name: "Merchant" }));
  await prisma().merchant.createMany({
    data: merchants.map((merchant, number) => ({ ...merchant, passwordHash: number % 5 === 0 ? null : passwordHash })),
  });
  const expiresAt = new Date(Date.now() + 86_400_000);
  const elsewhere = await makeDelivery();
  const { storeId } = elsewhere;
  await prisma().deliveryLink.createMany({
    data: links.delivery.map((token) => ({ storeId, tokenHash: hashToken(token), deliveryId: elsewhere.deliveryId })),
  });
  const { id: requestId } = await makeRequest(storeId, { state: "unverified" });
  await prisma().verification.createMany({
    data: links.verification.map((token) => ({ storeId, tokenHash: hashToken(token), requestId, expiresAt })),
  });
  const merchantId = merchants[0]?.id ?? fail();
  await prisma().passwordToken.createMany({
    data: links.password.map((token) => ({ tokenHash: hashToken(token), merchantId, expiresAt, usedAt: new Date() })),
  });
  requestForms = await Promise.all(stores.map(({ slug }) => readForm(origin, `/s/${slug}`, "email")));
  linkForms = await Promise.all(stores.map(({ slug }) => readForm(origin, `/s/${slug}/sign-in`, "email")));
  signInForm = await readForm(origin, "/sign-in", "password");
  const secret = new TextEncoder().encode(await createHandoffSecret(stores[0]?.id ?? "", { kind: "system" }));
  const token = await handoff("held-0", "held", secret);
  handoffForm = await readForm(origin, `/s/${stores[0]?.slug}/sign-in?token=${token}`, "token");
  // What is made once a process, such as the hash that unknown merchants are compared with.
  for (let warm = 0; warm < 30; warm++) await fetch(`${origin}/s/${storeOf(warm).slug}`).then((page) => page.text());
  await ask({ ...signInForm }, "warm-0001@mail.example", { password: "wrong" });
});
afterAll(() => void process.stdout.write(`\n${lines.join("\n")}\n`));

test("the rank test finds a twentieth more time in noise, and nothing in equals", () => {
  const noise = (scale: number) => numbers.map((number) => scale * (10 + ((number * 7919) % 500) / 250));
  expect(rankTest(noise(1), noise(1))).toBeGreaterThan(0.9);
  expect(rankTest(noise(1), noise(1.05))).toBeLessThan(P_MIN);
  // Mann and Whitney's own kind of example, reckoned by hand: u = 2 of 25, z = 2.0892.
  expect(rankTest([1, 2, 3, 4, 7], [5, 6, 8, 9, 10])).toBeCloseTo(0.0367, 4);
});

test("a guest's request says nothing of whether the store knows the address", () =>
  same(
    "request: customer, stranger",
    (kind) => (number) => guest(number, mailOf(kind === "known" ? "held" : "none", number)),
  ));

test("nor of whether that address has a request under way", () =>
  same(
    "request: asked before, stranger",
    (kind) => (number) =>
      guest(number, kind === "known" ? mailOf("asks", number) : `new-${mailOf("none", number).slice(4)}`),
  ));

test("a customer's sign-in link is sent to any address alike", () =>
  same("sign-in link: customer, stranger", (kind) => (number) => {
    const email =
      kind === "known"
        ? `held-${String(number).padStart(4, "0")}@mail.example`
        : `nobo-${mailOf("none", number).slice(5)}`;
    return ask(linkForms[number % stores.length] ?? fail(), email);
  }));

test("a merchant's sign-in with a wrong password says nothing of whether there is such a merchant", () =>
  same(
    "merchant's sign-in: merchant, stranger",
    (kind) => (number) =>
      ask(signInForm ?? fail(), mailOf(kind === "known" ? "held" : "none", number), { password: "wrong password" }),
  ));

test("a hand-off that the store did not sign says nothing of the customer that it names", () =>
  same("hand-off: customer, stranger", (kind) => async (number) => {
    const forged = new TextEncoder().encode("x".repeat(43));
    const token = await handoff(
      `${kind === "known" ? "held" : "none"}-${number % 30}`,
      kind === "known" ? "held" : "none",
      forged,
    );
    return { about: token, answer: await browser().post(asFetch(handoffForm ?? fail(), { token })) };
  }));

test.each([
  ["delivery", (token: string) => `/s/${stores[0]?.slug}/delivery/${token}`],
  ["verification", (token: string) => `/s/${stores[0]?.slug}/verify/${token}`],
  ["password", (token: string) => `/set-password/${token}`],
] as const)("a %s link that opens nothing here says nothing of whether it exists", (name, path) =>
  same(`${name} link: used or another store's, made up`, (kind) => async (number) => {
    const token = kind === "known" ? (links[name][number] ?? fail()) : createToken();
    return { about: token, answer: await browser().get(path(token)) };
  }),
);

test("a code for another store's delivery is refused like one for no delivery", () =>
  same("code: another store's delivery, none", (kind) => async (number) => {
    const token = kind === "known" ? (links.delivery[number] ?? fail()) : createToken();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const path = `/s/${stores[0]?.slug}/delivery/${token}/open`;
    return { about: token, answer: await browser().post({ path, headers, body: "code=123456" }) };
  }));

test("without JavaScript the pages are the same too", async () => {
  const pages = async (form: Form, email: string, fields = {}) => {
    const opened = browser();
    const posted = await opened.post(asForm(form, { email, ...fields }));
    const next = posted.headers.get("location");
    return [posted, ...(next ? [await opened.get(next)] : [])].map((answer) => shown(answer, email)).join("\n\n");
  };
  for (const [forms, number] of [
    [requestForms, fresh],
    [linkForms, fresher],
  ] as const) {
    const known = await pages(forms[1] ?? fail(), mailOf("held", number));
    expect(known).toMatch(/check your inbox/i);
    expect(known).toBe(await pages(forms[1] ?? fail(), mailOf("none", number)));
  }
  const wrong = { password: "wrong password" };
  expect(await pages(signInForm ?? fail(), mailOf("held", 1), wrong)).toBe(
    await pages(signInForm ?? fail(), "none-9001@mail.example", wrong),
  );
});

test("as many comparisons were made as their share of error is reckoned for", () => {
  expect(made).toBeLessThanOrEqual(COMPARISONS);
});

async function same(name: string, ask: (kind: "known" | "unknown") => Parameters<typeof compare>[0]): Promise<void> {
  made++;
  const { answers, milliseconds, p } = await compare(ask("known"), ask("unknown"), TRIES);
  const [known, unknown] = [median(milliseconds.known), median(milliseconds.unknown)];
  lines.push(`${name}: median ${known.toFixed(2)} and ${unknown.toFixed(2)} ms, p = ${p.toPrecision(2)}`);
  expect(answers.known).toEqual(answers.unknown);
  // No more than one a store: what is compared holds nothing that is random.
  expect(answers.known.length).toBeLessThanOrEqual(stores.length);
  expect(p).toBeGreaterThan(P_MIN);
  // And so great a difference would have been found: a fifth of the median, about what a look-up costs.
  expect(
    rankTest(
      milliseconds.known,
      milliseconds.unknown.map((took) => took + unknown / 5),
    ),
  ).toBeLessThan(P_MIN);
}

function guest(number: number, email: string) {
  return ask(requestForms[number % stores.length] ?? fail(), email);
}

async function ask(form: Form, email: string, fields: Record<string, string> = {}) {
  return { about: email, answer: await browser().post(asFetch(form, { email, ...fields })) };
}

/** Each try comes from a network of its own. */
function browser() {
  return openBrowser({ origin, address: addressOf(address++) });
}

async function handoff(sub: string, kind: string, secret: Uint8Array): Promise<string> {
  return await new SignJWT({ email: `${kind}@mail.example`, email_verified: true })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(sub.padEnd(9, "-"))
    .setJti(createToken())
    .setIssuedAt()
    .setExpirationTime("5m")
    .sign(secret);
}

function fail(): never {
  throw new Error("nothing was made for this number");
}
