import { v7 as uuidv7 } from "uuid";
import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { readCursor } from "@/lib/search/cursor-page";
import { RequestState } from "@/prisma/generated/client";
import { makeAddress, makeCustomer } from "@/test/factories/customer";
import { makeExportRow } from "@/test/factories/export";
import { makeRequest, makeRequests } from "@/test/factories/request";
import { makeMember, makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { listRequests } from "./list-requests";
import type { ListedRequest } from "./listed-request";
import { type RequestFilter, requestSorts } from "./request-filter";

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
  sort: "received",
  descending: true,
  cursor: undefined,
};

/** Each order that the report may have. */
const orders = requestSorts.flatMap((sort) => [false, true].map((descending) => ({ sort, descending })));

async function found(changes: Partial<RequestFilter> = {}, store = storeId) {
  return (await listRequests(store, { ...everything, ...changes })).rows;
}
const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);

/** All of a filter's pages, from the first to the last. */
async function allPages(filter: RequestFilter) {
  const pages = [await listRequests(storeId, filter)];
  for (let next = pages[0]?.next; next; next = pages.at(-1)?.next)
    pages.push(await listRequests(storeId, { ...filter, cursor: readCursor({ after: next }) }));
  return pages;
}

/** What rows are in the order of, of which the later one is never less. */
const keyOf = {
  due: ({ dueAt }: ListedRequest) => [dueAt.toISOString()],
  received: ({ createdAt }: ListedRequest) => [createdAt.toISOString()],
  customer: ({ customerName, email }: ListedRequest) => [(customerName ?? email ?? "").toLowerCase()],
  status: ({ state, dueAt }: ListedRequest) => [Object.keys(RequestState).indexOf(state), dueAt.toISOString()],
};

test.each(orders.flatMap((order) => ["", "anders"].map((search) => ({ ...order, search }))))(
  "pages by $sort, descending $descending, of the search $search hold each request once, forth and back, also where many \
are alike",
  async (shown) => {
    if (shown.search) await makeRequest(storeId, { customerName: "Hannah Moos" });
    const now = Date.now();
    const made = Array.from({ length: 120 }, (_, index) => {
      const at = new Date(index < 70 ? now : now - index * 3 * 86_400_000);
      // More of one state and source than a page has.
      const state = index < 70 ? "open" : (["open", "answered", "refused"] as const)[index % 3];
      const source = index < 70 ? "guest" : (["guest", "signed_in", "staff"] as const)[index % 2];
      const customerName = `${["Anna", "Bert", "Cora", "Dora"][index % 4]} Anders`;
      return { id: uuidv7(), createdAt: at, dueAt: at, state, source, customerName };
    });
    await makeRequests(storeId, made);
    const filter = { ...everything, ...shown };
    const forth = await allPages(filter);
    expect(forth.map(({ rows }) => rows.length)).toEqual([50, 50, 20]);
    const rows = forth.flatMap((page) => page.rows);
    expect(new Set(ids(rows))).toEqual(new Set(made.map(({ id }) => id)));
    const keys = rows.map((row) => [...keyOf[shown.sort](row), row.id].join(" "));
    expect(keys).toEqual(shown.descending ? keys.toSorted().reverse() : keys.toSorted());

    let page = forth.at(-1);
    const back = [ids(page?.rows ?? [])];
    while (page?.previous) {
      page = await listRequests(storeId, { ...filter, cursor: readCursor({ before: page.previous }) });
      back.unshift(ids(page.rows));
    }
    expect(back).toEqual(forth.map((one) => ids(one.rows)));
    expect(page?.next).toBeDefined();
  },
);

test("names are sorted without accents and capitals, an address where there is no name", async () => {
  for (const customerName of ["Zoë Adler", "élodie Lefèvre", "Ärzte GmbH", "Emil Brandt", null, "Øystein Dahl"])
    await makeRequest(storeId, { customerName, ...(!customerName && { email: "Fay@mail.example" }) });
  const rows = await found({ sort: "customer", descending: false });
  expect(rows.map((row) => row.customerName ?? row.email)).toEqual([
    ...["Ärzte GmbH", "élodie Lefèvre", "Emil Brandt", "Fay@mail.example", "Øystein Dahl", "Zoë Adler"],
  ]);
});

test.each(["customer", "status"] as const)(
  "by %s, a page after a request that is gone is the first one",
  async (sort) => {
    const { id, dueAt } = await makeRequest(storeId);
    const cursor = readCursor({ after: `${dueAt.toISOString()}_${uuidv7()}` });
    expect(ids(await found({ sort, cursor }))).toEqual([id]);
  },
);

