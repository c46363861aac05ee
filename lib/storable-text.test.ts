import { expect, test } from "vitest";
import { isStorable, truncate } from "./storable-text";

test("NUL and halves of surrogate pairs cannot be stored, all else can", () => {
  for (const text of ["a\0", "\0", "\ud800", "a\udfffb", "\udfff\ud800"]) expect(isStorable(text)).toBe(false);
  for (const text of ["", "Łukasz", "𠮷", "\uffff\ufeff\u202e", "\t\r\n\u0001"]) expect(isStorable(text)).toBe(true);
});

test("no character is cut in two", () => {
  expect(truncate("ab𠮷c", 3)).toBe("ab");
  expect(truncate("ab𠮷c", 4)).toBe("ab𠮷");
  expect(truncate("ab", 3)).toBe("ab");
});
