import { randomUUID } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import { createStore } from "@/lib/store/create-store";
import { findStore } from "@/lib/store/find-store";
import type { Prisma } from "@/prisma/generated/client";

/** A new store, as public pages know it. */
export async function makeStore(changes: Prisma.StoreUpdateInput = {}) {
  const slug = `shop-${randomUUID().slice(0, 8)}`;
  await createStore({ slug, name: "Test shop" });
  await prisma().store.update({ where: { slug }, data: changes });
  const store = await findStore(slug);
  if (!store) throw new Error("the store was not made");
  return store;
}

/** A customer of a store: an account, or with `kind: "guest"` one who only ordered. */
export async function makeCustomer(
  storeId: string,
  { kind = "account", ...fields }: Partial<Prisma.CustomerCreateManyInput> = {},
) {
  const id = uuidv7();
  const data = { storeId, id, kind, platformId: kind === "account" ? id : null, searchText: "" };
  return await prisma().customer.create({ data: { ...data, createdAt: new Date(), ...fields } });
}

/** The code of the expected error that some work ends with, or "done". */
export async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    if (error instanceof UserError) return error.code;
    throw error;
  }
}
