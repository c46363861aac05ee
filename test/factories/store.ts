import { randomUUID } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { prisma } from "@/lib/database";
import { createStore } from "@/lib/store/create-store";
import { findStore } from "@/lib/store/find-store";
import type { Prisma, Role } from "@/prisma/generated/client";

/** A new store, as public pages know it. */
export async function makeStore(changes: Prisma.StoreUpdateInput = {}) {
  const slug = `shop-${randomUUID().slice(0, 8)}`;
  await createStore({ slug, name: "Test shop" });
  await prisma().store.update({ where: { slug }, data: changes });
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
export async function makeMerchant(name = "Mara Owner") {
  const id = uuidv7();
  await prisma().merchant.create({ data: { id, name, email: merchantEmail(id) }, select: { id: true } });
  return { kind: "merchant", id, name } as const;
}

/** A member of a store, as an actor. */
export async function makeMember(storeId: string, role: Role = "staff", name = "Mara Owner") {
  const merchant = await makeMerchant(name);
  await prisma().membership.create({ data: { storeId, merchantId: merchant.id, role }, select: { role: true } });
  return merchant;
}

function merchantEmail(id: string): string {
  return `${id}@merchant.example`;
}
