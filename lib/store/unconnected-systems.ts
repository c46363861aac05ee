import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { lockStore } from "./lock-store";

/** A system that holds customers' data and is not connected: exports name it as not searched. */
export interface UnconnectedSystem {
  /** Of the store, from 1. */
  number: number;
  /** What the store calls it; customers read that. */
  name: string;
  /** Whom to ask for its data; staff alone read that. */
  contact: string;
}

/** Each is named in every archive. */
const MAX_SYSTEMS = 20;

/** The systems that a store's owners have listed, in the order in which they did. */
export async function listSystems(storeId: string): Promise<UnconnectedSystem[]> {
  return await prisma().unconnectedSystem.findMany({
    where: { storeId },
    orderBy: { number: "asc" },
    select: { number: true, name: true, contact: true },
  });
}

/** Lists a system. @throws UserError "tooManyConnections". */
export async function addSystem({
  storeId,
  name,
  contact,
  actor,
}: Omit<UnconnectedSystem, "number"> & { storeId: string; actor: MerchantActor }): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    await lockStore(transaction, storeId);
    const rows = await transaction.unconnectedSystem.findMany({ where: { storeId }, select: { number: true } });
    if (rows.length >= MAX_SYSTEMS) throw new UserError("tooManyConnections");
    const number = Math.max(0, ...rows.map((row) => row.number)) + 1;
    await transaction.unconnectedSystem.create({ data: { storeId, number, name, contact }, select: { number: true } });
    await recordEvent(transaction, { storeId, type: "settings_saved", actor, data: { page: "connections" } });
  });
}

/** Takes a system from the list; does nothing where it is not there. Exports that name it keep its name. */
export async function removeSystem({
  storeId,
  number,
  actor,
}: {
  storeId: string;
  number: number;
  actor: MerchantActor;
}): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    const { count } = await transaction.unconnectedSystem.deleteMany({ where: { storeId, number } });
    if (count > 0)
      await recordEvent(transaction, { storeId, type: "settings_saved", actor, data: { page: "connections" } });
  });
}
