import { z } from "zod";
import type { RequestType } from "@/prisma/generated/enums";

type CustomerStep =
  | ("gather" | "told" | "erase" | "correct" | "endMarketing" | "endSale" | "restrict" | "inform")
  | "answered";

interface TypeRules {
  /** What answers it: an export of the person's data, which is reviewed and delivered, their erasure, or what staff do by hand. */
  fulfilment: "export" | "erasure" | "byHand";
  /** The last part of the path of its form, `/s/STORE/PATH`; null for the store's own page. */
  path: string | null;
  /**
   * Whether a guest proves the address before anything is done. California's opt-out is no verifiable request, so that
   * nobody may be asked to (11 CCR 7026(d)): it is open at once.
   */
  verification: "address" | "none";
  /** What its page tells the customer will happen, after the proof of their address: messages under `public.steps`. */
  steps: readonly CustomerStep[];
}

/** What staff do, and then tell the customer. */
function byHand(path: string, step: CustomerStep): TypeRules {
  return { fulfilment: "byHand", path, verification: "address", steps: [step, "answered"] };
}

/** What each type of request implies. */
export const typeRules: Record<RequestType, TypeRules> = {
  export: { fulfilment: "export", path: null, verification: "address", steps: ["gather", "told"] },
  erasure: { ...byHand("erasure", "erase"), fulfilment: "erasure" },
  correction: byHand("correction", "correct"),
  objection: byHand("objection", "endMarketing"),
  opt_out: { ...byHand("opt-out", "endSale"), verification: "none" },
  restriction: byHand("restriction", "restrict"),
  information: byHand("information", "inform"),
};

export const requestTypes = Object.keys(typeRules) as RequestType[];

/** The type that the public page offers, and that staff make from a customer's profile. */
export const DATA_EXPORT = "export" satisfies RequestType;

/** What a customer's form asks for. */
export const requestTypeField = z.enum(requestTypes, { error: "typeUnknown" });

/** Where a store's customers make a request of a type. */
export function formPath(slug: string, type: RequestType): string {
  const { path } = typeRules[type];
  return path === null ? `/s/${slug}` : `/s/${slug}/${path}`;
}

/** The type whose form has a path; undefined for any other word. */
export function typeOfPath(path: string): RequestType | undefined {
  return requestTypes.find((type) => typeRules[type].path === path);
}
