"use server";

import { z } from "zod";
import { correctedValueField, correctRecord, undoCorrection } from "@/lib/correction/correct-record";
import { correctableFields } from "@/lib/customer/correctable-fields";
import { tellSystem as tell } from "@/lib/objection/tell-system";
import { atField } from "@/lib/sign-in/action";
import { requestAction } from "./request-action";
import { recordId } from "./request-view";

const ofValue = { customer: z.uuid(), field: z.enum(correctableFields) };

/** Corrects a value of an imported customer. */
export const correctValue = requestAction(
  "request.answer",
  "correctValue",
  { ...ofValue, shown: z.string().max(100), value: correctedValueField },
  async (target, { customer: customerId, field, shown, value }) => {
    const work = correctRecord(target, { customerId, field, shown, value });
    await atField("value", ["correctionStale", "correctionSame", "countryCode"], work);
    return { key: "valueCorrected", at: recordId(customerId) };
  },
);

/** Takes a correction back. */
export const undoValue = requestAction("request.answer", "undoValue", ofValue, async (target, { customer, field }) => {
  await undoCorrection(target, { customerId: customer, field });
  return { key: "valueRestored", at: recordId(customer) };
});

/** Notes that a member saw to a system themselves. */
export const tellSystem = requestAction(
  "request.answer",
  "tellSystem",
  { system: z.string().max(80) },
  async (target, { system }) => {
    await tell({ ...target, system });
    return { key: "systemTold" };
  },
);
