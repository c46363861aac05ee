import { expect, test } from "vitest";
import { inboxOf, mailtoAddress, readEmailAddress } from "./email-address";

test("an address that looks like a link with another recipient is opened as one address", () => {
  const address = "privacy?bcc=all&subject=x@shop.example";
  expect(readEmailAddress(address).mailable).toBe(true);
  const { pathname, search } = new URL(mailtoAddress(address));
  expect(decodeURIComponent(pathname)).toBe(address);
  expect(search).toBe("");
  expect(mailtoAddress("privacy@shop.example")).toBe("mailto:privacy@shop.example");
});

test("one inbox has many addresses, which a limit counts as one", () => {
  expect(["victim+a@mail.example", "Victim+b+c@MAIL.example", "victim@mail.example"].map(inboxOf)).toEqual(
    Array(3).fill("victim@mail.example"),
  );
  expect(["v.ic.tim@gmail.com", "victim+x@googlemail.com"].map(inboxOf)).toEqual(Array(2).fill("victim@gmail.com"));
  expect(inboxOf("victim@müller.example")).toBe(inboxOf("victim@xn--mller-kva.example"));
  // Dots tell people apart elsewhere, and what is no address stays as it is.
  expect(inboxOf("a.b@mail.example")).toBe("a.b@mail.example");
  expect(["+tag@mail.example", "nobody", "@mail.example"].map(inboxOf)).toEqual([
    "+tag@mail.example",
    "nobody",
    "@mail.example",
  ]);
});
