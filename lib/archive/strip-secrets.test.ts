import { expect, test } from "vitest";
import { coreTable } from "@/lib/section/section-table";
import { createSecretStripper } from "./strip-secrets";

const leave = (attributes: Record<string, unknown>, note: string | null = null) => {
  const secrets = createSecretStripper(coreTable);
  const row = { name: "#1", note, attributes, lines: [{ attributes: {} }, { attributes }] };
  return { row, left: secrets.strip("orders", row), leftOut: secrets.stripped() };
};

test("fields that name a secret are removed and counted by place, and the original row is not changed", () => {
  const held = {
    ...{ order_status_url: "https://shop.example/1", "Cart-Token": "abc", nested: { api_key: "k", kept: 1 } },
    ...{ clientSecret: "s", Passwort: "p", colour: "blue" },
  };
  const { left, leftOut, row } = leave(held);
  expect(left.attributes).toEqual({ nested: { kept: 1 }, colour: "blue" });
  expect(left.lines[1]).toEqual({ attributes: { nested: { kept: 1 }, colour: "blue" } });
  expect(row.attributes).toHaveProperty("order_status_url");
  expect(leftOut).toContainEqual({ section: "orders", field: "/attributes/nested/api_key", count: 1 });
  expect(leftOut).toContainEqual({ section: "orders", field: "/lines/*/attributes/Cart-Token", count: 1 });
  expect(leftOut).toHaveLength(10);
});

test("a row without secrets is the very same, also with fields that only sound like one", () => {
  for (const held of [
    { colour: "blue", "Signature required": "yes", "Gift card": "for Ada", keyboard: "QWERTZ", session: "Tuesday" },
    { page: "https://shop.example/teapot?colour=blue&key=1&t=30", has_token: false, token: "", secret: null },
  ]) {
    const { row, left, leftOut } = leave(held);
    expect(left).toBe(row);
    expect(leftOut).toEqual([]);
  }
});

test("links that open something for anyone who has them are removed from texts, and the rest of the text stays", () => {
  for (const link of [
    ...[
      "https://shop.example/12/orders/0a1b/authenticate?key=9f8e7d6c",
      "https://s3.example/a.pdf?X-Amz-Signature=0a1b2c3d4e",
    ],
    ...[
      "https://x.example/#access_token=abcdef",
      "https://ada:pass@x.example/",
      "http://x.example/a?b=1&sig=0123456789",
    ],
    ...["https://shop.example/account/reset/1234/0123456789abcdef0123", "https://shop.example/gift_cards/1/abcdef"],
  ]) {
    const { left, leftOut } = leave({}, `See ${link}, please.`);
    expect(left.note, link).toBe("See […], please.");
    expect(leftOut).toEqual([{ section: "orders", field: "/note", count: 1 }]);
  }
});

test("names of fields fill no list without end: past some they are counted together", () => {
  const many = Object.fromEntries(Array.from({ length: 700 }, (_, index) => [`token ${index}`, "x"]));
  const { leftOut } = leave(many);
  expect(leftOut.length).toBeLessThan(600);
  expect(leftOut.reduce((sum, { count }) => sum + count, 0)).toBe(1400);
  expect(leftOut.at(-1)).toMatchObject({ field: "/*" });
});

test("a long text of hostile shape takes no long time", () => {
  const text = `${"a".repeat(200_000)}://${"token".repeat(40_000)}?${"token".repeat(40_000)}`;
  expect(leave({}, text).left.note).toContain("token");
  const link = `https://${":".repeat(300_000)}a`;
  expect(leave({}, link).left.note).toBe(link);
});

test("numbers that California forbids to disclose are taken out where it applies, and counted by what they are", () => {
  const row = {
    ...{
      platformId: "4111111111111111",
      note: "SSN 219-09-9999, card 4111 1111 1111 1111, https://x.example/?token=abcdefgh",
    },
    ...{ tags: ["078-05-1120"], attributes: { ssn: "219099999", order: "1001" } },
  };
  const secrets = createSecretStripper(coreTable, [], true);
  expect(secrets.strip("orders", row)).toEqual({
    ...{ platformId: "4111111111111111", note: "SSN […], card […], […]" },
    ...{ tags: ["[…]"], attributes: { ssn: "[…]", order: "1001" } },
  });
  const of = (field: string, kind?: string) => ({ section: "orders", field, count: 1, ...(kind && { kind }) });
  expect(secrets.stripped()).toEqual([
    ...[of("/note"), of("/note", "account"), of("/note", "social_security")],
    ...[of("/tags/*", "social_security"), of("/attributes/ssn", "social_security")],
  ]);
  expect(createSecretStripper(coreTable).strip("orders", row)).toMatchObject({ tags: ["078-05-1120"] });
});
