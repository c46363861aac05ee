import { prisma } from "@/lib/database";
import { afterFailure, isOpen } from "@/lib/source/outbound-http/circuit";
import { OutboundError } from "@/lib/source/outbound-http/outbound-error";
import type { Connection, ConnectionKey } from "./connection";

const MINUTE_MS = 60_000;

/**
 * Calls a connected system, and writes how that went to its row: every process leaves a system alone that keeps failing, and
 * its page shows what is wrong.
 * @param options `anyway` calls it although it is left alone: its owner has asked. `call` names what it is asked for.
 * @throws OutboundError: what `work` throws; "paused" while it is left alone, "disconnected" once it is no longer connected.
 */
export async function contact<T>(
  { storeId, number, isTrial }: ConnectionKey & Pick<Connection, "isTrial">,
  work: () => Promise<T>,
  { anyway = false, call }: { anyway?: boolean; call?: string | undefined } = {},
): Promise<T> {
  if (isTrial) return await work();
  const circuit = await prisma().connection.findUnique({
    where: { storeId_number: { storeId, number }, state: { not: "disconnected" } },
    select: { failures: true, retryAt: true },
  });
  if (!circuit) throw new OutboundError("disconnected");
  const now = new Date();
  if (!anyway && circuit.retryAt && isOpen(circuit, now)) {
    const retryAfterSeconds = Math.ceil((circuit.retryAt.getTime() - now.getTime()) / 1000);
    throw new OutboundError("paused", { retryAfterSeconds });
  }
  try {
    const result = await work();
    await noteAnswer({ storeId, number });
    return result;
  } catch (error) {
    if (error instanceof OutboundError) await noteFailure({ storeId, number }, circuit.failures, error, call);
    throw error;
  }
}

/** Writes nothing where the row says so already: an export calls a system hundreds of times. */
async function noteAnswer({ storeId, number }: ConnectionKey): Promise<void> {
  const now = new Date();
  const anew = { lastContactAt: { lt: new Date(now.getTime() - MINUTE_MS) } };
  await prisma().connection.updateMany({
    where: {
      ...{ storeId, number, state: { not: "disconnected" } },
      OR: [{ state: { not: "healthy" } }, { failures: { gt: 0 } }, { lastContactAt: null }, anew],
    },
    data: { state: "healthy", failures: 0, retryAt: null, lastContactAt: now },
  });
}

async function noteFailure(
  { storeId, number }: ConnectionKey,
  before: number,
  error: OutboundError,
  call: string | undefined,
): Promise<void> {
  const now = new Date();
  const { failures, retryAt } = afterFailure({ failures: before, retryAt: null }, error, now);
  await prisma().connection.updateMany({
    where: { storeId, number, state: { not: "disconnected" } },
    data: {
      // One that asks for time is not broken.
      ...(error.failure !== "throttled" && { state: error.failure === "unauthorized" ? "revoked" : "failing" }),
      ...{ failures, retryAt, lastError: error.failure, lastErrorAt: now, lastErrorCall: call ?? null },
    },
  });
}
