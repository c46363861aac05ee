import { z } from "zod";
import type { RequestType } from "@/prisma/generated/enums";
import { dueDate, type ResponsePeriod } from "./request-deadline";

interface TypeRules {
  /** What answers it: an export of the person's data, which is reviewed and delivered, or what staff do by hand. */
  fulfilment: "export" | "byHand";
  /** The last part of the path of its form, `/s/STORE/PATH`; null for the store's own page. */
  path: string | null;
  /** What its page tells the customer will happen, after the proof of their address: messages under `public.steps`. */
  steps: readonly ("gather" | "told")[];
  /** When its answer is due. */
  due: (madeAt: Date, store: ResponsePeriod) => Date;
}

/** What each type of request implies. */
export const typeRules: Record<RequestType, TypeRules> = {
  export: { fulfilment: "export", path: null, steps: ["gather", "told"], due: dueDate },
  erasure: { fulfilment: "byHand", path: "erasure", steps: [], due: dueDate },
  correction: { fulfilment: "byHand", path: "correction", steps: [], due: dueDate },
  objection: { fulfilment: "byHand", path: "objection", steps: [], due: dueDate },
  opt_out: { fulfilment: "byHand", path: "opt-out", steps: [], due: dueDate },
  restriction: { fulfilment: "byHand", path: "restriction", steps: [], due: dueDate },
  information: { fulfilment: "byHand", path: "information", steps: [], due: dueDate },
};

export const requestTypes = Object.keys(typeRules) as RequestType[];

/** The type that the public page offers, and that staff make from a customer's profile. */
export const DATA_EXPORT = "export" satisfies RequestType;

/** What a customer's form asks for. */
export const requestTypeField = z.literal(DATA_EXPORT, { error: "typeUnknown" });
