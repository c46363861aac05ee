import { expect, test } from "vitest";
import { messagesOf } from "@/lib/locale";
import { RequestType } from "@/prisma/generated/enums";
import { requestTypeField, requestTypes, typeRules } from "./type-rules";

const byHand = { fulfilment: "byHand", steps: [] } as const;

test.each([
  { type: "export", fulfilment: "export", steps: ["gather", "told"] },
  ...(["erasure", "correction", "objection", "opt_out", "restriction", "information"] as const).map((type) => ({
    type,
    ...byHand,
  })),
] as const)("$type: fulfilled by $fulfilment", ({ type, fulfilment, steps }) => {
  expect(typeRules[type]).toMatchObject({ fulfilment, steps });
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
