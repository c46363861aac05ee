import { expect, test } from "vitest";
import { initialsOf } from "./initials";

test.each([
  ["Ada Okafor", "AO"],
  ["ada maria okafor", "AO"],
  ["Élodie", "É"],
  ["  (Mio) – Tanaka ", "MT"],
  ["山田 花子", "山花"],
  ["–", ""],
])("the initials of %j are %j", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
