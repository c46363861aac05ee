import { expect, test } from "vitest";
import { messagesOf } from "@/lib/locale";
import { RequestType } from "@/prisma/generated/enums";
import { formPath, requestTypeField, requestTypes, typeOfPath, typeRules } from "./type-rules";

test.each([
  { type: "export", fulfilment: "export", steps: ["gather", "told"] },
  { type: "erasure", fulfilment: "erasure", steps: ["erase", "answered"] },
  { type: "correction", fulfilment: "byHand", steps: ["correct", "answered"] },
  { type: "objection", fulfilment: "byHand", steps: ["endMarketing", "answered"] },
  { type: "opt_out", fulfilment: "byHand", steps: ["endSale", "answered"] },
  { type: "restriction", fulfilment: "byHand", steps: ["restrict", "answered"] },
  { type: "information", fulfilment: "byHand", steps: ["inform", "answered"] },
] as const)("$type: fulfilled by $fulfilment", ({ type, fulfilment, steps }) => {
  expect(typeRules[type]).toMatchObject({ fulfilment, steps });
});

test("every type has rules, and every step its words", () => {
  expect(requestTypes.sort()).toEqual(Object.values(RequestType).sort());
  const words = Object.keys(messagesOf("en").public.steps);
  for (const { steps } of Object.values(typeRules))
    for (const step of steps) expect(words).toEqual(expect.arrayContaining([`${step}Title`, `${step}Text`]));
});

test("a customer's form asks for a known type, each at a path of its own", () => {
  for (const type of requestTypes) expect(requestTypeField.safeParse(type).success).toBe(true);
  expect(requestTypeField.safeParse("else").error?.issues.map(({ message }) => message)).toEqual(["typeUnknown"]);
  expect(formPath("demo", "export")).toBe("/s/demo");
  expect(formPath("demo", "opt_out")).toBe("/s/demo/opt-out");
  expect(typeOfPath("opt-out")).toBe("opt_out");
  expect(typeOfPath("null")).toBeUndefined();
});

test("California's opt-out alone asks for no proof", () => {
  expect(requestTypes.filter((type) => typeRules[type].verification === "none")).toEqual(["opt_out"]);
});
