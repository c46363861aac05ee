import { z } from "zod";
import type { RequestType } from "@/prisma/generated/enums";

interface TypeRules {
  /** What answers it: an export of the person's data, which is reviewed and delivered, or what staff do by hand. */
  fulfilment: "export" | "byHand";
  /** The last part of the path of its form, `/s/STORE/PATH`; null for the store's own page. */
  path: string | null;
  /** What its page tells the customer will happen, after the proof of their address: messages under `public.steps`. */
  steps: readonly ("gather" | "told")[];
}

/** What each type of request implies. */
export const typeRules: Record<RequestType, TypeRules> = {
  export: { fulfilment: "export", path: null, steps: ["gather", "told"] },
  erasure: { fulfilment: "byHand", path: "erasure", steps: [] },
  correction: { fulfilment: "byHand", path: "correction", steps: [] },
  objection: { fulfilment: "byHand", path: "objection", steps: [] },
  opt_out: { fulfilment: "byHand", path: "opt-out", steps: [] },
  restriction: { fulfilment: "byHand", path: "restriction", steps: [] },
  information: { fulfilment: "byHand", path: "information", steps: [] },
};

export const requestTypes = Object.keys(typeRules) as RequestType[];

/** The type that the public page offers, and that staff make from a customer's profile. */
export const DATA_EXPORT = "export" satisfies RequestType;

/** What a customer's form asks for. */
export const requestTypeField = z.literal(DATA_EXPORT, { error: "typeUnknown" });
