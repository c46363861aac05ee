import { expect, test } from "vitest";
import { mailtoAddress, readEmailAddress } from "./email-address";

test("an address that would add a recipient to the e-mail of a link is one address in it", () => {
  const address = "privacy?bcc=all&subject=x@shop.example";
  expect(readEmailAddress(address).mailable).toBe(true);
  const { pathname, search } = new URL(mailtoAddress(address));
  expect(decodeURIComponent(pathname)).toBe(address);
  expect(search).toBe("");
  expect(mailtoAddress("privacy@shop.example")).toBe("mailto:privacy@shop.example");
});
