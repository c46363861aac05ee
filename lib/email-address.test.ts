import { expect, test } from "vitest";
import { mailtoAddress, readEmailAddress } from "./email-address";

test("an address that looks like a link with another recipient is opened as one address", () => {
  const address = "privacy?bcc=all&subject=x@shop.example";
  expect(readEmailAddress(address).mailable).toBe(true);
  const { pathname, search } = new URL(mailtoAddress(address));
  expect(decodeURIComponent(pathname)).toBe(address);
  expect(search).toBe("");
  expect(mailtoAddress("privacy@shop.example")).toBe("mailto:privacy@shop.example");
});
