import { Temporal } from "temporal-polyfill";
import { expect, test, vi } from "vitest";
import type { Regime, RequestType } from "@/prisma/generated/enums";
import { regimesThatApply } from "./regimes";

const applying = (
  [establishedIn, ...otherLaws]: [string | null, ...Regime[]],
  customerCountry?: string | null,
  type: RequestType = "export",
) =>
  regimesThatApply({ establishedIn, establishedSubdivision: null, otherLaws }, type, customerCountry).map(
    ({ regime, ground }) => `${regime} ${ground}`,
  );

test.each<[what: string, [string | null, ...Regime[]], customer: string | null | undefined, string[]]>([
  ["a store that has not said where it is", [null], "DE", []],
  ["established in the EU: for everybody (Art. 3(1))", ["DE"], undefined, ["gdpr store"]],
  ["and for a customer in the US", ["FR"], "US", ["gdpr store"]],
  ["established in Iceland, of the EEA", ["IS"], undefined, ["gdpr store"]],
  ["established in the UK: UK GDPR for everybody", ["GB"], "US", ["uk_gdpr store"]],
  ["a UK store, a customer in Ireland (GDPR Art. 3(2))", ["GB"], "IE", ["gdpr customer", "uk_gdpr store"]],
  ["an EU store, a customer in the UK (UK GDPR Art. 3(2))", ["NL"], "GB", ["gdpr store", "uk_gdpr customer"]],
  [
    "an EU store whose owner names the UK's: both for everybody",
    ["NL", "uk_gdpr"],
    null,
    ["gdpr store", "uk_gdpr owner"],
  ],
  ["established elsewhere, the customer not known", ["US"], undefined, []],
  ["established elsewhere, a customer in the EU (Art. 3(2))", ["US"], "SE", ["gdpr customer"]],
  ["a customer in French Guiana, which is of the EU", ["US"], "GF", ["gdpr customer"]],
  ["a Swiss store, a Swiss customer: no rules", ["CH"], "CH", []],
  ["a country without rules", ["BR"], "BR", []],
  ["California only where the owner says so", ["US"], "US", []],
  ["California, the customer not known", ["US", "ccpa"], undefined, ["ccpa owner"]],
  ["California, a customer in the US", ["US", "ccpa"], "US", ["ccpa owner"]],
  ["California protects its residents, not one in Germany", ["US", "ccpa"], "DE", ["gdpr customer"]],
])("%s", (_, store, customer, expected) => {
  expect(applying(store, customer)).toEqual(expected);
});

test("a law applies to the requests that it knows", () => {
  expect(applying(["DE", "ccpa"], undefined, "opt_out")).toEqual(["ccpa owner"]);
  expect(applying(["DE", "ccpa"], undefined, "restriction")).toEqual(["gdpr store"]);
});

test("past the last year of holidays.json one line of the log says so, once", async () => {
  vi.resetModules();
  const { logger } = await import("@/lib/logger");
  const warn = vi.spyOn(logger, "warn").mockReturnValue();
  const { nextWorkingDay } = await import("./holidays");
  const place = { country: "DE", subdivision: null };
  const days = ["2034-12-25", "2035-12-25", "2035-12-29"].map((day) => Temporal.PlainDate.from(day));
  expect(days.map((day) => nextWorkingDay(day, place).toString())).toEqual(["2034-12-27", "2035-12-25", "2035-12-31"]);
  expect(warn).toHaveBeenCalledOnce();
});
