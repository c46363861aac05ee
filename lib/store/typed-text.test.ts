import { expect, test } from "vitest";
import { holdsLink, typedMessage } from "./typed-text";

test.each([
  "See https://evil.example/x",
  "ftp://files",
  "javascript://%0aalert(1)",
  "www.evil.example",
  "Go to evil.com now",
  "EVIL.DE",
  "sub.evil.shop",
  "bücher.de",
  "short.ly/abc",
  "site.example/path",
])("%j holds a link", (text) => {
  expect(holdsLink(text)).toBe(true);
});

test.each([
  "Thank you.Please write to us.",
  "e.g. invoices of 1.2.2026, version 2.10",
  "Dr.Smith signed it",
  "Write to privacy@shop.com or help@mail.shop.de",
  "either/or, 50/50",
  "Order #10248: 12.50 EUR",
])("%j holds none", (text) => {
  expect(holdsLink(text)).toBe(false);
});

const problem = (text: string) => typedMessage(1500, "messageTooLong").safeParse(text).error?.issues[0]?.message;

test("a message is plain text of several lines, of 1,500 characters at most", () => {
  expect(typedMessage(1500, "messageTooLong").parse(" One\r\nTwo\n ")).toBe("One\nTwo");
  expect(problem("a".repeat(1500))).toBeUndefined();
  expect(problem("a".repeat(1501))).toBe("messageTooLong");
  expect(problem("a\u0000b")).toBe("invalid");
  expect(problem("www.evil.example")).toBe("messageHoldsLink");
});
