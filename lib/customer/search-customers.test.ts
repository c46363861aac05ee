import { v7 as uuidv7 } from "uuid";
import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { readCursor } from "@/lib/search/cursor-page";
import type { Prisma } from "@/prisma/generated/client";
import { makeAddress, makeCustomer, makeOrder } from "@/test/factories/customer";
import { makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { customerSearchText, type SearchedAddress } from "./customer-search-text";
import { getCustomer } from "./get-customer";
import { searchCustomers } from "./search-customers";

withTestDatabase();

let storeId: string;

beforeEach(async () => {
  storeId = (await makeStore()).id;
});

async function makePerson(
  firstName: string,
  lastName: string,
  { address, ...more }: Partial<Prisma.CustomerCreateManyInput> & { address?: SearchedAddress } = {},
) {
  const email = more.email ?? `${uuidv7()}@mail.example`;
  const { phone = null, platformId = null } = more;
  const searchText = customerSearchText({ firstName, lastName, email, phone, platformId }, [address]);
  return await makeCustomer(storeId, { firstName, lastName, email, emailNormalized: email, searchText, ...more });
}

const makeNamedOrder = (name: string, fields: Partial<Prisma.OrderCreateManyInput>) =>
  makeOrder(storeId, { name, nameNormalized: name.replace("#", ""), ...fields });

const search = async (typed: string, store = storeId) =>
  (await searchCustomers({ storeId: store, search: typed, cursor: undefined })).rows;
const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);

test.each([
  ...["frederique", "CITEAUX", "FRÉDÉRIQUE citeaux", "cit fré", "blonp.example", "+33 1 22", "33122", "shop-77", "fr"],
])("the search %j finds Frédérique Citeaux", async (typed) => {
  const known = { email: "f.citeaux@blonp.example", phone: "+33 1 22", platformId: "shop-77" };
  const { id } = await makePerson("Frédérique", "Citeaux", known);
  await makePerson("Thomas", "Hardy");
  expect(ids(await search(typed))).toEqual([id]);
});

test.each(["#10248", "10248"])("the order number %j gives its customer, by account or by address", async (typed) => {
  const account = await makePerson("Maria", "Anders");
  const guest = await makePerson("Hanna", "Moos", { kind: "guest" });
  await makePerson("Thomas", "Hardy");
  await makeNamedOrder("#10248", { customerId: account.id });
  await makeNamedOrder("#10248", { emailNormalized: guest.emailNormalized });
  expect(ids(await search(typed)).sort()).toEqual([account.id, guest.id].sort());
  expect(await search("#1024")).toEqual([]);
});

test("a number that is an order's and part of a phone number finds both, each once", async () => {
  const byOrder = await makePerson("Maria", "Anders", { phone: "10248" });
  const byPhone = await makePerson("Thomas", "Hardy", { phone: "+44 10248 1" });
  await makeNamedOrder("#10248", { customerId: byOrder.id });
  expect(ids(await search("10248"))).toEqual([byOrder.id, byPhone.id]);
});

test("an address typed in full gives its customers alone, one typed in part all that hold it", async () => {
  const anna = await makePerson("Anna", "One", { email: "anna@mail.example" });
  const hanna = await makePerson("Hanna", "Two", { email: "hanna@mail.example" });
  expect(ids(await search("ANNA@mail.example"))).toEqual([anna.id]);
  expect(ids(await search("nna@mail.example")).sort()).toEqual([anna.id, hanna.id].sort());
});

test.each(["+44 (171) 555-7788", "44171 5557788", "5557788"])(
  "the phone number %j is found however it is spaced",
  async (typed) => {
    const { id } = await makePerson("Thomas", "Hardy", { phone: "+44 171 555 7788" });
    await makePerson("Maria", "Anders", { phone: "+49 30 0074321" });
    expect(ids(await search(typed))).toEqual([id]);
  },
);

test("parts of words find everyone who has them, in any order and at once", async () => {
  const max = await makePerson("Max", "Hardy", { email: "one@mail.example" });
  const maximilian = await makePerson("Maximilian", "Moos", { email: "two@mail.example" });
  await makePerson("Hannah", "Sanders", { email: "three@mail.example" });
  expect(ids(await search("max"))).toEqual([maximilian.id, max.id]);
  expect(ids(await search("maximil"))).toEqual([maximilian.id]);
  expect(ids(await search("moos MAXI"))).toEqual([maximilian.id]);
  expect(ids(await search("max two@mail"))).toEqual([maximilian.id]);
  for (const typed of ["o'brien max", "a\\b max", "max:* & hardy", "'':* | max"])
    expect(await search(typed)).toEqual([]);
});

test.each(["müller", "muller", "mueller"])("the search %j finds Müller and Mueller", async (typed) => {
  const one = await makePerson("Ada", "Müller", { email: "one@mail.example" });
  const two = await makePerson("Ben", "Mueller", { email: "two@mail.example" });
  await makePerson("Cy", "Miller", { email: "three@mail.example" });
  expect(ids(await search(typed))).toEqual([two.id, one.id]);
});

test.each(["göteborg", "Goteborg ana", "411 06", "41106", "411"])(
  "the search %j finds who lives in 411 06 Göteborg",
  async (typed) => {
    const { id } = await makePerson("Ana", "Berg", { address: { city: "Göteborg", postalCode: "411 06" } });
    await makePerson("Ana", "Stad", { address: { city: "Malmö", postalCode: "211 20" } });
    expect(ids(await search(typed))).toEqual([id]);
  },
);

