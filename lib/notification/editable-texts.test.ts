import { describe, expect, test } from "vitest";
import { locales } from "@/lib/locale";
import {
  defaultText,
  editableTexts,
  fillText,
  MAX_TEXT_LENGTHS,
  REQUEST_PAGE,
  type TextName,
  textNames,
} from "./editable-texts";
import { emailsTo } from "./email-table";
import { storeTextFields, textsIn, typedStoreText } from "./typed-store-text";

test("a store may write something of every email to customers, and of the request page", () => {
  const emails = emailsTo("customer").map(([kind]) => kind);
  expect([...textNames].sort()).toEqual([REQUEST_PAGE, ...emails].sort());
  for (const name of emails)
    expect(editableTexts[name as "no-data"].parts).toEqual(expect.arrayContaining(["opening", "closing"]));
});

test("the subject of an email that verifies, signs in or carries a code is fixed", () => {
  const fixed = textNames.filter((name) => !editableTexts[name].parts.includes("subject"));
  expect(fixed).toEqual([
    ...[
      REQUEST_PAGE,
      "verify-request",
      "verify-reminder",
      "verify-address",
      "confirm-address",
      "sign-in-link",
      "delivery-code",
      "agent-confirm",
      "message-code",
    ],
  ]);
});

test("no email that is sent before its address is verified, or without a request, names the day of the answer", () => {
  for (const name of [
    "verify-request",
    "verify-reminder",
    "verify-address",
    "confirm-address",
    "sign-in-link",
  ] as const)
    expect(editableTexts[name].variables).not.toContain("due");
  expect(editableTexts["sign-in-link"].variables).toEqual(["store"]);
});

describe.each(locales)("in %s", (locale) => {
  test.each(textNames)("the defaults of %s are texts that an owner could have typed", (name) => {
    const { parts } = editableTexts[name];
    for (const part of parts) {
      const text = defaultText(name, part, locale);
      expect(typedStoreText(part, editableTexts[name].variables).safeParse(text), text).toEqual({
        success: true,
        data: text,
      });
      const mayBeEmpty = part === "closing" || (part === "opening" && editableTexts[name].keepsIntro);
      expect(text.length > 0).toBe(!mayBeEmpty);
    }
  });
});

const values = { store: "Northwind {reference}", reference: "DR-7K3F-9QXM", due: "\u2068שלום\u2069" };

test.each([
  ["Hello {store}.", "Hello Northwind {reference}."],
  ["{ Reference } and {REFERENCE}", "DR-7K3F-9QXM and DR-7K3F-9QXM"],
  ["By {due}.", "By \u2068שלום\u2069."],
  ["{unknown} {constructor} {{reference}}", "{unknown} {constructor} {DR-7K3F-9QXM}"],
  // Nothing reaches beyond its line, and a line from the right is isolated with its values.
  ["One\u202e\n{reference}", "One\nDR-7K3F-9QXM"],
  ["שלום {due}\nTwo", "\u2068שלום \u2068שלום\u2069\u2069\nTwo"],
])("%j is filled as %j", (text, filled) => {
  expect(fillText(text, values)).toBe(filled);
});

const problems = (part: "subject" | "opening", typed: string, name: TextName = "request-received") =>
  typedStoreText(part, editableTexts[name].variables)
    .safeParse(typed)
    .error?.issues.map(({ message }) => message) ?? [];

test.each([
  ["opening", "Thank you, we have {reference}.\r\n\r\nWe answer by {due}, {store}.", []],
  ["opening", "3 < 5 & 7 > 2, Q&A; write to privacy@shop.com", []],
  ["opening", "x".repeat(1500), []],
  ["opening", "x".repeat(1501), ["storeTextTooLong"]],
  ["subject", "x".repeat(150), []],
  ["subject", "x".repeat(151), ["subjectTooLong"]],
  ["subject", "One\nTwo", ["invalid"]],
  ["subject", "One\tTwo", ["invalid"]],
  ["opening", "One\u0000", ["invalid"]],
  ["opening", "One\ud800", ["invalid"]],
  ["opening", "See https://evil.example/x", ["storeTextHoldsLink"]],
  ["opening", "Go to www.{store}", ["storeTextHoldsLink"]],
  ["opening", "Go to {store}.com", ["storeTextHoldsLink"]],
  ["opening", "<script>alert(1)</script>", ["storeTextHoldsMarkup"]],
  ["opening", "<!-- x", ["storeTextHoldsMarkup"]],
  ["opening", "Fish &amp; chips", ["storeTextHoldsMarkup"]],
  [
    "opening",
    "{unknown} and {Due Date} and {unknown}",
    ["storeTextUnknownVariable unknown", "storeTextUnknownVariable due date"],
  ],
  ["opening", "{constructor}", ["storeTextUnknownVariable constructor"]],
  ["opening", "{{store}}", ["storeTextStrayBrace"]],
  ["opening", "{", ["storeTextStrayBrace"]],
  ["opening", "{}", ["storeTextStrayBrace"]],
  ["opening", "{store\n}", ["storeTextStrayBrace"]],
  [
    "opening",
    "<b>{what} evil.com }",
    ["storeTextHoldsLink", "storeTextHoldsMarkup", "storeTextStrayBrace", "storeTextUnknownVariable what"],
  ],
] as const)("the %s %j has the problems %j", (part, typed, expected) => {
  expect(problems(part, typed)).toEqual(expected);
});

test("a variable of another email is unknown", () => {
  expect(problems("opening", "We answer by {due}.", "verify-request")).toEqual(["storeTextUnknownVariable due"]);
});

test("a form's texts are those of its parts, lines as they are written", () => {
  expect(textsIn({ name: "no-data", language: "en", opening: "One", closing: "", other: "x" })).toEqual({
    opening: "One",
    closing: "",
  });
  expect(Object.keys(storeTextFields("constructor"))).toEqual(["name", "language"]);
  expect(Object.keys(storeTextFields("verify-request")).sort()).toEqual(["closing", "language", "name", "opening"]);
  expect(MAX_TEXT_LENGTHS.opening).toBe(1500);
});
