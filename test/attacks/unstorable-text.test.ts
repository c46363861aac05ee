import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { SignJWT } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { unwrapSecret } from "@/lib/crypto";
import { prisma } from "@/lib/database";
import { handoffPurpose } from "@/lib/store/handoff-secret";
import { openAppDatabase } from "@/test/harness/app-database";
import { asForm } from "@/test/harness/form";
import { openBrowser } from "@/test/harness/http-browser";
import { actionForms } from "./action-forms";
import { send } from "./attack";
import { readActions, readRoutes } from "./build-manifest";
import { failuresOf, startDemo } from "./demo-store";
import { type FormAttack, formRequest } from "./hostile-form";
import { cookieNames, harmlessRoute, parameters } from "./hostile-route";
import type { RawRequest } from "./raw-client";

/** What PostgreSQL cannot hold: NUL, and half of a surrogate pair, which is no UTF-8 (RFC 3629, 3). */
const HALF = Buffer.from([0xed, 0xa0, 0x80]);
const HALF_ENCODED = "%ED%A0%80";

let demo: Awaited<ReturnType<typeof startDemo>>;
let closeDatabase: () => Promise<void>;

beforeAll(async () => {
  demo = await startDemo("unstorable_text");
  closeDatabase = await openAppDatabase(demo.app, demo.databaseUrl);
});

afterAll(async () => {
  await closeDatabase?.();
  await demo?.close();
});

const plain = { changes: [], additions: [], number: 3, twist: { kind: "none" } } satisfies Partial<FormAttack>;

/** Every action of the build, posted as a form and by fetch. */
function eachAction(attacks: (fields: string[], as: "form" | "fetch") => Partial<FormAttack>[]) {
  return readActions().flatMap((action) =>
    (["form", "fetch"] as const).flatMap((as) =>
      attacks(["store", ...Object.keys(actionForms[action.name]?.fields(demo.store.target(3)) ?? {})], as).map(
        (attack) => ({
          name: `${action.name} as ${as}`,
          ...formRequest(action, { as, ...plain, ...attack }, demo.store),
        }),
      ),
    ),
  );
}

test("a form with NUL in any of its fields is malformed", async () => {
  const posts = eachAction((fields) => fields.map((_, index) => ({ changes: [[index, "before\0after"]] })));
  expect(posts.length).toBeGreaterThan(200);
  expect(await statuses(posts)).toEqual([400]);
});

test("half a letter in a form's fields, and either in its state or in names, is no failure", async () => {
  const values = eachAction((fields) => [{ changes: fields.map((_, index) => [index, "before HALF after"]) }]);
  const halves = values.map(({ body, ...post }) => ({ ...post, body: withHalves(body) }));
  const typed = '[{"fields":{"note":"\\u0000"},"values":{"note":"a\\u0000","email":"\\ud800"}},"$K1"]';
  const states = eachAction((_, as) => (as === "fetch" ? [{ twist: { kind: "arguments", value: typed } }] : []));
  const names = eachAction(() => [{ additions: [["a\0b", "x"]] }]);
  for (const posts of [halves, states, names]) expect(await failures(posts)).toEqual([]);
});

test("NUL in any path or query is malformed, and half a letter is no failure", async () => {
  const nul: RawRequest[] = [];
  const half: RawRequest[] = [];
  for (const route of readRoutes()) {
    const { path, ...request } = harmlessRoute(route, demo.store);
    const paths = (text: string) =>
      [...route.matchAll(/\[\w+\]/g)].map(
        ({ 0: name, index }) =>
          harmlessRoute(`${route.slice(0, index)}${text}${route.slice(index + name.length)}`, demo.store).path,
      );
    const query = (text: string) => parameters.map((name) => `${name}=a${text}b`).join("&");
    for (const method of ["GET", "POST"]) {
      const all = [...paths("a%00b"), `${path}?${query("%00")}`, `${path}?%00`];
      nul.push(...all.map((written) => ({ ...request, method, path: written })));
      for (const written of paths(`a${HALF_ENCODED}b`)) nul.push({ ...request, method, path: written });
      half.push({ ...request, method, path: `${path}?${query(HALF_ENCODED)}` });
    }
  }
  expect(await statuses(nul)).toEqual([400]);
  expect(await failures(half)).toEqual([]);
});

