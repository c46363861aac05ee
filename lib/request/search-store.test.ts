import { beforeEach, expect, test } from "vitest";
import { makeCustomer } from "@/test/factories/customer";
import { makeRequest } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { searchStore } from "./search-store";

withTestDatabase();

let storeId: string;

beforeEach(async () => {
  storeId = (await makeStore()).id;
});

const found = async (typed: string, store = storeId) => {
  const { requests, customers } = await searchStore(store, typed);
  return [requests.map(({ id }) => id), customers.map(({ id }) => id)];
};

test("requests of every state and customers are found by one search, in their store alone", async () => {
  const { id: customer } = await makeCustomer(storeId, { lastName: "Anders", searchText: "anders" });
  const { id: open } = await makeRequest(storeId, { customerName: "Maria Anders" });
  const { id: unverified, reference } = await makeRequest(storeId, { state: "unverified" });
  expect(await found("anders")).toEqual([[open], [customer]]);
  expect(await found(reference.toLowerCase())).toEqual([[unverified], []]);
  expect(await found("anders", (await makeStore()).id)).toEqual([[], []]);
});

test("at most six of each are found, and nothing for nothing", async () => {
  for (let index = 0; index < 8; index++) {
    await makeRequest(storeId, { customerName: "Maria Anders" });
    await makeCustomer(storeId, { lastName: "Anders", searchText: "anders" });
  }
  expect((await found("anders")).map((ids) => ids.length)).toEqual([6, 6]);
  expect(await found("  ")).toEqual([[], []]);
});
