import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { customerRecord } from "@/lib/customer/record-names";
import { prisma } from "@/lib/database";
import type { UserErrorCode } from "@/lib/error";
import { sealForCookie } from "@/lib/http/cookie";
import { providerChangedJob } from "@/lib/notification/provider-changed.job";
import type { JobData } from "@/lib/queue/jobs";
import { queue } from "@/lib/queue/queue";
import { listOwnRequests } from "@/lib/request/list-own-requests";
import { submitSignedInRequest } from "@/lib/request/submit-signed-in-request";
import type { CustomerIdentity } from "@/lib/sign-in/customer-session";
import type { Store } from "@/lib/store/find-store";
import { makeCustomer } from "@/test/factories/customer";
import { customersOf, matchAll } from "@/test/factories/request";
import { makeOwnedStore } from "@/test/factories/store";
import { emailsOf, sendAll } from "@/test/harness/emails";
import { freePort } from "@/test/harness/free-port";
import { allowPrivateSources } from "@/test/harness/local-server";
import { CLIENT, startProvider, type TestProvider } from "@/test/harness/openid";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { connectProvider, disconnectProvider } from "./connect-provider";
import { findProvider, hasProvider } from "./provider";
import { finishSignIn, startSignIn } from "./sign-in-by-openid";

withTestDatabase();

let provider: TestProvider;
let store: Store & { ownerEmail: string };

beforeAll(async () => {
  provider = await startProvider(await freePort());
});
afterAll(() => provider.stop());

const owner = { kind: "merchant", id: "00000000-0000-7000-8000-000000000000", name: "Mara Owner" } as const;
const connect = (storeId: string, changes: Partial<typeof CLIENT> & { discoveryUrl?: string } = {}) =>
  connectProvider({
    ...{ storeId, actor: owner, redirectUri: "http://localhost/callback" },
    ...{ ...CLIENT, discoveryUrl: provider.discoveryUrl, ...changes },
  });

beforeEach(async () => {
  allowPrivateSources(provider.host);
  store = await makeOwnedStore();
  await connect(store.id);
});
afterEach(async () => {
  await provider.control({});
  allowPrivateSources();
});

/** A customer's way through the provider. @returns what their browser then brings to the callback. */
async function comeBack(who: string, at: Pick<Store, "id" | "slug"> = store) {
  const { url, sealed } = await startSignIn(at, undefined, "a network");
  return { url, sealed, query: (await provider.logIn(url, who)).searchParams };
}

const finish = ({ query, sealed }: { query: URLSearchParams; sealed: string | undefined }, at = store) =>
  finishSignIn(at, query, sealed, "a network");

/** How a way through the provider ends, where it does not sign in. */
const refusal = async (who: string) => await outcome(finish(await comeBack(who)));

async function identityOf(who: string): Promise<CustomerIdentity> {
  return (await finish(await comeBack(who))).identity;
}

async function request(identity: CustomerIdentity) {
  await submitSignedInRequest({ store, type: "export", identity, locale: "en", rateLimitKey: "a network" });
  await matchAll(store.id);
  return await prisma().request.findFirstOrThrow({
    where: { storeId: store.id },
    orderBy: { createdAt: "desc" },
    include: { identities: { orderBy: { kind: "asc" } } },
  });
}

test("a customer signs in with an address that the provider vouches for, by PKCE, state and nonce", async () => {
  const { url, ...back } = await comeBack("u1 Ada@Mail.example true");
  const asked = new URL(url).searchParams;
  expect(Object.fromEntries(asked)).toMatchObject({
    ...{ response_type: "code", scope: "openid email", code_challenge_method: "S256", client_id: "dossier" },
    redirect_uri: `http://localhost:3000/s/${store.slug}/sign-in/openid/callback`,
  });
  expect(["state", "nonce", "code_challenge"].map((name) => asked.get(name)?.length)).toEqual([43, 43, 43]);
  expect(await finish(back)).toEqual({
    identity: {
      ...{ email: "Ada@Mail.example", emailNormalized: "ada@mail.example", emailVerified: true },
      ...{ platformCustomerId: undefined, openidIssuer: `http://${provider.host}`, openidSubject: "u1" },
    },
    next: undefined,
  });
  const event = { storeId: store.id, type: "customer_signed_in" };
  expect(await prisma().event.findMany({ where: event })).toMatchObject([{ data: { by: "openid" } }]);
});

