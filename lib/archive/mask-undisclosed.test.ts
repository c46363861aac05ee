import { expect, test } from "vitest";
import { maskUndisclosed } from "./mask-undisclosed";

test.each<[string, string, string, string?]>([
  ["My SSN is 078-05-1120, thanks", "My SSN is […], thanks", "social_security"],
  ["219 09 9999", "[…]", "social_security"],
  ["Social Security number: 219099999.", "Social Security number: […].", "social_security"],
  ["219099999", "[…]", "social_security", "ssn"],
  ["Driver's license no. D1234567 (CA)", "Driver's license no. […] (CA)", "drivers_license"],
  ["D1234567", "[…]", "drivers_license", "drivers_license"],
  ["Pay to DE89 3704 0044 0532 0130 00 PLEASE", "Pay to […] PLEASE", "account"],
  ["GB82WEST12345698765432", "[…]", "account"],
  ["4111 1111 1111 1111 exp 12/30", "[…] exp 12/30", "account"],
  ["378282246310005", "[…]", "account"],
  ["Checking account number: 000123456789", "Checking account number: […]", "account"],
  ["0012345678", "[…]", "account", "account_number"],
])("%j becomes %j", (text, expected, kind, label) => {
  expect(maskUndisclosed(text, label)).toEqual({ text: expected, kinds: [kind] });
});

test.each([
  // Never issued, or something else.
  ...["000-12-3456", "666-12-3456", "900-12-3456", "123-00-4567", "123-45-0000", "1-123-45-6789", "219099999"],
  ...[
    "4111 1111 1111 1112",
    "1111111111111117",
    "9400111899223197428490",
    "DE88370400440532013000",
    "order 1234567890123",
  ],
  ...[
    "+1 415 555 0132",
    "2026-11-30",
    "Account of Ada",
    "account 42",
    "It is my driver's license",
    "Card lost on 12 May",
    "",
  ],
])("%j stays as it is", (text) => {
  expect(maskUndisclosed(text, "note")).toEqual({ text, kinds: [] });
});

test("several in one text are each counted, and a long one takes no time", () => {
  const { text, kinds } = maskUndisclosed("078-05-1120 and 4111111111111111, 219-09-9999");
  expect([text, kinds.toSorted()]).toEqual(["[…] and […], […]", ["account", "social_security", "social_security"]]);
  const start = performance.now();
  for (const piece of ["1 ", "AB12", "account no ", "dl", "1-"]) maskUndisclosed(piece.repeat(50_000));
  expect(performance.now() - start).toBeLessThan(2000);
});
