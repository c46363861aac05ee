import { prisma } from "@/lib/database";
import type { Correction } from "@/lib/request/correction-fields";

/** What the customer of a correction wrote; null where they wrote nothing, as of one that staff entered. */
export async function findCorrection(key: { storeId: string; requestId: string }): Promise<Correction | null> {
  return await prisma().correction.findUnique({
    where: { storeId_requestId: key },
    select: { wrong: true, right: true },
  });
}
