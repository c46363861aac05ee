// Writes holidays.json: the weekdays that are public holidays, by country and subdivision. Run it by hand once a year and
// commit what it writes: node lib/clock/make-holidays.mjs
// The data are those of date-holidays, CC BY-SA 3.0: see holidays-attribution.md.
import { writeFileSync } from "node:fs";
import Holidays from "date-holidays";

/** The countries whose stores have a law in regimes.ts, Switzerland (GDPR Art. 3(2)), and the US. */
const COUNTRIES =
  "AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK US".split(" ");
/** Only where they have holidays of their own that close offices; of the US alone the state that has a law in regimes.ts. */
const SUBDIVISIONS = {
  AT: /./,
  CH: /./,
  DE: /./,
  ES: /./,
  FR: /^(57|67|68|GP|GF|MQ|RE|YT)$/,
  GB: /^(ENG|WLS|SCT|NIR)$/,
  IT: /^32$/,
  US: /^CA$/,
};
const [first, last] = [2026, 2034];

/** The weekdays of a year that are holidays of a place, such as "0326". */
function daysOf(year, ...place) {
  const days = new Holidays(...place, { types: ["public"] })
    .getHolidays(year)
    // A day on which clocks change has 23 hours; a holiday that begins at noon leaves a morning to work.
    .filter(({ start, end }) => end - start >= 23 * 3_600_000)
    .map(({ date }) => date.slice(0, 10))
    .filter((date) => date.startsWith(`${year}-`) && new Date(date).getUTCDay() % 6 !== 0);
  return [...new Set(days)].sort().map((date) => date.slice(5).replace("-", ""));
}

const years = Array.from({ length: last - first + 1 }, (_, index) => first + index);
const countries = {};
const names = {};
const subdivisions = {};
for (const country of COUNTRIES) {
  const parts = Object.entries(new Holidays().getStates(country) ?? {}).filter(([code]) =>
    SUBDIVISIONS[country]?.test(code),
  );
  const ofYears = years.map((year) => {
    const ofParts = parts.map(([code]) => daysOf(year, country, code));
    // Of the United Kingdom the package knows the nations only: the country's days are those that all of them have.
    const whole =
      country === "GB"
        ? ofParts[0].filter((day) => ofParts.every((days) => days.includes(day)))
        : daysOf(year, country);
    return { whole, ofParts };
  });
  countries[country] = ofYears.map(({ whole }) => whole.join(" ")).join("/");
  for (const [index, [code, name]] of parts.entries()) {
    names[`${country}-${code}`] = name;
    // What the part has besides, and with a minus what it lacks.
    subdivisions[`${country}-${code}`] = ofYears
      .map(({ whole, ofParts }) =>
        [
          ...ofParts[index].filter((day) => !whole.includes(day)),
          ...whole.filter((day) => !ofParts[index].includes(day)).map((day) => `-${day}`),
        ].join(" "),
      )
      .join("/");
  }
}
const file = { firstYear: first, lastYear: last, countries, subdivisions, names };
writeFileSync(new URL("holidays.json", import.meta.url), `${JSON.stringify(file, null, 2)}\n`);
