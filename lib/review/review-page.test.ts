import { expect, test } from "vitest";
import { normalizeQuery } from "@/lib/search/search-query";
import { effectiveRedaction } from "@/lib/section/effective-redaction";
import { columnOf, holdsColumn, pointerTo, valueAt } from "@/lib/section/pointer";
import { EVERY_ROW } from "@/lib/section/redaction";
import { makeOrder } from "@/test/factories/customer";
import { makeCustomerExport } from "@/test/factories/export";
import { makeStore } from "@/test/factories/store";
import { outcome } from "@/test/harness/outcome";
import { withTestDatabase } from "@/test/harness/test-database";
import { readReviewPage } from "./review-page";

withTestDatabase();

async function exportOrders(count: number) {
  const target = await makeCustomerExport({}, async (storeId, customerId) => {
    for (let number = 1; number <= count; number++) {
      const note = number % 3 === 0 ? "Für Frau Žofie Łukasz" : null;
      await makeOrder(storeId, { customerId, name: `#${number}`, placedAt: new Date(number), note });
    }
  });
  const first = { ...target, section: "orders", pageRows: 4, from: 0 } as const;
  return (wanted: Partial<Parameters<typeof readReviewPage>[0]>) => readReviewPage({ ...first, ...wanted });
}

const indexes = (page: Awaited<ReturnType<typeof readReviewPage>>) => page.rows.map(({ index }) => index);

test("a section is read page by page", async () => {
  const page = await exportOrders(10);
  const first = await page({});
  expect(first).toMatchObject({ readFrom: 0, readTo: 4, next: 4 });
  const whole = [first, await page({ from: 4 }), await page({ from: 8 })];
  expect(whole.flatMap(indexes)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(new Set(whole.flatMap(({ rows }) => rows.map(({ row }) => row.name))).size).toBe(10);
  expect(whole.at(-1)).toMatchObject({ readTo: 10, next: null });
  expect(await page({ from: 6 })).toMatchObject({ next: null });
  expect(await page({ from: 99 })).toMatchObject({ rows: [], next: null });
  expect(await page({ section: "consents" })).toMatchObject({ rows: [], next: null });
});

test("a search finds words anywhere in a row, without accents and case, and continues where it stopped", async () => {
  const page = await exportOrders(20);
  const search = normalizeQuery("zofie LUKASZ");
  const first = await page({ search });
  expect(first.rows.map(({ row }) => row.note)).toEqual(Array(4).fill("Für Frau Žofie Łukasz"));
  const second = await page({ search, from: first.next ?? -1 });
  expect(second.rows).toHaveLength(2);
  expect(second).toMatchObject({ readFrom: first.next, readTo: 20, next: null });
  expect(new Set([first, second].flatMap(indexes)).size).toBe(6);
  expect(await page({ search: normalizeQuery("Žofie nobody") })).toMatchObject({ rows: [], readTo: 20, next: null });
});

test("only chosen rows are read, and no further than the last of them", async () => {
  const page = await exportOrders(10);
  const only = new Set([1, 5, 6]);
  expect(indexes(await page({ only }))).toEqual([1, 5, 6]);
  expect(await page({ only })).toMatchObject({ readTo: 7, next: null });
  expect(await page({ only, pageRows: 2 })).toMatchObject({ readTo: 6, next: 6 });
  expect(indexes(await page({ only, from: 6 }))).toEqual([6]);
  expect(await page({ only: new Set() })).toMatchObject({ rows: [], next: null });
});

test("another store reads nothing", async () => {
  const page = await exportOrders(1);
  expect(await outcome(page({ storeId: (await makeStore()).id }))).toBe("exportGone");
});

test("pointers name fields whose names hold slashes and tildes", () => {
  const row = { attributes: { "a/b~c": [{ d: 1 }, { d: null }] }, lines: [] };
  const pointer = pointerTo(pointerTo(pointerTo(pointerTo("", "attributes"), "a/b~c"), 1), "d");
  expect(pointer).toBe("/attributes/a~1b~0c/1/d");
  expect(valueAt(row, pointer)).toBe(null);
  expect(columnOf(row, pointer)).toBe("/attributes/a~1b~0c/*/d");
  expect(holdsColumn(row, columnOf(row, pointer))).toBe(true);
  expect(holdsColumn(row, "/lines/*")).toBe(false);
  expect(valueAt(row, "/attributes/a~1b~0c/01/d")).toBe(undefined);
  expect(valueAt(row, "")).toBe(row);
});

test("of several redactions, the widest that withholds a place is the effective one", () => {
  const redactions = [
    { section: "orders", row: 3, pointer: "/lines/0/name" },
    { section: "orders", row: EVERY_ROW, pointer: "/lines/*/name" },
    { section: "orders", row: 3, pointer: "" },
    { section: "orders", row: EVERY_ROW, pointer: "" },
    { section: "emails", row: EVERY_ROW, pointer: "" },
  ];
  const place = { section: "orders", row: 3, pointer: "/lines/0/name" };
  const covering = (from: number, to = redactions.length, at = place) =>
    redactions.indexOf(effectiveRedaction(redactions.slice(from, to), at) as (typeof redactions)[number]);
  expect([covering(0), covering(0, 3), covering(0, 2), covering(1, 2)]).toEqual([3, 2, 0, 1]);
  expect(covering(0, 3, { ...place, row: 4 })).toBe(1);
  expect(covering(0, 3, { ...place, row: 4, pointer: "/lines" })).toBe(-1);
  expect(covering(0, 3, { ...place, section: "emails" })).toBe(-1);
});