test("an address that only the userinfo endpoint names counts too, of the same subject alone", async () => {
  const own = provider;
  provider = await startProvider(await freePort(), { CLAIMS: "userinfo" });
  try {
    allowPrivateSources(provider.host);
    await connect(store.id);
    const identity = { email: "ada@mail.example", emailVerified: true, openidSubject: "u1" };
    expect(await identityOf("u1 ada@mail.example true")).toMatchObject(identity);
    await provider.control({ patches: { "/me": { sub: "u2" } } });
    expect(await refusal("u1 ada@mail.example true")).toBe("openidFailed");
  } finally {
    provider.stop();
    provider = own;
  }
});

test("a callback counts once, also for whoever copied the cookie, of three at once", async () => {
  const back = await comeBack("u1 ada@mail.example true");
  const results = await Promise.all([1, 2, 3].map(() => outcome(finish(back).then(() => "signed in"))));
  expect(results.filter((one) => one !== "openidOver")).toHaveLength(1);
  expect(await outcome(finish(back))).toBe("openidOver");
});

test("a state that is another's, another store's, altered, missing or over is refused before the provider is asked", async () => {
  const other = await makeOwnedStore();
  await connect(other.id);
  const [mine, theirs] = [
    await comeBack("u1 ada@mail.example true"),
    await comeBack("u2 eve@mail.example true", other),
  ];
  const again = await comeBack("u3 eve@mail.example true");
  const altered = new URLSearchParams(mine.query);
  altered.set("state", `${altered.get("state")}x`);
  const over = sealForCookie("{}", `openid ${store.id}`, 0);
  const cases = [
    { query: theirs.query, sealed: mine.sealed },
    { query: theirs.query, sealed: theirs.sealed },
    { query: mine.query, sealed: theirs.sealed },
    { query: again.query, sealed: mine.sealed },
    { query: altered, sealed: mine.sealed },
    { query: new URLSearchParams(), sealed: mine.sealed },
    { query: mine.query, sealed: undefined },
    { query: mine.query, sealed: over },
    { query: mine.query, sealed: "forged" },
  ];
  for (const one of cases) expect(await outcome(finish(one))).toBe("openidOver");
  // None of them used it up.
  expect((await finish(mine)).identity.openidSubject).toBe("u1");
});

test("a code of another sign-in, and one that another store's client was given, are refused", async () => {
  const other = await makeOwnedStore();
  await connect(other.id, { clientId: "another" });
  for (const from of [await comeBack("u1 ada@mail.example true"), await comeBack("u1 ada@mail.example true", other)]) {
    const mine = await comeBack("u2 eve@mail.example true");
    mine.query.set("code", from.query.get("code") ?? "");
    expect(await outcome(finish(mine))).toBe("openidFailed");
  }
});

test("an ID token that was used, one of another client, and one that another key signed are refused", async () => {
  await identityOf("u1 ada@mail.example true");
  const { id_token } = await provider.control({});
  await provider.control({ patches: { "/token": { id_token } } });
  expect(await refusal("u2 eve@mail.example true")).toBe("openidFailed");
  await provider.control({});
  const other = await makeOwnedStore();
  await connect(other.id, { clientId: "another" });
  const theirs = await comeBack("u1 ada@mail.example true", other);
  await finishSignIn(other, theirs.query, theirs.sealed, "a network");
  const { id_token: another } = await provider.control({});
  await provider.control({ patches: { "/token": { id_token: another } } });
  expect(await refusal("u2 eve@mail.example true")).toBe("openidFailed");
  const n = Buffer.alloc(256, 201).toString("base64url");
  await provider.control({ patches: { "/jwks": { keys: [{ kty: "RSA", use: "sig", e: "AQAB", n }] } } });
  expect(await refusal("u1 ada@mail.example true")).toBe("openidFailed");
});