test("half a phone number finds those who have it, however many pages", async () => {
  const made: string[] = [];
  for (let index = 0; index < 7; index++)
    made.push((await makePerson("Thomas", "Hardy", { phone: `+44 171 555 77${index}8` })).id);
  await makePerson("Maria", "Anders", { phone: "0555 7728 44171" });
  const page = async (typed: string, after?: string) =>
    await searchCustomers({ storeId, search: typed, cursor: readCursor({ after }), pageRows: 5 });
  const first = await page("44 171 555");
  const second = await page("44 171 555", first.next);
  expect([...ids(first.rows), ...ids(second.rows)].sort()).toEqual(made.sort());
  expect(ids(await search("5557728"))).toHaveLength(2);
});

test("a whole phone number is first, with or without its country, however it is spaced", async () => {
  const own = await makePerson("Thomas", "Hardy", { phone: "+44 171 555 7788" });
  const longer = await makePerson("Maria", "Anders", { phone: "+44 171 555 7788 99" });
  for (const typed of ["0171 555-7788", "+44 171 5557788", "0044 171 555 7788"])
    expect([typed, ids(await search(typed))]).toEqual([typed, [own.id, longer.id]]);
});

test("an address is found however its domain is written", async () => {
  const { id } = await makePerson("Ada", "One", { email: "ada@xn--mller-kva.example" });
  const { id: before } = await makePerson("Ben", "Two", { email: "ada@müller.example" });
  for (const typed of ["Ada@Müller.example", "ada@xn--mller-kva.example"])
    expect(ids(await search(typed)).sort()).toEqual([before, id].sort());
});

test("pages of a name are in order of time, forth and back, over days as over years", async () => {
  const made: string[] = [];
  for (const days of [0, 1, 2, 9, 30, 31, 100, 400, 1000, 1001, 3000])
    made.push((await makePerson("Ana", "Trujillo", { createdAt: new Date(Date.now() - days * 86_400_000) })).id);
  await makePerson("Emma", "Trujillo");
  const page = async (cursor?: Parameters<typeof readCursor>[0]) =>
    await searchCustomers({ storeId, search: "ana", cursor: cursor && readCursor(cursor), pageRows: 4 });
  const first = await page();
  const second = await page({ after: first.next });
  const third = await page({ after: second.next });
  expect([first, second, third].flatMap(({ rows }) => ids(rows))).toEqual(made);
  expect(third.next).toBeUndefined();
  expect(ids((await page({ before: third.previous })).rows)).toEqual(ids(second.rows));
  expect(ids((await page({ before: second.previous })).rows)).toEqual(ids(first.rows));
});

test("what very many have is found as well as what few have", async () => {
  const now = Date.now();
  const many = Array.from({ length: 2010 }, (_, index) => ({
    ...{ storeId, id: uuidv7(), kind: "account" as const, createdAt: new Date(now - index) },
    searchText: index === 7 ? "emma trujillo" : "ana trujillo",
  }));
  await prisma().customer.createMany({ data: many });
  const page = await searchCustomers({ storeId, search: "ana trujillo", cursor: undefined });
  expect(ids(page.rows)).toEqual(ids(many.toSpliced(7, 1).slice(0, 50)));
  expect(page.next).toBeDefined();
});

test("pages hold each customer once, also where all were made in the same millisecond", async () => {
  const createdAt = new Date();
  const made: string[] = [];
  for (let index = 0; index < 12; index++) made.push((await makePerson("Ana", `Trujillo ${index}`, { createdAt })).id);
  await prisma().customer.updateMany({ where: { storeId }, data: { createdAt } });
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const cursor = readCursor({ after });
    const page = await searchCustomers({ storeId, search: "ana", cursor, pageRows: 5 });
    expect(page.previous === undefined).toBe(after === undefined);
    seen.push(...ids(page.rows));
    after = page.next;
  } while (after);
  expect(seen).toHaveLength(12);
  expect(new Set(seen)).toEqual(new Set(made));
});

test("rows tell the country, the orders and the newest of them", async () => {
  const { id, emailNormalized } = await makePerson("Maria", "Anders");
  await makeAddress(storeId, id, { isDefault: true, country: "DE" });
  const newest = new Date("2026-05-01T00:00:00Z");
  await makeNamedOrder("#1", { customerId: id, placedAt: newest });
  await makeNamedOrder("#2", { emailNormalized, placedAt: new Date("2026-04-01T00:00:00Z") });
  expect(await search("anders")).toMatchObject([{ id, country: "DE", orderCount: 2, lastOrderAt: newest }]);
});

test("another store finds nobody", async () => {
  const { id } = await makePerson("Maria", "Anders");
  await makeNamedOrder("#10248", { customerId: id });
  const other = (await makeStore()).id;
  for (const typed of ["", "maria", "maria anders", "10248"]) expect(await search(typed, other)).toEqual([]);
  expect(await getCustomer({ storeId: other, customerId: id })).toBeNull();
  expect(await getCustomer({ storeId, customerId: "not-an-id" })).toBeNull();
  expect((await getCustomer({ storeId, customerId: id }))?.lastName).toBe("Anders");
});