test("either in cookies, headers and the forms of routes is no failure", async () => {
  const flash = JSON.stringify({ path: "/s/demo", key: "verified", values: { reference: "a\u0000\ud800" } });
  const cookies = ["a%00b", HALF_ENCODED, encodeURIComponent(flash)].map((value) =>
    cookieNames.map((name) => `${name.replace("ID", demo.store.target(1).deliveryId)}=${value}`).join("; "),
  );
  const names = ["user-agent", "accept-language", "referer", "range", "if-none-match", "x-forwarded-for", "forwarded"];
  const inHeaders = Object.fromEntries(names.map((name) => [name, HALF.toString("latin1")]));
  const tree = ["", { children: [["store", "a\0\ud800", "d", null], { children: ["__PAGE__", {}] }] }, null, "refetch"];
  const router = { rsc: "1", "next-router-state-tree": encodeURIComponent(JSON.stringify(tree)) };
  const fields = (text: string) => ["code", "next", "password", "customer"].map((name) => `${name}=${text}`).join("&");
  const requests = readRoutes().flatMap((route) => {
    const { headers, ...request } = harmlessRoute(route, demo.store);
    const posts = ["1%00", HALF_ENCODED].map((text) => ({
      ...{ ...request, method: "POST", body: Buffer.from(fields(text)) },
      headers: {
        ...{ ...headers, "content-type": "application/x-www-form-urlencoded" },
        "content-length": String(fields(text).length),
      },
    }));
    return [
      ...cookies.map((cookie) => ({ ...request, headers: { ...headers, cookie } })),
      ...[inHeaders, router].map((more) => ({ ...request, headers: { ...headers, ...more } })),
      ...posts,
    ];
  });
  expect(await failures(requests)).toEqual([]);
});

test.each([
  ["a header", "GET / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: a\0b\r\n\r\n"],
  ["the request line", "GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n"],
])("raw NUL in %s is malformed", async (_, text) => {
  const answer = await new Promise<string>((done) => {
    const socket = connect(demo.app.port, "localhost", () => socket.write(text, "latin1"));
    socket.once("data", (data) => done(data.toString()));
  });
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
});

test("a hand-off that a store signed with either in a claim signs nobody in", async () => {
  const { id, handoffSecret } = await prisma().store.findUniqueOrThrow({ where: { slug: "demo" } });
  const secret = unwrapSecret(handoffSecret ?? "", handoffPurpose(id));
  const sign = (claims: Record<string, unknown>) =>
    new SignJWT({ sub: "8104", email: "ada@mail.example", jti: randomUUID(), ...claims })
      .setProtectedHeader({ alg: "HS256" })
      .setIssuedAt()
      .setExpirationTime("5 minutes")
      .sign(secret);
  const pageOf = (token: string) => `/s/demo/sign-in?token=${token}`;
  const browser = openBrowser({ origin: demo.app.origin, address: "203.0.113.90" });
  const form = await browser.form(pageOf(await sign({})), "token");
  for (const part of ["a\0b", "a\ud800b"])
    for (const claims of [{ sub: part }, { jti: part }, { email: `${part}@mail.example` }, { email_verified: part }]) {
      const token = await sign(claims);
      const { status, text } = await browser.get(pageOf(token));
      expect([status, text.includes("Continue as")]).toEqual([200, "email_verified" in claims]);
      const answer = await browser.post(asForm(form, { store: "demo", token }));
      expect([200, 303]).toContain(answer.status);
      expect(browser.cookies.has("dossier-customer")).toBe("email_verified" in claims);
      browser.cookies.clear();
    }
});

test("the server has logged no failure", () => {
  expect(failuresOf(demo.app)).toEqual([]);
});

/** The different statuses of the answers. */
async function statuses(requests: RawRequest[]): Promise<number[]> {
  return [...new Set((await answer(requests)).map(({ status }) => status))];
}

/** The requests that are answered with a 5xx. */
async function failures(requests: RawRequest[]): Promise<string[]> {
  const failed = (await answer(requests)).filter(({ status }) => status >= 500);
  return failed.map(({ status, name, method, path }) => `${status}: ${name ?? method} ${path}`);
}

async function answer(requests: (RawRequest & { name?: string })[]) {
  const answered: (RawRequest & { name?: string; status: number })[] = [];
  for (const request of requests) {
    const { status } = await send(demo.app.origin, request);
    answered.push({ ...request, status });
  }
  return answered;
}

/** A body in whose place of "HALF" are the bytes that would be half of a surrogate pair. */
function withHalves(body: Buffer = Buffer.of()): Buffer {
  return Buffer.from(body.toString("latin1").replaceAll("HALF", HALF.toString("latin1")), "latin1");
}
