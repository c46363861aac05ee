import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { hashPassword, verifyPassword } from "@/lib/sign-in/password";
import { readPasswordLink } from "@/lib/sign-in/password-link";
import { createToken } from "@/lib/token";
import {
  makeInvitation,
  makeMember,
  makeMerchant,
  makePasswordLink,
  makeStore,
  merchantEmail,
} from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import {
  acceptAsMerchant,
  acceptAsNew,
  acceptByPassword,
  mintInvitationLink,
  readInvitation,
} from "./accept-invitation";
import { withdrawInvitation } from "./invite-member";

withTestDatabase();

const PASSWORD = "a long enough password";
const account = { name: "Ann New", password: PASSWORD };
let storeId: string;

beforeEach(async () => {
  storeId = (await makeStore()).id;
});

const members = async (store = storeId) =>
  (await prisma().membership.findMany({ where: { storeId: store }, include: { merchant: true } })).map(
    ({ role, merchant: { email, name } }) => ({ role, email, name }),
  );

test("someone new chooses a name and a password, once; opening the link changes nothing", async () => {
  const { token, email } = await makeInvitation(storeId, { role: "viewer" });
  for (let opened = 0; opened < 2; opened++)
    expect(await readInvitation(storeId, token)).toMatchObject({ email, role: "viewer", hasAccount: false });
  const { merchantId } = await acceptAsNew(storeId, token, account);
  expect(await members()).toEqual([{ role: "viewer", email, name: "Ann New" }]);
  const { passwordHash } = await prisma().merchant.findUniqueOrThrow({ where: { id: merchantId } });
  expect(await verifyPassword(passwordHash ?? "", PASSWORD)).toBe(true);
  expect(await readInvitation(storeId, token)).toBeNull();
  expect(await outcome(acceptAsNew(storeId, token, account))).toBe("linkInvalid");
  expect(await prisma().event.findMany({ where: { storeId } })).toMatchObject([
    { type: "member_joined", actorId: merchantId, data: { memberId: merchantId, role: "viewer" } },
  ]);
});

test("a link never changes a password that there is; it accepts for who is signed in with its address", async () => {
  const merchant = await makeMerchant("Ben", { passwordHash: await hashPassword(PASSWORD) });
  const email = merchantEmail(merchant.id);
  const { token } = await makeInvitation(storeId, { email: email.toUpperCase() });
  expect(await readInvitation(storeId, token)).toMatchObject({ hasAccount: true });
  expect(await outcome(acceptAsNew(storeId, token, { name: "Eve", password: "another long password" }))).toBe(
    "accountExists",
  );
  const another = await makeMerchant("Cem");
  const asAnother = { ...another, email: merchantEmail(another.id) };
  expect(await outcome(acceptAsMerchant(storeId, token, asAnother))).toBe("invitationOfAnother");
  expect(await members()).toEqual([]);
  await acceptAsMerchant(storeId, token, { ...merchant, email });
  expect(await members()).toEqual([{ role: "staff", email, name: "Ben" }]);
  expect(await outcome(acceptAsMerchant(storeId, token, { ...merchant, email }))).toBe("linkInvalid");
});

test("the password of the account accepts, a wrong one does not", async () => {
  const merchant = await makeMerchant("Ben", { passwordHash: await hashPassword(PASSWORD) });
  const { token } = await makeInvitation(storeId, { email: merchantEmail(merchant.id) });
  const accept = (password: string) =>
    outcome(acceptByPassword(storeId, token, { password, rateLimitKey: "192.0.2.1" }));
  expect(await accept("wrong password")).toBe("signInFailed");
  expect(await members()).toEqual([]);
  expect(await accept(PASSWORD)).toBe("done");
  expect(await members()).toHaveLength(1);
});

test("a merchant who has no password yet chooses one, and links to set it that were sent before are used up", async () => {
  const { id } = await makeMerchant("Unnamed");
  const earlier = await makePasswordLink(id);
  const { token } = await makeInvitation(storeId, { email: merchantEmail(id) });
  expect(await acceptAsNew(storeId, token, account)).toMatchObject({ merchantId: id });
  expect(await members()).toEqual([{ role: "staff", email: merchantEmail(id), name: "Ann New" }]);
  expect(await readPasswordLink(earlier)).toBeNull();
});

test("of two who accept at the same time one joins, and so it is with links of two stores for one new address", async () => {
  const { token } = await makeInvitation(storeId);
  const twice = await Promise.all([1, 2].map(() => outcome(acceptAsNew(storeId, token, account))));
  expect(twice.sort()).toEqual(["done", "linkInvalid"]);
  expect(await members()).toHaveLength(1);

  const other = await makeStore();
  const email = "twice@shop.example";
  const links = [await makeInvitation(storeId, { email }), await makeInvitation(other.id, { email })];
  const both = await Promise.all(
    links.map((link, index) => outcome(acceptAsNew([storeId, other.id][index] ?? "", link.token, account))),
  );
  expect(both.sort()).toEqual(["accountExists", "done"]);
  expect(await prisma().merchant.count({ where: { email } })).toBe(1);
});

test("a link that was withdrawn, has expired, is another store's or made up accepts nothing", async () => {
  const actor = await makeMember(storeId, "owner");
  const withdrawn = await makeInvitation(storeId);
  await withdrawInvitation({ storeId, invitationId: withdrawn.invitationId, actor });
  const expired = await makeInvitation(storeId, { expiresAt: new Date() });
  const foreign = await makeInvitation((await makeStore()).id);
  for (const token of [withdrawn.token, expired.token, foreign.token, createToken(), "", "x".repeat(5000)]) {
    expect(await readInvitation(storeId, token)).toBeNull();
    expect(await outcome(acceptAsNew(storeId, token, account))).toBe("linkInvalid");
  }
  expect(await mintInvitationLink(storeId, expired.invitationId)).toBeUndefined();
  expect(await members()).toHaveLength(1);
});

test("who is a member by another way keeps their role", async () => {
  const owner = await makeMember(storeId, "owner");
  const { token, email } = await makeInvitation(storeId, { role: "viewer", email: merchantEmail(owner.id) });
  await acceptAsMerchant(storeId, token, { ...owner, email });
  expect(await members()).toMatchObject([{ role: "owner" }]);
});

test("a password that is little more than the address is refused, and the link stays", async () => {
  const { token } = await makeInvitation(storeId, { email: "umbrella-factory@shop.example" });
  const password = "umbrella-factory";
  expect(await outcome(acceptAsNew(storeId, token, { name: "Ann", password }))).toBe("passwordNamesAddress");
  expect(await readInvitation(storeId, token)).not.toBeNull();
});
