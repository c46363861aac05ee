import { z } from "zod";
import { RequestType } from "@/prisma/generated/enums";
import { dueDate, type ResponsePeriod } from "./request-deadline";

interface TypeRules {
  /** What answers it: an export of the person's data, which is reviewed and delivered. */
  fulfilment: "export";
  /** What its page tells the customer will happen, after the proof of their address: messages under `public.steps`. */
  steps: readonly ("gather" | "told")[];
  /** When its answer is due. */
  due: (madeAt: Date, store: ResponsePeriod) => Date;
}

/** What each type of request implies. */
export const typeRules: Record<RequestType, TypeRules> = {
  export: { fulfilment: "export", steps: ["gather", "told"], due: dueDate },
};

export const requestTypes = Object.keys(typeRules) as RequestType[];

/** The type that the public page offers, and that staff make from a customer's profile. */
export const DATA_EXPORT: RequestType = "export";

/** What a form asks for. */
export const requestTypeField = z.enum(RequestType, { error: "typeUnknown" });