test.each<[string, UserErrorCode, who: string, Parameters<TestProvider["control"]>[0]?]>([
  ["refuses", "openidDenied", "deny"],
  ["names no address", "openidNoEmail", "u1"],
  ["names an address that is none", "openidNoEmail", "u1 ada"],
  ["has a clock that is 5 minutes slow", "openidClock", "u1 ada@mail.example true", { clockOffsetSeconds: -300 }],
  ["has a clock that is 5 minutes fast", "openidClock", "u1 ada@mail.example true", { clockOffsetSeconds: 300 }],
  ["answers a page", "openidUnreachable", "u1 ada@mail.example true"],
])("a provider that %s signs nobody in: %s", async (what, code, who, changes = {}) => {
  await provider.control(changes);
  const back = await comeBack(who);
  if (what === "answers a page") allowPrivateSources();
  expect(await outcome(finish(back))).toBe(code);
});

test.each(["false", '"true"', "1", undefined])("an email_verified of %s is no proof", async (verified) => {
  expect((await identityOf(`u1 ada@mail.example ${verified ?? ""}`.trim())).emailVerified).toBe(false);
});

test.each<[string, object]>([
  ["issuer", { issuer: "https://evil.example" }],
  ["token endpoint", { token_endpoint: "https://evil.example/token" }],
  ["key set", { jwks_uri: "https://evil.example/jwks" }],
  ["sign-in page", { authorization_endpoint: "https://evil.example/auth" }],
  ["userinfo endpoint", { userinfo_endpoint: "https://evil.example/me" }],
])("a provider whose %s changed signs nobody in, and its owners are told once", async (_what, changes) => {
  const session = { kind: "customer", storeId: store.id, expiresAt: new Date(Date.now() + 60_000) } as const;
  const [signedIn, byLink] = [crypto.randomUUID(), crypto.randomUUID()];
  await prisma().session.createMany({
    data: [
      { ...session, id: signedIn, openidIssuer: "x" },
      { ...session, id: byLink },
    ],
  });
  const back = await comeBack("u1 ada@mail.example true");
  await provider.control({ patches: { "/.well-known/openid-configuration": changes } });
  const both = [outcome(finish(back)), outcome(startSignIn(store, undefined, "a network"))];
  expect(await Promise.all(both)).toEqual(["openidChanged", "openidChanged"]);
  await provider.control({});
  // It stays so until an owner connects it again.
  expect(await outcome(startSignIn(store, undefined, "a network"))).toBe("openidChanged");
  expect(await hasProvider(store.id)).toBe(false);
  const sessions = await prisma().session.findMany({ where: { storeId: store.id }, select: { id: true } });
  expect(sessions).toEqual([{ id: byLink }]);
  const jobs = await queue().findJobs<JobData<"provider-changed">>("provider-changed", { data: { storeId: store.id } });
  for (const { data } of [...jobs, ...jobs]) await providerChangedJob(data);
  await sendAll(store.id);
  expect((await emailsOf(store.id)).map(({ template, to }) => [template, to])).toEqual([
    ["provider-changed", store.ownerEmail],
  ]);
  await connect(store.id);
  expect((await identityOf("u1 ada@mail.example true")).openidSubject).toBe("u1");
});

