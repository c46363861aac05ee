import { expect, test } from "vitest";
import { messagesOf } from "@/lib/locale";
import { RequestType } from "@/prisma/generated/enums";
import { requestTypeField, requestTypes, typeRules } from "./type-rules";

const period = { responsePeriod: 1, responsePeriodUnit: "months", timeZone: null } as const;

const byHand = { fulfilment: "byHand", steps: [], due: "2027-02-28T23:59:59.999Z" } as const;

test.each([
  { type: "export", fulfilment: "export", steps: ["gather", "told"], due: "2027-02-28T23:59:59.999Z" },
  ...(["erasure", "correction", "objection", "opt_out", "restriction", "information"] as const).map((type) => ({
    type,
    ...byHand,
  })),
] as const)("$type: fulfilled by $fulfilment, due in the store's period", ({ type, fulfilment, steps, due }) => {
  const rules = typeRules[type];
  expect(rules).toMatchObject({ fulfilment, steps });
  expect(rules.due(new Date("2027-01-31T08:30:00Z"), period).toISOString()).toBe(due);
});

test("every type has rules, and every step its words", () => {
  expect(requestTypes.sort()).toEqual(Object.values(RequestType).sort());
  const words = Object.keys(messagesOf("en").public.steps);
  for (const { steps } of Object.values(typeRules))
    for (const step of steps) expect(words).toEqual(expect.arrayContaining([`${step}Title`, `${step}Text`]));
});

test("a customer's form asks for a copy of the data alone", () => {
  expect(requestTypeField.safeParse("export").success).toBe(true);
  for (const type of ["else", "erasure"])
    expect(requestTypeField.safeParse(type).error?.issues.map(({ message }) => message)).toEqual(["typeUnknown"]);
});
