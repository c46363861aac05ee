import { z } from "zod";
import { type Correction, correctionFields } from "@/lib/request/correction-fields";
import { countries } from "@/lib/request/entered-fields";
import { requestTypeField } from "@/lib/request/type-rules";

/** The fields of a customer's request besides who they are. @param type as it was sent: a correction has texts. */
export function requestFields(type: unknown) {
  const texts = type === "correction" ? correctionFields : undefined;
  return {
    type: requestTypeField,
    // Asked for where the type is offered in some countries alone.
    country: z.enum(countries, { error: "countryUnknown" }).optional(),
    wrong: texts?.wrong ?? z.undefined().optional(),
    right: texts?.right ?? z.undefined().optional(),
  };
}

/** What a customer says is wrong and right; undefined for every other request. */
export function correctionIn({ wrong, right }: Partial<Correction>): Correction | undefined {
  return wrong !== undefined && right !== undefined ? { wrong, right } : undefined;
}
