import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { database, prisma } from "@/lib/database";
import { readEmailAddress } from "@/lib/email-address";
import type { MerchantActor } from "@/lib/event/event-types";
import { makeInvitation, makeMember, makeStore, merchantEmail } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { inviteMember, resendInvitation, withdrawInvitation } from "./invite-member";

withTestDatabase();

let storeId: string;
let actor: MerchantActor;

beforeEach(async () => {
  await database().query("DELETE FROM rate_limit");
  storeId = (await makeStore()).id;
  actor = await makeMember(storeId, "owner");
});

const invite = (email: string, store = storeId) =>
  inviteMember({ storeId: store, email: readEmailAddress(email), role: "viewer", locale: "en", actor });
const anyone = () => `${randomUUID()}@shop.example`;
const invitations = (store = storeId) => prisma().invitation.findMany({ where: { storeId: store } });
const waiting = () => prisma().merchantEmail.findMany({ where: { storeId }, orderBy: { id: "asc" } });
const events = async () =>
  (await prisma().event.findMany({ where: { storeId }, orderBy: { id: "asc" } })).map(({ type }) => type);

test("an invitation is valid for seven days, waits for its email, and is an event without the address", async () => {
  await invite(" New.Person@Shop.example ");
  const [invitation] = await invitations();
  expect(invitation).toMatchObject({ email: "New.Person@Shop.example", role: "viewer", invitedByName: actor.name });
  const days = ((invitation?.expiresAt.getTime() ?? 0) - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(6.99);
  expect(days).toBeLessThanOrEqual(7);
  expect(await waiting()).toMatchObject([{ kind: "invitation", invitationId: invitation?.id, locale: "en" }]);
  const [event] = await prisma().event.findMany({ where: { storeId } });
  expect(event).toMatchObject({ type: "member_invited", data: { invitationId: invitation?.id, role: "viewer" } });
});

test("a member and someone who is invited already are not invited again, in any spelling of the address", async () => {
  const { id } = await makeMember(storeId, "staff");
  expect(await outcome(invite(merchantEmail(id).toUpperCase()))).toBe("memberAlready");
  const email = anyone();
  const outcomes = await Promise.all([email, email.toUpperCase()].map((address) => outcome(invite(address))));
  expect(outcomes.sort()).toEqual(["done", "invitedAlready"]);
  expect(await outcome(invite(email))).toBe("invitedAlready");
  expect(await invitations()).toHaveLength(1);
  // Another store may invite them.
  expect(await outcome(invite(email, (await makeStore()).id))).toBe("done");
});

test("a store sends 20 invitations a day, with those that it sends again, and an inbox gets three in an hour", async () => {
  const { invitationId } = await makeInvitation(storeId);
  const resend = () => outcome(resendInvitation({ storeId, invitationId, locale: "en", actor }));
  for (let sent = 0; sent < 3; sent++) expect(await resend()).toBe("done");
  expect(await resend()).toBe("rateLimited");
  // A refused try counts as well.
  for (let sent = 0; sent < 16; sent++) expect(await outcome(invite(anyone()))).toBe("done");
  await expect(invite(anyone())).rejects.toMatchObject({
    code: "rateLimited",
    values: { of: "invitations", hours: 24 },
  });
});

test("an invitation that is sent again is valid for its whole time again", async () => {
  const { invitationId } = await makeInvitation(storeId, { expiresAt: new Date(0), emailFailed: true });
  await resendInvitation({ storeId, invitationId, locale: "de", actor });
  const [invitation] = await invitations();
  expect(invitation?.emailFailed).toBe(false);
  expect(invitation?.expiresAt.getTime()).toBeGreaterThan(Date.now() + 6.9 * 86_400_000);
  expect(await waiting()).toMatchObject([{ invitationId, locale: "de" }]);
  expect(await events()).toEqual(["invitation_resent"]);
});

test("an invitation that is withdrawn is gone with the email that waits; that of another store stays", async () => {
  await invite(anyone());
  const invitationId = (await invitations())[0]?.id ?? "";
  const other = await makeStore();
  for (const act of [
    () => withdrawInvitation({ storeId: other.id, invitationId, actor }),
    () => resendInvitation({ storeId: other.id, invitationId, locale: "en", actor }),
  ])
    expect(await outcome(act())).toBe("invitationGone");
  await withdrawInvitation({ storeId, invitationId, actor });
  expect(await waiting()).toEqual([]);
  expect(await outcome(withdrawInvitation({ storeId, invitationId, actor }))).toBe("invitationGone");
  expect(await events()).toEqual(["member_invited", "invitation_withdrawn"]);
});