test("connecting another provider signs out whom the one before signed in, and nobody else", async () => {
  const session = { kind: "customer", storeId: store.id, expiresAt: new Date(Date.now() + 60_000) } as const;
  const [byIt, byFormer, byLink] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  await prisma().session.createMany({
    data: [
      { ...session, id: byIt, openidIssuer: `http://${provider.host}` },
      { ...session, id: byFormer, openidIssuer: "https://former.example" },
      { ...session, id: byLink },
    ],
  });
  await connect(store.id);
  const left = await prisma().session.findMany({ where: { storeId: store.id }, select: { id: true } });
  expect(left.map(({ id }) => id).toSorted()).toEqual([byIt, byLink].toSorted());
});

test("connecting checks the provider and its client, pins what it says, and stores the secret sealed", async () => {
  const other = await makeOwnedStore();
  expect(await outcome(connect(other.id, { clientSecret: "wrong" }))).toBe("openidSecret");
  expect(await outcome(connect(other.id, { discoveryUrl: `http://${provider.host}/.well-known/none` }))).toBe(
    "openidConnect",
  );
  await provider.control({ patches: { "/.well-known/openid-configuration": { jwks_uri: "http://10.0.0.1/" } } });
  expect(await outcome(connect(other.id))).toBe("openidConnect");
  expect(await findProvider(other.id)).toBeNull();
  expect(await findProvider(store.id)).toMatchObject({
    issuer: `http://${provider.host}`,
    hosts: [provider.host],
    changedAt: null,
  });
  const { clientSecret } = await prisma().openidProvider.findUniqueOrThrow({ where: { storeId: store.id } });
  expect(clientSecret).toMatch(/^v1\./);
  await disconnectProvider(store.id, owner);
  await disconnectProvider(store.id, owner);
  expect(await outcome(startSignIn(store, undefined, "a network"))).toBe("openidOff");
  const events = await prisma().event.findMany({ where: { storeId: store.id }, orderBy: { at: "asc" } });
  expect(events.map(({ type }) => type)).toEqual(["openid_connected", "openid_ended"]);
});

test("a subject that equals a customer's platform id brings nothing of theirs, with an address or without a proof of it", async () => {
  const victim = await makeCustomer(store.id, {
    platformId: "8104",
    email: "victim@mail.example",
    emailNormalized: "victim@mail.example",
  });
  const own = await makeCustomer(store.id, { email: "eve@mail.example", emailNormalized: "eve@mail.example" });
  const proved = await request(await identityOf("8104 eve@mail.example true"));
  expect(proved).toMatchObject({ personKey: "email:eve@mail.example", platformCustomerId: null, emailVerified: true });
  expect(
    proved.identities.map(({ kind, source, value, issuer, proof }) => [kind, source, value, issuer, proof]),
  ).toEqual([
    ["email", "", "eve@mail.example", "openid", "openid"],
    ["openid_subject", `http://${provider.host}`, "8104", "openid", "openid"],
  ]);
  expect(await customersOf(store.id, proved.id)).toEqual([own.id]);
  const records = () =>
    prisma().requestRecord.findMany({ where: { storeId: store.id, record: customerRecord(victim.id) } });
  expect(await records()).toEqual([]);

  const unproved = await identityOf("8104 victim@mail.example false");
  const asked = await request(unproved);
  expect(asked).toMatchObject({ personKey: `openid:http://${provider.host}#8104`, emailVerified: false });
  expect(await records()).toEqual([]);
  // Theirs to see; not the address's owner's, nor another subject's.
  const references = async (identity: CustomerIdentity) =>
    (await listOwnRequests(store.id, identity)).map(({ reference }) => reference);
  expect(await references(unproved)).toEqual([asked.reference]);
  expect(await references(await identityOf("8105 victim@mail.example false"))).toEqual([]);
  expect(await references(await identityOf("victim victim@mail.example true"))).toEqual([]);
  const handedOver = { ...unproved, openidIssuer: undefined, openidSubject: undefined, platformCustomerId: "8104" };
  expect(await references(handedOver)).toEqual([]);
});
