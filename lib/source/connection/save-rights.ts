import { prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import type { Obstacle, Right } from "@/lib/source/rights";
import { type ConnectionKey, findConnections } from "./connection";
import { kindOf } from "./kinds";

/** A right that a connection's kind can carry out: whether the owner switched it on, and what is missing there. */
export interface ConnectionRight {
  right: Right;
  isOn: boolean;
  obstacle: Obstacle | undefined;
}

/** What an owner can let a connection do; none where it can do nothing or is connected no longer. */
export async function readRights({ storeId, number }: ConnectionKey): Promise<ConnectionRight[]> {
  const connection = (await findConnections(storeId)).find((one) => one.number === number);
  const kind = connection && kindOf(connection);
  if (!kind) return [];
  // As it would be with everything on: what is left is missing in the system.
  const { cannot } = kind.source({ ...connection, mayErase: true, mayObject: true });
  const isOn = { erase: connection.mayErase, object: connection.mayObject };
  return kind.rights.map((right) => ({ right, isOn: isOn[right], obstacle: cannot?.[right] }));
}

/**
 * Saves what a connection may do; what its kind cannot stays off. Nothing is recorded where it is so already.
 * @throws UserError "connectionGone".
 */
export async function saveRights({
  storeId,
  number,
  may,
  actor,
}: ConnectionKey & { may: Record<Right, boolean>; actor: MerchantActor }): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    const connection = (await findConnections(storeId, transaction)).find((one) => one.number === number);
    const kind = connection && kindOf(connection);
    if (!kind) throw new UserError("connectionGone");
    const on = (right: Right) => may[right] && kind.rights.includes(right);
    const data = { mayErase: on("erase"), mayObject: on("object") };
    const { count } = await transaction.connection.updateMany({
      where: { storeId, number, state: { not: "disconnected" }, NOT: data },
      data,
    });
    if (count === 0) return;
    const rights = { number, erase: data.mayErase, object: data.mayObject };
    const saved = { page: "connections" as const, rights };
    await recordEvent(transaction, { storeId, type: "settings_saved", actor, data: saved });
  });
}
