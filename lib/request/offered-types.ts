import { z } from "zod";
import { zfd } from "zod-form-data";
import { database, prisma } from "@/lib/database";
import { UserError } from "@/lib/error";
import type { MerchantActor } from "@/lib/event/event-types";
import { recordEvent } from "@/lib/event/record-event";
import { type Locale, locales } from "@/lib/locale";
import { lockStore } from "@/lib/store/lock-store";
import type { RequestType } from "@/prisma/generated/client";
import { countries } from "./entered-fields";
import { DATA_EXPORT, requestTypes, typeRules } from "./type-rules";

/** A type that a store's public page offers besides the copy, which it always does. */
export interface Offer {
  type: RequestType;
  /** ISO 3166-1: to customers in these alone; empty: in every country. */
  countries: string[];
}

/** The types that a store may offer, in the order of their switches. */
export const offerableTypes = requestTypes.filter((type) => typeRules[type].path !== null);

/** The types that a store's public page offers besides the copy. @param country ISO 3166-1: to customers there. */
export async function offeredTypes(storeId: string, country?: string): Promise<Offer[]> {
  const rows = await prisma().offeredType.findMany({ where: { storeId }, select: { type: true, countries: true } });
  return offerableTypes.flatMap((type) => rows.filter((row) => row.type === type && isOfferedIn(row, country)));
}

/** Whether a type is offered to customers in a country. @param country undefined: anywhere. */
function isOfferedIn(offer: Pick<Offer, "countries">, country: string | undefined): boolean {
  return country === undefined || offer.countries.length === 0 || offer.countries.includes(country);
}

/**
 * Refuses a request of a type that its store does not offer, or not in the customer's country.
 * @throws UserError "typeNotOffered".
 */
export async function requireOffered(storeId: string, type: RequestType, country = ""): Promise<void> {
  if (type === DATA_EXPORT) return;
  const { rows } = await database().prepared(OFFER, [storeId, type]);
  const [offer] = rows as Pick<Offer, "countries">[];
  if (!offer || !isOfferedIn(offer, country)) throw new UserError("typeNotOffered");
}

// Prepared, as what a guest's request does after it.
const OFFER = "SELECT countries FROM offered_type WHERE store_id = $1::uuid AND type = $2::request_type";

/**
 * Since when every store of this deployment offers the opt-out: only then does the whole origin abide by Global Privacy
 * Control, as /.well-known/gpc.json says. Undefined where one does not, or there is none.
 */
export async function optOutSince(): Promise<Date | undefined> {
  const rows = await prisma().store.findMany({
    select: { offeredTypes: { where: { type: "opt_out" }, select: { since: true } } },
  });
  const since = rows.map(({ offeredTypes: [offer] }) => offer?.since);
  if (since.length === 0 || since.includes(undefined)) return undefined;
  return new Date(Math.max(...since.map((at) => at?.getTime() ?? 0)));
}

/** The name of the field of a type's countries. */
export const countriesFieldOf = (type: RequestType) => `${type}-countries`;

/** The form of the switches: a checkbox a type by its name, and its countries by `countriesFieldOf`. */
export const offerFields: Record<string, z.ZodType> = Object.fromEntries(
  offerableTypes.flatMap((type) => [
    [type, zfd.checkbox()],
    [countriesFieldOf(type), z.string().max(4000, { error: "countriesUnknown" }).default("").transform(readCountries)],
  ]),
);

/** A switch as the form sends it, read by `offerFields`. */
export function offersIn(sent: Record<string, unknown>): Offer[] {
  return offerableTypes
    .filter((type) => sent[type] === true)
    .map((type) => ({ type, countries: sent[countriesFieldOf(type)] as string[] }));
}

/** Saves which types a store offers, and records who did. */
export async function saveOffers(storeId: string, offers: Offer[], actor: MerchantActor): Promise<void> {
  await prisma().$transaction(async (transaction) => {
    // Of two who save at once, the later one's switches remain, all of them.
    await lockStore(transaction, storeId);
    await transaction.offeredType.deleteMany({ where: { storeId, type: { notIn: offers.map(({ type }) => type) } } });
    for (const { type, countries } of offers)
      await transaction.offeredType.upsert({
        where: { storeId_type: { storeId, type } },
        create: { storeId, type, countries },
        update: { countries },
      });
    await recordEvent(transaction, { storeId, type: "settings_saved", actor, data: { page: "request-types" } });
  });
}

/** The names of countries in a language, as a list of them is typed. */
export function listCountryNames(codes: string[], locale: Locale): string {
  const names = new Intl.DisplayNames(locale, { type: "region" });
  return codes.map((code) => names.of(code) ?? code).join(", ");
}

/** Countries by their two letters or their names in any of our languages, separated by commas or lines. */
function readCountries(typed: string, context: z.RefinementCtx): string[] {
  const codes = new Set<string>();
  for (const part of typed.split(/[,;\n]/)) {
    const name = part.trim();
    if (name === "") continue;
    const code = codesByName().get(name.toLowerCase());
    if (code) codes.add(code);
    else {
      context.addIssue({ code: "custom", message: "countriesUnknown" });
      return z.NEVER;
    }
  }
  return [...codes].sort();
}

let byName: Map<string, string> | undefined;

function codesByName(): Map<string, string> {
  byName ??= new Map(
    locales.flatMap((locale) => {
      const names = new Intl.DisplayNames(locale, { type: "region" });
      return countries.flatMap((code): [string, string][] => [
        [code.toLowerCase(), code],
        [(names.of(code) ?? code).toLowerCase(), code],
      ]);
    }),
  );
  return byName;
}
