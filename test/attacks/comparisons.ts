import { SignJWT } from "jose";
import { v7 as uuidv7 } from "uuid";
import { prisma } from "@/lib/database";
import { readEmailAddress } from "@/lib/email-address";
import { submitRequest } from "@/lib/request/submit-request";
import { hashPassword } from "@/lib/sign-in/password";
import { createHandoffSecret } from "@/lib/store/handoff-secret";
import { createToken, hashToken } from "@/lib/token";
import { makeDelivery } from "@/test/factories/delivery";
import { makeRequest } from "@/test/factories/request";
import { makeInvitation, makeStore } from "@/test/factories/store";
import { asFetch, asForm, type Form, type Post, readForm } from "@/test/harness/form";
import { type Answer, openBrowser } from "@/test/harness/http-browser";
import { addressOf } from "@/test/harness/stores";

type Kind = "known" | "unknown";

/** A try: what was sent about a person or a link, and the answer. */
export interface Try {
  about: string;
  answer: Answer;
}

/** Something that an attacker may try about what is known and about what is not, which must look the same. */
export interface Comparison {
  name: string;
  attempt: (kind: Kind, number: number) => Promise<Try>;
  /** The same from a browser without JavaScript, all pages to the end; only where it is a form. */
  withoutJavaScript?: (kind: Kind, number: number) => Promise<Try>;
}

/** Fills an app's database for so many tries of each kind, and lists the comparisons. */
export async function makeComparisons(origin: string, tries: number): Promise<Comparison[]> {
  const numbers = Array.from({ length: tries }, (_, number) => number);
  const stores = await Promise.all(Array.from({ length: Math.min(30, tries) }, () => makeStore()));
  const nth = <T>(values: T[], number: number) => values[number % values.length] as T;
  await makePeople(stores, numbers);
  const links = await makeLinks(numbers);
  const open = (path: string, field: string) => readForm(origin, path, field);
  const requestForms = await Promise.all(stores.map(({ slug }) => open(`/s/${slug}`, "email")));
  const linkForms = await Promise.all(stores.map(({ slug }) => open(`/s/${slug}/sign-in`, "email")));
  const passwordForm = await open("/sign-in", "password");
  const forgottenForm = await open("/forgot-password", "email");
  const { id, slug } = nth(stores, 0);
  const secret = new TextEncoder().encode(await createHandoffSecret(id, { kind: "system" }));
  const handoffForm = await open(`/s/${slug}/sign-in?token=${await handoff("customer-0", secret)}`, "token");
  const password = { password: "wrong password" };
  const forged = new TextEncoder().encode("x".repeat(43));

  /** Each try comes from another network. Next streams metadata to a browser once it is ready, but sends bots whole pages. */
  let address = 0;
  const browser = () => openBrowser({ origin, address: addressOf(address++), userAgent: "Bingbot" });
  const post = async (about: string, sent: Post): Promise<Try> => ({ about, answer: await browser().post(sent) });
  const submit = (name: string, formOf: (number: number) => Form, names: Record<Kind, string>, more = {}) => {
    const fields = (kind: Kind, number: number) => ({ email: emailOf(names[kind], number), ...more });
    return {
      name,
      attempt: (kind: Kind, number: number) =>
        post(emailOf(names[kind], number), asFetch(formOf(number), fields(kind, number))),
      withoutJavaScript: async (kind: Kind, number: number) => {
        const opened = browser();
        const answer = await opened.post(asForm(formOf(number), fields(kind, number)));
        const next = answer.headers.get("location");
        const page = next ? await opened.get(next) : answer;
        return { about: emailOf(names[kind], number), answer: { ...page, text: `${answer.status} ${page.text}` } };
      },
    };
  };
  const openLink = (
    name: "delivery" | "verification" | "password" | "invitation",
    path: (token: string) => string,
  ): Comparison => ({
    name: `${name} link: used or of another store, made up`,
    attempt: async (kind, number) => {
      const about = kind === "known" ? nth(links[name], number) : createToken();
      return { about, answer: await browser().get(path(about)) };
    },
  });

  return [
    submit("request: customer, stranger", (number) => nth(requestForms, number), {
      known: "customer",
      unknown: "stranger",
    }),
    submit("request: repeated, first", (number) => nth(requestForms, number), {
      known: "repeated",
      unknown: "newcomer",
    }),
    submit("sign-in link: customer, stranger", (number) => nth(linkForms, number), {
      known: "patron",
      unknown: "nobody",
    }),
    submit(
      "merchant's wrong password: merchant, stranger",
      () => passwordForm,
      { known: "merchant", unknown: "outsider" },
      password,
    ),
    submit("forgotten password: merchant, stranger", () => forgottenForm, { known: "merchant", unknown: "outsider" }),
    {
      name: "forged hand-off: customer, stranger",
      attempt: async (kind, number) => {
        const about = await handoff(`${kind === "known" ? "customer" : "stranger"}-${number}`, forged);
        return await post(about, asFetch(handoffForm, { token: about }));
      },
    },
    openLink("delivery", (token) => `/s/${slug}/delivery/${token}`),
    openLink("verification", (token) => `/s/${slug}/verify/${token}`),
    openLink("password", (token) => `/set-password/${token}`),
    openLink("invitation", (token) => `/invitation/${slug}/${token}`),
    {
      name: "code: delivery of another store, none",
      attempt: (kind, number) => {
        const about = kind === "known" ? nth(links.delivery, number) : createToken();
        const headers = { "content-type": "application/x-www-form-urlencoded" };
        return post(about, { path: `/s/${slug}/delivery/${about}/open`, headers, body: "code=123456" });
      },
    },
  ];
}

