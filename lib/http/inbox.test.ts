import { expect, test } from "vitest";
import { inboxOf, possibleInboxOf } from "./inbox";

test.each([
  ["victim@gmail.com", ["v.ic.tim@gmail.com", "victim+x@googlemail.com", "Victim+b+c@GMAIL.com"]],
  ["victim@proton.me", ["v.i-c_tim@proton.me", "victim@pm.me", "vic-tim+x@protonmail.com", "victim@protonmail.ch"]],
  ["victim@yahoo.com", ["victim-shop@yahoo.com", "victim-a-b@yahoo.com", "victim+x@yahoo.com"]],
  ["victim@yahoo.co.uk", ["victim-shop@yahoo.co.uk"]],
  ["victim@icloud.com", ["victim@me.com", "victim+x@mac.com"]],
  ["victim@hotmail.co.uk", ["victim+x@hotmail.co.uk"]],
  ["a-b@fastmail.com", ["a_b+x@fastmail.com", "anything@a-b.fastmail.com", "a-b@FastMail.com"]],
  ["victim@fastmail.fm", ["x@victim.fastmail.fm"]],
  ["v.ictim@yandex.ru", ["v-ictim@ya.ru", "v.ictim+x@yandex.com"]],
  ["victim@gmx.de", ["victim+x@gmx.de"]],
  ["victim@mail.example", ["victim+a@mail.example", "Victim+b+c@MAIL.example"]],
  ["victim@xn--mller-kva.example", ["victim@müller.example"]],
])("%s has many addresses, which a limit counts as one", (inbox, addresses) => {
  expect(addresses.map(inboxOf)).toEqual(addresses.map(() => inbox));
});

test("what distinguishes people elsewhere is kept, and an invalid address stays as it is", () => {
  const others = [
    "a.b@mail.example",
    "a-b@mail.example",
    "a-b@outlook.com",
    "a-b@gmx.de",
    "x@a.mail.example",
    "a-b@web.de",
  ];
  expect(others.map(inboxOf)).toEqual(others);
  expect(["victim@yahoo.com", "victim@yahoo.de"].map(inboxOf)).toEqual(["victim@yahoo.com", "victim@yahoo.de"]);
  const odd = ["+tag@mail.example", "nobody", "@mail.example", "a@", "-x@yahoo.com"];
  expect(odd.map(inboxOf)).toEqual(odd);
});

test("at a provider with unknown rules a hyphen may start a tag", () => {
  expect(["a-b@mail.example", "a-c+d@mail.example", "a@mail.example"].map(possibleInboxOf)).toEqual(
    Array(3).fill("a@mail.example"),
  );
  expect(["a-b@gmx.de", "-b@mail.example", "a@b-c.example"].map(possibleInboxOf)).toEqual([
    "a-b@gmx.de",
    "-b@mail.example",
    "a@b-c.example",
  ]);
});