test("by status, a page goes on after a request whose state is no longer listed", async () => {
  const { id, dueAt } = await makeRequest(storeId, { state: "unverified" });
  const answered = await makeRequest(storeId, { state: "answered" });
  const cursor = readCursor({ after: `${dueAt.toISOString()}_${id}` });
  const shown = { states: ["answered"] as const, sort: "status" as const };
  expect(ids(await found({ ...shown, descending: false, cursor }))).toEqual([answered.id]);
  expect(ids(await found({ ...shown, descending: true, cursor }))).toEqual([]);
});

test.each(orders)("by $sort, descending $descending, each filter holds", async (order) => {
  const assignee = await makeMember(storeId, "staff", "Ada Okafor");
  const { id: customerId } = await makeCustomer(storeId);
  await makeAddress(storeId, customerId, { country: "SE" });
  const at = (day: number) => new Date(Date.UTC(2026, 10, day));
  const one = await makeRequest(storeId, {
    ...{ assigneeId: assignee.id, customerId, createdAt: at(2), dueAt: at(20) },
  });
  const other = await makeRequest(storeId, { createdAt: at(5), dueAt: at(25), state: "answered" });
  const shown = async (changes: Partial<RequestFilter>) => ids(await found({ ...order, ...changes })).sort();
  const both = [one.id, other.id].sort();
  expect(await shown({})).toEqual(both);
  expect(await shown({ assigneeId: assignee.id })).toEqual([one.id]);
  expect(await shown({ assigneeId: null })).toEqual([other.id]);
  expect(await shown({ country: "SE" })).toEqual([one.id]);
  expect(await shown({ country: "DE" })).toEqual([]);
  const entered = await makeRequest(storeId, {
    source: "staff",
    state: "refused",
    country: "DE",
    customerName: "Sven",
  });
  // Once a customer is linked, the customer's own country counts.
  await makeRequest(storeId, { source: "staff", state: "refused", country: "DE", customerId });
  expect(await shown({ country: "DE" })).toEqual([entered.id]);
  expect(await shown({ country: "DE", search: "sven" })).toEqual([entered.id]);
  expect(await shown({ country: "DE", search: entered.reference })).toEqual([entered.id]);
  await prisma().request.deleteMany({ where: { storeId, state: "refused" } });
  expect(await shown({ received: { from: at(5) } })).toEqual([other.id]);
  expect(await shown({ received: { before: at(5) } })).toEqual([one.id]);
  expect(await shown({ received: { from: at(2), before: at(6) } })).toEqual(both);
  expect(await shown({ due: { before: at(25) } })).toEqual([one.id]);
  expect(await shown({ due: { from: at(25) } })).toEqual([other.id]);
  expect(await shown({ due: { from: at(20) }, assigneeId: assignee.id, country: "SE", states: ["open"] })).toEqual([
    one.id,
  ]);
  expect(await shown({ assigneeId: assignee.id, states: ["answered"] })).toEqual([]);
  const [row] = await found({ ...order, assigneeId: assignee.id });
  expect(row?.assigneeName).toBe("Ada Okafor");
});

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
  for (const order of orders)
    expect(ids(await found({ search: "max", ...order })).sort()).toEqual([max.id, maximilian.id, guest.id].sort());
  for (const search of ["maximil", "müller max", "mueller"])
    expect(ids(await found({ search }))).toEqual([maximilian.id]);
  expect(ids(await found({ search: "max", states: ["unverified"] }))).toEqual([unverified.id]);
});

test("what very many requests have is found on each page, in each order", async () => {
  const customerName = "Anna Anders";
  const { id: customerId } = await makeCustomer(storeId);
  await makeAddress(storeId, customerId, { country: "SE" });
  const many = Array.from({ length: 2010 }, (_, index) => {
    const createdAt = new Date(Date.now() - index);
    return { customerName, createdAt, dueAt: createdAt, ...(index % 2 ? { customerId } : { country: "SE" }) };
  });
  await makeRequests(storeId, many);
  await makeRequest(storeId, { customerName: "Hannah Moos" });
  for (const shown of orders.flatMap((order) => [
    { ...order, search: "anders anna" },
    { ...order, country: "SE" },
  ])) {
    const filter = { ...everything, ...shown };
    const first = await listRequests(storeId, filter);
    const cursor = readCursor({ after: first.next });
    const second = await listRequests(storeId, { ...filter, cursor });
    const rows = [...first.rows, ...second.rows];
    expect([new Set(ids(rows)).size, new Set(rows.map((row) => row.customerName))]).toEqual([
      100,
      new Set([customerName]),
    ]);
    expect(new Set(rows.map((row) => row.isLinked))).toEqual(new Set([true, false]));
    const keys = rows.map((row) => [...keyOf[shown.sort](row), row.id].join(" "));
    expect(keys).toEqual(shown.descending ? keys.toSorted().reverse() : keys.toSorted());
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
});
