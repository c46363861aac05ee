import { expect, test } from "vitest";
import { database } from "@/lib/database";
import { makeCustomer } from "@/test/factories/customer";
import { makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { wholeNames } from "./whole-names";

withTestDatabase();

const DAY_MS = 86_400_000;

test("conditions hold for those of the last days, of more and more time, and of ever, on either side of a place", async () => {
  const storeId = (await makeStore()).id;
  const now = Date.now();
  for (const days of [0, 30, 130, 3000])
    await makeCustomer(storeId, { searchText: `ana${days} lima`, createdAt: new Date(now - days * DAY_MS) });
  const found = async (search: string, at?: number, backwards = false) => {
    const values: unknown[] = [storeId];
    const keyset = at ? { at: new Date(at), id: "", backwards } : undefined;
    const names = wholeNames(storeId, search, { keyset }, (value) => `$${values.push(value)}`);
    const each = names?.conditions.map(
      (condition) =>
        `array_remove(array_agg(CASE WHEN ${condition} THEN search_text END ORDER BY created_at DESC), NULL)`,
    );
    const { rows } = await database().query(
      `SELECT ARRAY[${each?.map((texts) => `array_length(${texts}, 1)`)}] AS counts FROM customer WHERE store_id = $1`,
      values,
    );
    return (rows as { counts: number[] }[])[0]?.counts;
  };
  expect(await found("lima")).toEqual([1, 2, 3, 4]);
  expect(await found("lima", now - 30 * DAY_MS)).toEqual([1, 1, 2, 4]);
  expect(await found("lima", now - 30 * DAY_MS, true)).toEqual([1, 2, 2, 4]);
});

test("what is no name has none, nor has a single word of two letters; several words have one for all", () => {
  const of = (search: string) => wholeNames("store-abcdef", search, { keyset: undefined }, () => "$1");
  for (const search of ["", "an", "a@b", "an 7"]) expect(of(search)).toBeUndefined();
  expect(of("an li")?.conditions).toHaveLength(1);
});
