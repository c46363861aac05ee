import { expect, test } from "vitest";
import { namesTheAddress, newPassword } from "./password-rule";

const taken = (password: string) => newPassword.safeParse(password).success;

test.each([
  ["small letters alone", "umbrella lantern quiet"],
  ["digits alone", "938471029384"],
  ["signs alone", "!§$%&/()=?*#"],
  ["another script", "длинный пароль для входа"],
  ["emoji", "🦊🌲🚲🍋🪁🧊🎻🪨🌻🧵🫖🪗"],
  ["spaces in it", "  umbrella  lantern  "],
  ["64 characters", "umbrella-lantern-quiet-marble-ferry-acorn-velvet-pigeon-sundial!"],
  ["500 characters", `${"umbrella lantern ".repeat(29)}quietly`],
  ["a word of this place among others", "the privacy of umbrellas"],
])("a password of %s is accepted", (_what, password) => {
  expect(taken(password)).toBe(true);
});

test.each([
  ["too short", "elevenchars"],
  ["too long", "x y".repeat(200)],
  ["leaked", "1q2w3e4r5t6y"],
  ["leaked, written in capitals", "PASSWORDPASSWORD"],
  ["leaked and less known", "justinbieber"],
  ["leaked, with a capital", "Password1234"],
  ["words of this place", "Dossier-2026!"],
  ["words of this place, in German", "Kundendaten-Anfrage1"],
  ["one short text over and over", "abcdabcdabcdabcd"],
  ["three letters over and over", "abcabcabcabcabc"],
  ["a row of keys", "qwertyuiopasdf"],
])("a password that is %s is refused", (_what, password) => {
  expect(taken(password)).toBe(false);
});

test("a password made of the address is refused, one with it in a sentence is not", () => {
  expect(namesTheAddress("nora@northwind.example", "Nora@Northwind.example")).toBe(true);
  expect(namesTheAddress("Northwind-Nora-1987", "nora@northwind.example")).toBe(true);
  expect(namesTheAddress("nora eats seven plums", "nora@northwind.example")).toBe(false);
  expect(namesTheAddress("938471029384", "nora@northwind.example")).toBe(false);
});
