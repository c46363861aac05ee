import { z } from "zod";
import { zfd } from "zod-form-data";
import { prisma } from "@/lib/database";
import type { Actor } from "@/lib/event/event-types";
import { DeliveryMethod } from "@/prisma/generated/enums";
import { saveStore } from "./save-store";

/** The methods by which a customer can get an export. The first is a store's until it chooses another. */
export const deliveryMethods = Object.values(DeliveryMethod);

const lifetime = { error: "retentionOutOfRange" };
/** Longer than a closed request can be reopened (lib/request/reopen-request.ts). */
const MIN_RETENTION_MONTHS = 2;

/** The fields of the delivery settings. */
export const deliverySettings = {
  deliveryMethod: z.enum(deliveryMethods),
  approvalRequired: zfd.checkbox(),
  reviewRequired: zfd.checkbox(),
  retentionMonths: zfd.numeric(z.number(lifetime).int(lifetime).min(MIN_RETENTION_MONTHS, lifetime).max(120, lifetime)),
};

export type DeliverySettings = z.infer<z.ZodObject<typeof deliverySettings>>;

/**
 * What the delivery settings show, with the number of erased requests by the year they were closed in, latest
 * year first.
 */
export async function readDeliverySettings(storeId: string) {
  const [settings, erased] = await Promise.all([
    prisma().store.findUniqueOrThrow({
      where: { id: storeId },
      select: { deliveryMethod: true, approvalRequired: true, reviewRequired: true, retentionMonths: true },
    }),
    prisma().erasedRequests.groupBy({
      by: ["month"],
      where: { storeId, state: { not: "unverified" } },
      _sum: { count: true },
    }),
  ]);
  const years = new Map<number, number>();
  for (const { month, _sum } of erased) {
    const year = month.getUTCFullYear();
    years.set(year, (years.get(year) ?? 0) + (_sum.count ?? 0));
  }
  return {
    ...settings,
    erased: [...years].map(([year, count]) => ({ year, count })).sort((one, other) => other.year - one.year),
  };
}

/** Saves how a store delivers, and how long the records of its closed requests are kept. */
export async function saveDeliverySettings(storeId: string, settings: DeliverySettings, actor: Actor): Promise<void> {
  await saveStore(storeId, settings, actor, "delivery");
}
