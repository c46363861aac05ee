import { randomUUID } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { prisma } from "@/lib/database";
import { readEmailAddress } from "@/lib/email-address";
import { createStore } from "@/lib/store/create-store";
import { findStore } from "@/lib/store/find-store";
import { createToken, hashToken } from "@/lib/token";
import type { Prisma, Role } from "@/prisma/generated/client";

/** A new store, as public pages know it, whose owner has confirmed the information that comes with each copy. */
export async function makeStore(changes: Prisma.StoreUpdateInput = {}) {
  const slug = `shop-${randomUUID().slice(0, 8)}`;
  await createStore({ slug, name: "Test shop" });
  await prisma().store.update({ where: { slug }, data: { informationConfirmedAt: new Date(0), ...changes } });
  const store = await findStore(slug);
  if (!store) throw new Error("the store was not made");
  return store;
}

/** A new store and its owner's address. */
export async function makeOwnedStore(changes: Prisma.StoreUpdateInput = {}) {
  const store = await makeStore(changes);
  const { id } = await makeMember(store.id, "owner");
  return { ...store, ownerEmail: merchantEmail(id) };
}

/** A merchant, as an actor: a member of no store. */
export async function makeMerchant(name = "Mara Owner", fields: Partial<Prisma.MerchantCreateInput> = {}) {
  const id = uuidv7();
  await prisma().merchant.create({ data: { id, name, email: merchantEmail(id), ...fields }, select: { id: true } });
  return { kind: "merchant", id, name } as const;
}

/** A member of a store, as an actor. */
export async function makeMember(storeId: string, role: Role = "staff", name = "Mara Owner") {
  const merchant = await makeMerchant(name);
  await prisma().membership.create({ data: { storeId, merchantId: merchant.id, role }, select: { role: true } });
  return merchant;
}

/** A merchant's session, which has not ended. */
export async function makeSession(merchantId: string): Promise<void> {
  const expiresAt = new Date(Date.now() + 3_600_000);
  await prisma().session.create({ data: { id: uuidv7(), kind: "merchant", merchantId, expiresAt } });
}

/** A link by which a merchant sets a password. @returns its token. */
export async function makePasswordLink(merchantId: string, expiresInSeconds = 3600): Promise<string> {
  const token = createToken();
  const expiresAt = new Date(Date.now() + expiresInSeconds * 1000);
  await prisma().passwordToken.create({ data: { tokenHash: hashToken(token), merchantId, expiresAt } });
  return token;
}

/** An invitation to a store, with a link that accepts it. */
export async function makeInvitation(storeId: string, fields: Partial<Prisma.InvitationUncheckedCreateInput> = {}) {
  const [id, token] = [uuidv7(), createToken()];
  const email = fields.email ?? `${id}@invited.example`;
  const expiresAt = new Date(Date.now() + 3_600_000);
  const row = { role: "staff" as const, invitedByName: "Mara Owner", expiresAt, ...fields };
  await prisma().invitation.create({
    data: { ...row, storeId, id, email, emailNormalized: readEmailAddress(email).normalized },
    select: { id: true },
  });
  await prisma().invitationLink.create({
    data: { storeId, tokenHash: hashToken(token), invitationId: id },
    select: { storeId: true },
  });
  return { invitationId: id, token, email };
}

/** The address of a merchant of `makeMerchant`. */
export function merchantEmail(id: string): string {
  return `${id}@merchant.example`;
}
