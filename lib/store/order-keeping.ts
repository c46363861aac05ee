import { z } from "zod";
import { zfd } from "zod-form-data";
import type { Actor } from "@/lib/event/event-types";
import { DEFAULT_TIME_ZONE, dateIn, startOfDay } from "@/lib/time-zone";
import { saveStore } from "./save-store";

/**
 * For how many years the records of a sale have to be kept, by country (ISO 3166-1), with the statute. Each counts from the
 * end of a year: the calendar year (DE § 147 (4) AO, AT § 132 (1) BAO) or the financial year (FR, UK).
 * DE: receipts are kept for 8 years since the Viertes Bürokratieentlastungsgesetz of 2024, books themselves for 10.
 * Sources and what could not be checked: docs/decisions/033.
 */
export const keepingRules = {
  DE: { years: 8, statute: "§ 147 AO, § 257 HGB" },
  AT: { years: 7, statute: "§ 132 BAO" },
  FR: { years: 10, statute: "Art. L123-22 Code de commerce" },
  NL: { years: 7, statute: "art. 52 AWR" },
  GB: { years: 6, statute: "HMRC, Companies Act 2006 s. 388" },
} as const;

export type KeepingCountry = keyof typeof keepingRules;
export const keepingCountries = Object.keys(keepingRules) as KeepingCountry[];

/** Longer than any of the laws above. */
const MAX_YEARS = 30;

const yearsRange = { error: "keepingYearsOutOfRange" };

/** The fields of the form, by its data. No years mean those of the country's law. */
export function orderKeepingSettings(data: FormData) {
  const years = z.number(yearsRange).int(yearsRange).min(1, yearsRange).max(MAX_YEARS, yearsRange);
  const isNeeded = data.has("ordersAreBooks") && data.get("orderKeepingCountry") === OTHER;
  return {
    ordersAreBooks: zfd.checkbox(),
    orderKeepingCountry: z.enum([...keepingCountries, OTHER]),
    orderKeepingYears: zfd.numeric(isNeeded ? years : years.optional()),
  };
}

/** In place of a country: the owner gives the years. */
export const OTHER = "other";

export type OrderKeepingSettings = z.infer<z.ZodObject<ReturnType<typeof orderKeepingSettings>>>;

/** What a store's columns say of it. */
interface OrderKeepingColumns {
  ordersAreBooks: boolean;
  orderKeepingYears: number | null;
  orderKeepingCountry: string | null;
}

/** Prisma: the columns that `orderKeeping` and `keepOrdersFrom` read. */
export const orderKeepingColumns = {
  ...{ ordersAreBooks: true, orderKeepingYears: true, orderKeepingCountry: true, timeZone: true },
} as const;

/** Whether a store keeps an erased person's orders, for how many years after the year of the order, and by which law. */
export function orderKeeping(store: OrderKeepingColumns): { keep: boolean; years: number; statute: string | null } {
  const rule = keepingRules[store.orderKeepingCountry as KeepingCountry] as { statute: string } | undefined;
  return { keep: store.ordersAreBooks, years: store.orderKeepingYears ?? 0, statute: rule?.statute ?? null };
}

/**
 * The first instant of the years whose orders are kept, in the store's time zone: with 8 years, in 2026, that of 2018.
 * @returns null where orders are a copy, of which nothing is kept.
 */
export function keepOrdersFrom(
  store: OrderKeepingColumns & { timeZone: string | null },
  now = new Date(),
): Date | null {
  const { keep, years } = orderKeeping(store);
  return keep ? yearsAgo(years, store.timeZone, now) : null;
}

/** The first instant of the calendar year so many years before this one, in a store's time zone. */
export function yearsAgo(years: number, timeZone: string | null, now = new Date()): Date {
  const zone = timeZone ?? DEFAULT_TIME_ZONE;
  return startOfDay(`${Number(dateIn(zone, now).slice(0, 4)) - years}-01-01`, zone);
}

/**
 * Saves whether orders are kept. Where they no longer are, the years stay: orders that are kept already are kept as long as
 * they were to be.
 */
export async function saveOrderKeeping(
  storeId: string,
  { ordersAreBooks, orderKeepingCountry: chosen, orderKeepingYears: typed }: OrderKeepingSettings,
  actor: Actor,
): Promise<void> {
  const country = chosen === OTHER ? null : chosen;
  const years = typed ?? (country && keepingRules[country].years);
  const kept = ordersAreBooks ? { orderKeepingCountry: country, orderKeepingYears: years } : {};
  await saveStore(storeId, { ordersAreBooks, ...kept }, actor, "law");
}
