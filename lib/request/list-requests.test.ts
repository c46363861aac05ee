import { beforeEach, expect, test } from "vitest";
import { readCursor } from "@/lib/search/cursor-page";
import { makeExportRow } from "@/test/factories/export";
import { makeRequest, makeRequests } from "@/test/factories/request";
import { makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { countOpenRequests } from "./count-open-requests";
import { listRequests } from "./list-requests";
import type { RequestFilter } from "./request-filter";

withTestDatabase();

let storeId: string;

beforeEach(async () => {
  storeId = (await makeStore()).id;
});

const everything: RequestFilter = {
  states: ["open", "answered", "refused", "cancelled"],
  sources: ["guest", "signed_in", "staff"],
  types: ["export"],
  search: "",
  sort: "newest",
  cursor: undefined,
};

async function found(changes: Partial<RequestFilter> = {}, store = storeId) {
  return (await listRequests(store, { ...everything, ...changes })).rows;
}
const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);

test.each(
  (["newest", "oldest", "due"] as const).flatMap((sort) => ["", "anders"].map((search) => [sort, search] as const)),
)(
  "pages by %s of the search %j hold each request once, forth and back, also where many were made in the same millisecond",
  async (sort, search) => {
    if (search) await makeRequest(storeId, { customerName: "Hannah Moos" });
    const now = Date.now();
    const made: string[] = [];
    for (let index = 0; index < 120; index++) {
      const at = new Date(index < 70 ? now : now - index * 3 * 86_400_000);
      const state = (["open", "answered", "refused"] as const)[index % 3];
      const source = (["guest", "signed_in", "staff"] as const)[index % 2];
      const fields = { createdAt: at, dueAt: at, state, source, customerName: "Anna Anders" };
      made.push((await makeRequest(storeId, fields)).id);
    }
    const forth: string[][] = [];
    const times: number[] = [];
    let page = await listRequests(storeId, { ...everything, sort, search });
    expect(page.previous).toBeUndefined();
    for (;;) {
      forth.push(ids(page.rows));
      times.push(...page.rows.map((row) => row.createdAt.getTime()));
      if (!page.next) break;
      page = await listRequests(storeId, { ...everything, sort, search, cursor: readCursor({ after: page.next }) });
    }
    expect(forth.map((rows) => rows.length)).toEqual([50, 50, 20]);
    expect(new Set(forth.flat())).toEqual(new Set(made));
    expect(times).toEqual(times.toSorted((one, other) => (sort === "newest" ? other - one : one - other)));
    const back = [ids(page.rows)];
    while (page.previous) {
      const cursor = readCursor({ before: page.previous });
      page = await listRequests(storeId, { ...everything, sort, search, cursor });
      back.unshift(ids(page.rows));
    }
    expect(back).toEqual(forth);
    expect(page.next).toBeDefined();
  },
);

test("filters by state, source and type are obeyed together", async () => {
  const open = await makeRequest(storeId);
  const answered = await makeRequest(storeId, { state: "answered", source: "staff" });
  const unverified = await makeRequest(storeId, { state: "unverified", emailVerified: false });
  expect(ids(await found()).sort()).toEqual([open.id, answered.id].sort());
  expect(ids(await found({ states: ["unverified"] }))).toEqual([unverified.id]);
  expect(ids(await found({ sources: ["staff"] }))).toEqual([answered.id]);
  expect(ids(await found({ states: ["open"], sources: ["staff"] }))).toEqual([]);
  expect(ids(await found({ states: ["open"], search: "guest", sources: ["staff"] }))).toEqual([]);
});

test.each(["elodie", "LEFÈVRE", "lef elo", "é", "elodie@paris", "le"])(
  "the search %j finds Élodie Lefèvre",
  async (typed) => {
    const { id } = await makeRequest(storeId, { email: "elodie@paris.example", customerName: "Élodie Lefèvre" });
    await makeRequest(storeId, { email: "someone@mail.example", customerName: "Someone Other" });
    expect(ids(await found({ search: typed }))).toEqual([id]);
  },
);

