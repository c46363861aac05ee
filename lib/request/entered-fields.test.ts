import { expect, test } from "vitest";
import { formSchema } from "@/lib/sign-in/form-schema";
import { enteredFields, receiptDays } from "./entered-fields";

const zone = "Pacific/Auckland";
const today = receiptDays(zone).last;
const letter = { receivedOn: today, channel: "letter", name: "Ada Byron" };

function problems(typed: Record<string, string>, sent = { hasCustomer: false, isOtherCheck: false }) {
  const form = new FormData();
  for (const [name, value] of Object.entries(typed)) form.set(name, value);
  const { error } = formSchema(enteredFields(zone, sent)).safeParse(form);
  return Object.fromEntries(error?.issues.map(({ path, message }) => [path.join("."), message]) ?? []);
}

test.each([
  ["UTC", "2026-11-30T23:30:00Z", "2025-11-30", "2026-11-30"],
  ["Pacific/Auckland", "2026-11-30T23:30:00Z", "2025-12-01", "2026-12-01"],
  ["America/Los_Angeles", "2026-11-30T03:00:00Z", "2025-11-29", "2026-11-29"],
])("in %s at %s a request may have come from %s to %s", (timeZone, now, first, last) => {
  expect(receiptDays(timeZone, new Date(now))).toEqual({ first, last });
});

const day = (shift: number) => new Date(Date.parse(today) + shift * 86_400_000).toISOString().slice(0, 10);

test.each([
  [day(0), undefined],
  [day(1), "receivedInFuture"],
  [receiptDays(zone).first, undefined],
  [new Date(Date.parse(receiptDays(zone).first) - 86_400_000).toISOString().slice(0, 10), "receivedLongAgo"],
  ["2026-02-30", "receivedOnMissing"],
  ["yesterday", "receivedOnMissing"],
  ["", "receivedOnMissing"],
])("the date of receipt %j: %s", (receivedOn, problem) => {
  expect(problems({ ...letter, receivedOn }).receivedOn).toBe(problem);
});

test("every field that is wrong is named at once", () => {
  const typed = { receivedOn: "", channel: "pigeon", name: " ", email: "ada@", phone: "none", country: "XX" };
  expect(
    problems({ ...typed, identity: "other", identityNote: "" }, { hasCustomer: false, isOtherCheck: true }),
  ).toEqual({
    ...{ receivedOn: "receivedOnMissing", channel: "channelMissing", name: "personNameMissing" },
    ...{ email: "emailMalformed", phone: "phoneMalformed", country: "countryUnknown" },
    identityNote: "identityNoteMissing",
  });
});

test("a name, the day and the way are enough, and a customer who was picked has a name", () => {
  expect(problems({ ...letter, email: "", phone: "", country: "", identity: "", identityNote: "", note: "" })).toEqual(
    {},
  );
  const { name: _, ...nameless } = letter;
  expect(problems(nameless, { hasCustomer: true, isOtherCheck: false })).toEqual({});
});
