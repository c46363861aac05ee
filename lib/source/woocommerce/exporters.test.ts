import { expect, test } from "vitest";
import { exporterSections, plainText } from "./exporters";

test.each<[unknown, string]>([
  ["User&#8217;s &amp; Ada &lt;b&gt;", "User’s & Ada <b>"],
  ["2 Low St<br />York", "2 Low St\nYork"],
  ['<a href="https://shop.example/?p=1">https://shop.example/?p=1</a>', "https://shop.example/?p=1"],
  ['<a href="https://shop.example/x">Photo</a>', "Photo [https://shop.example/x]"],
  ["<script>alert(1)</script>Ada", "Ada"],
  ["a  b\nc", "a  b\nc"],
  [12, "12"],
  [null, ""],
  [["a", "b"], '["a","b"]'],
])("%j reads as %j", (value, expected) => {
  expect(plainText(value)).toBe(expected);
});

test("exporters beyond sixteen share one section", () => {
  const connection = {
    storeId: "",
    number: 1,
    kind: "woocommerce",
    name: "",
    address: "https://shop.example",
    since: null,
  };
  const exporters = Array.from({ length: 20 }, (_, index) => ({ key: `plug-in ${index}`, name: `Plug-in ${index}` }));
  const plugin = { route: "dossier/v1" as const, exporters };
  const sections = exporterSections(
    {
      ...connection,
      state: "healthy",
      description: null,
      mayErase: false,
      mayObject: false,
      readCredentials: () => null,
    },
    plugin,
  );
  expect(sections.map(({ section }) => section.key).slice(13)).toEqual([
    ...["wp-plug-in-13-f48d3bb9", "wp-plug-in-14-4543f7f9", "other-exporters"],
  ]);
});