test.each(["%", "_", "'; DROP TABLE request; --", "lodie%", "zz", "\\"])(
  "the search %j finds nobody",
  async (typed) => {
    await makeRequest(storeId, { email: "elodie@paris.example", customerName: "Élodie Lefèvre" });
    expect(await found({ search: typed })).toEqual([]);
  },
);

test("a request is found by its reference in small letters", async () => {
  const { id, reference } = await makeRequest(storeId);
  await makeRequest(storeId);
  expect(ids(await found({ search: reference.toLowerCase() }))).toEqual([id]);
});

test("an address typed in full gives its requests alone, in the states that are asked for", async () => {
  const anna = await makeRequest(storeId, { email: "anna@mail.example" });
  const hanna = await makeRequest(storeId, { email: "hanna@mail.example" });
  const search = "Anna@mail.example";
  expect(ids(await found({ search }))).toEqual([anna.id]);
  expect(await found({ search, states: ["unverified"] })).toEqual([]);
  expect(ids(await found({ search: "nna@mail.example" })).sort()).toEqual([anna.id, hanna.id].sort());
});

test("parts of words find requests in the states that are asked for, in each order", async () => {
  const max = await makeRequest(storeId, { email: "one@mail.example", customerName: "Max Hardy" });
  const maximilian = await makeRequest(storeId, { email: "two@mail.example", customerName: "Maximilian Müller" });
  const guest = await makeRequest(storeId, { email: "k.maxwell@mail.example" });
  const unverified = await makeRequest(storeId, { email: "max@mail.example", state: "unverified" });
  for (const sort of ["newest", "oldest", "due"] as const)
    expect(ids(await found({ search: "max", sort })).sort()).toEqual([max.id, maximilian.id, guest.id].sort());
  for (const search of ["maximil", "müller max", "mueller"])
    expect(ids(await found({ search }))).toEqual([maximilian.id]);
  expect(ids(await found({ search: "max", states: ["unverified"] }))).toEqual([unverified.id]);
});

test("what very many requests have is found on each page, in each order", async () => {
  const customerName = "Anna Anders";
  const many = Array.from({ length: 2010 }, (_, index) => {
    const createdAt = new Date(Date.now() - index);
    return { customerName, createdAt, dueAt: createdAt };
  });
  await makeRequests(storeId, many);
  await makeRequest(storeId, { customerName: "Hannah Moos" });
  for (const sort of ["newest", "oldest", "due"] as const) {
    const first = await listRequests(storeId, { ...everything, search: "anders anna", sort });
    const cursor = readCursor({ after: first.next });
    const second = await listRequests(storeId, { ...everything, search: "anders anna", sort, cursor });
    const rows = [...first.rows, ...second.rows];
    expect([new Set(ids(rows)).size, new Set(rows.map((row) => row.customerName))]).toEqual([
      100,
      new Set([customerName]),
    ]);
    const times = rows.map((row) => row.createdAt.getTime());
    expect(times).toEqual(times.toSorted((one, other) => (sort === "newest" ? other - one : one - other)));
  }
});

test("the newest export of a request comes with it", async () => {
  const { id } = await makeRequest(storeId);
  expect((await found())[0]?.export).toBeNull();
  await makeExportRow(storeId, id, { state: "failed", createdAt: new Date(Date.now() - 1000) });
  await makeExportRow(storeId, id, { state: "collecting", rowsCollected: 31, rowsExpected: 50 });
  expect((await found())[0]?.export).toEqual({ state: "collecting", rowsCollected: 31, rowsExpected: 50 });
});

test("another store sees nothing of it", async () => {
  const { reference } = await makeRequest(storeId);
  const other = (await makeStore()).id;
  expect(await found({}, other)).toEqual([]);
  expect(await found({ search: reference }, other)).toEqual([]);
  expect(await countOpenRequests(other)).toBe(0);
  expect(await countOpenRequests(storeId)).toBe(1);
});