/** The whole answer without what is random, the time, and what was sent. */
export function normalized({ about, answer: { status, headers, text } }: Try): string {
  const all = [...headers].filter(([name]) => name !== "date").map(([name, value]) => `${name}: ${value}`);
  return `${status}\n${all.sort().join("\n")}\n\n${inOrder(text)}`
    .replaceAll(about, "ABOUT")
    .replaceAll(encodeURIComponent(about), "ABOUT")
    .replaceAll(/(nonce(?:-|\\*"?[:=]\\*"))[A-Za-z0-9+/=]+/g, "$1NONCE")
    .replaceAll(/[A-Za-z0-9_-]{21}(?=[vm]\\*")/g, "RENDERING")
    .replaceAll(/(set-cookie: [^=]+=)[^;]+/g, "$1VALUE")
    .replaceAll(/(set-cookie: .*?; Expires=)[^;]+/g, "$1TIME");
}

/**
 * A page whose streamed rows are in one order, without their numbers: React sends each row when it is done, and what is
 * done first differs from one rendering to the next.
 */
function inOrder(page: string): string {
  const sent = /<script[^>]*>self\.__next_f\.push\(\[1,("(?:[^"\\]|\\.)*")\]\)<\/script>/g;
  const streamed = [...page.matchAll(sent)].map(([, text]) => JSON.parse(text ?? '""')).join("");
  const rows = (streamed || page)
    .replace(/^[0-9a-f]+:/gm, "")
    .replace(/\$[A-Z@]?[0-9a-f]+(?=")/g, "$ROW")
    .split("\n");
  return [...(streamed ? [page.replace(sent, "")] : []), ...rows.sort()].join("\n");
}

/** Addresses of one length, so that answers that repeat them have one length too. */
function emailOf(name: string, number: number): string {
  return `${name.padEnd(8, "-")}-${String(number).padStart(4, "0")}@mail.example`;
}

/** Customers of the stores, guests with a live request, and merchants, of whom every fifth has no password yet. */
async function makePeople(stores: Awaited<ReturnType<typeof makeStore>>[], numbers: number[]) {
  const storeOf = (number: number) => stores[number % stores.length] as (typeof stores)[number];
  await prisma().customer.createMany({
    data: numbers.flatMap((number) =>
      ["customer", "patron"].map((name) => ({
        ...{ storeId: storeOf(number).id, id: uuidv7(), kind: "account" as const, platformId: `${name}-${number}` },
        ...{ email: emailOf(name, number), emailNormalized: emailOf(name, number) },
        ...{ searchText: "", createdAt: new Date() },
      })),
    ),
  });
  for (const number of numbers) {
    const email = readEmailAddress(emailOf("repeated", number));
    const block = `block ${number}`;
    await submitRequest({ store: storeOf(number), type: "export", email, locale: "en", rateLimitKey: block });
  }
  const passwordHash = await hashPassword("a long password that nobody guesses");
  await prisma().merchant.createMany({
    data: numbers.map((number) => ({
      ...{ id: uuidv7(), email: emailOf("merchant", number), name: "Merchant" },
      passwordHash: number % 5 === 0 ? null : passwordHash,
    })),
  });
}

/** Links of another store, and links that have been used. */
async function makeLinks(numbers: number[]) {
  const [delivery = [], verification = [], password = [], invitation = []] = [1, 2, 3, 4].map(() =>
    numbers.map(createToken),
  );
  const expiresAt = new Date(Date.now() + 86_400_000);
  const { storeId, deliveryId, actor } = await makeDelivery();
  await prisma().deliveryLink.createMany({
    data: delivery.map((token) => ({ storeId, tokenHash: hashToken(token), deliveryId })),
  });
  const { id: requestId } = await makeRequest(storeId, { state: "unverified" });
  await prisma().verification.createMany({
    data: verification.map((token) => ({ storeId, tokenHash: hashToken(token), requestId, expiresAt })),
  });
  await prisma().passwordToken.createMany({
    data: password.map((token) => ({
      ...{ tokenHash: hashToken(token), merchantId: actor.id, expiresAt, usedAt: new Date() },
    })),
  });
  const { invitationId } = await makeInvitation(storeId);
  await prisma().invitationLink.createMany({
    data: invitation.map((token) => ({ storeId, tokenHash: hashToken(token), invitationId })),
  });
  return { delivery, verification, password, invitation };
}

async function handoff(subject: string, secret: Uint8Array): Promise<string> {
  return await new SignJWT({ email: `${subject.padEnd(13, "-")}@mail.example`, email_verified: true })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(subject.padEnd(13, "-"))
    .setJti(createToken())
    .setIssuedAt()
    .setExpirationTime("5m")
    .sign(secret);
}
