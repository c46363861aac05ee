import { expect, test } from "vitest";
import { accentColors, contrast } from "./accent";

test.each(["#14532d", "#ffff00", "#ffffff", "#000000", "#808080", "#ff0000"])("%s becomes readable", (color) => {
  const { light, lightInk, dark, darkInk } = accentColors(color);
  expect(contrast(light, "#ffffff")).toBeGreaterThanOrEqual(4.5);
  expect(contrast(dark, "#1c1b18")).toBeGreaterThanOrEqual(4.5);
  expect(contrast(light, lightInk)).toBeGreaterThanOrEqual(4.5);
  expect(contrast(dark, darkInk)).toBeGreaterThanOrEqual(4.5);
});

test("anything but a color counts as the product's own green", () => {
  expect(accentColors("red;} body{display:none")).toEqual(accentColors("#14532d"));
});
