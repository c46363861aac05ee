import { v7 as uuidv7 } from "uuid";
import { beforeEach, expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { readKeyset } from "@/lib/search/cursor-page";
import { searchText } from "@/lib/search/fold-text";
import { readSearch } from "@/lib/search/search-query";
import type { Prisma } from "@/prisma/generated/client";
import { makeCustomer } from "@/test/factories/customer";
import { makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { getCustomer } from "./get-customer";
import { listCustomerOrders } from "./list-customer-orders";
import { searchCustomers } from "./search-customers";

withTestDatabase();

let storeId: string;

beforeEach(async () => {
  storeId = (await makeStore()).id;
});

async function makePerson(firstName: string, lastName: string, more: Partial<Prisma.CustomerCreateManyInput> = {}) {
  const email = more.email ?? `${uuidv7()}@mail.example`;
  const text = searchText([firstName, lastName, email, more.platformId], [more.phone]);
  return await makeCustomer(storeId, { firstName, lastName, email, emailNormalized: email, searchText: text, ...more });
}

async function makeOrder(name: string, fields: Partial<Prisma.OrderCreateManyInput>) {
  const id = uuidv7();
  const zero = { subtotal: 0, shipping: 0, taxes: 0, discount: 0, total: "12.3456" };
  const placedAt = new Date();
  const data = { storeId, id, platformId: id, name, nameNormalized: name.replace("#", ""), placedAt, currency: "EUR" };
  return await prisma().order.create({ data: { ...data, ...zero, ...fields } });
}

const search = async (typed: string, store = storeId) =>
  (await searchCustomers({ storeId: store, search: readSearch(typed), keyset: undefined })).rows;
const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);

test.each([
  "frederique",
  "CITEAUX",
  "FRÉDÉRIQUE citeaux",
  "cit fré",
  "blonp.example",
  "+33 1 22",
  "33122",
  "shop-77",
  "fr",
])("the search %j finds Frédérique Citeaux", async (typed) => {
  const { id } = await makePerson("Frédérique", "Citeaux", {
    email: "f.citeaux@blonp.example",
    phone: "+33 1 22",
    platformId: "shop-77",
  });
  await makePerson("Thomas", "Hardy");
  expect(ids(await search(typed))).toEqual([id]);
});

test.each(["#10248", "10248"])("the order number %j gives its customer, by account or by address", async (typed) => {
  const account = await makePerson("Maria", "Anders");
  const guest = await makePerson("Hanna", "Moos", { kind: "guest" });
  await makePerson("Thomas", "Hardy");
  await makeOrder("#10248", { customerId: account.id });
  await makeOrder("#10248", { emailNormalized: guest.emailNormalized });
  expect(ids(await search(typed)).sort()).toEqual([account.id, guest.id].sort());
  expect(await search("#1024")).toEqual([]);
});

test("a number that is an order's and stands in a phone number gives both, each once", async () => {
  const byOrder = await makePerson("Maria", "Anders", { phone: "10248" });
  const byPhone = await makePerson("Thomas", "Hardy", { phone: "+44 10248 1" });
  await makeOrder("#10248", { customerId: byOrder.id });
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

test("a name typed in whole words gives those who bear it, in any order, and others only where nobody does", async () => {
  const anna = await makePerson("Anna", "Östberg-Anders", { email: "one@mail.example" });
  const hannah = await makePerson("Hannah", "Sanders", { email: "two@mail.example" });
  for (const typed of ["anna anders", "ANDERS Anna", "östberg ANNA", "anna östberg-anders"])
    expect(ids(await search(typed))).toEqual([anna.id]);
  expect(ids(await search("nna ander")).sort()).toEqual([anna.id, hannah.id].sort());
  expect(ids(await search("anna one@mail"))).toEqual([anna.id]);
  for (const typed of ["o'brien anna", "a\\b anna", "ann:* & and", "'':* | anna"])
    expect(await search(typed)).toEqual([]);
});

test("parts of words are found, too, where they are asked for, and that a name was looked for whole is told", async () => {
  const max = await makePerson("Max", "Hardy");
  const maximilian = await makePerson("Maximilian", "Moos");
  const page = async (typed: string, parts?: boolean) => {
    const { rows, wholeWords } = await searchCustomers({
      storeId,
      search: readSearch(typed),
      parts,
      keyset: undefined,
    });
    return [new Set(ids(rows)), wholeWords];
  };
  expect(await page("max")).toEqual([new Set([max.id]), true]);
  expect(await page("max", true)).toEqual([new Set([max.id, maximilian.id]), false]);
  expect(await page("maxi")).toEqual([new Set([maximilian.id]), false]);
  expect(await page(`${max.email}`)).toEqual([new Set([max.id]), false]);
  expect(await page("")).toEqual([new Set([max.id, maximilian.id]), false]);
});

test("a number of which only the beginning or the end is typed gives those who have it, however many pages", async () => {
  const made: string[] = [];
  for (let index = 0; index < 7; index++)
    made.push((await makePerson("Thomas", "Hardy", { phone: `+44 171 555 77${index}8` })).id);
  await makePerson("Maria", "Anders", { phone: "0555 7728 44171" });
  const page = async (typed: string, after?: string) =>
    await searchCustomers({ storeId, search: readSearch(typed), keyset: readKeyset({ after }), pageRows: 5 });
  const first = await page("44 171 555");
  const second = await page("44 171 555", first.next);
  expect([...ids(first.rows), ...ids(second.rows)].sort()).toEqual(made.sort());
  expect(ids(await search("5557728"))).toHaveLength(1);
});

test("a single name gives those who bear it, in an address too, and others only where nobody does", async () => {
  const named = await makePerson("Anna", "Östberg-Anders", { email: "one@mail.example" });
  const guest = await makeCustomer(storeId, { kind: "guest", searchText: searchText(["k.anders+shop7@mail.example"]) });
  const sanders = await makePerson("Hannah", "Sanders", { email: "two@anders.example" });
  expect(ids(await search("Anders")).sort()).toEqual([named.id, guest.id].sort());
  expect(ids(await search("ander")).sort()).toEqual([named.id, guest.id, sanders.id].sort());
});

test("pages of a name are in order of time, forth and back, over days as over years", async () => {
  const made: string[] = [];
  for (const days of [0, 1, 2, 9, 30, 31, 100, 400, 1000, 1001, 3000])
    made.push((await makePerson("Ana", "Trujillo", { createdAt: new Date(Date.now() - days * 86_400_000) })).id);
  await makePerson("Diana", "Trujillo");
  const page = async (keyset?: Parameters<typeof readKeyset>[0]) =>
    await searchCustomers({ storeId, search: "ana", keyset: keyset && readKeyset(keyset), pageRows: 4 });
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
    storeId,
    id: uuidv7(),
    kind: "account" as const,
    searchText: searchText([index === 7 ? "Diana Trujillo" : "Ana Trujillo"]),
    createdAt: new Date(now - index),
  }));
  await prisma().customer.createMany({ data: many });
  const page = await searchCustomers({ storeId, search: "ana trujillo", keyset: undefined });
  expect([ids(page.rows), page.next !== undefined]).toEqual([
    ids(many)
      .filter((_, index) => index !== 7)
      .slice(0, 50),
    true,
  ]);
});

test("pages hold each customer once, also where all were made in the same millisecond", async () => {
  const createdAt = new Date();
  const made: string[] = [];
  for (let index = 0; index < 12; index++) made.push((await makePerson("Ana", `Trujillo ${index}`, { createdAt })).id);
  await prisma().customer.updateMany({ where: { storeId }, data: { createdAt } });
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const keyset = readKeyset({ after });
    const page = await searchCustomers({ storeId, search: "ana", keyset, pageRows: 5 });
    expect(page.previous === undefined).toBe(after === undefined);
    seen.push(...ids(page.rows));
    after = page.next;
  } while (after);
  expect(seen).toHaveLength(12);
  expect(new Set(seen)).toEqual(new Set(made));
});

test("rows tell the country, the orders and the newest of them", async () => {
  const { id, emailNormalized } = await makePerson("Maria", "Anders");
  await prisma().address.create({
    data: { storeId, id: uuidv7(), customerId: id, platformId: "default", isDefault: true, country: "DE" },
  });
  const newest = new Date("2026-05-01T00:00:00Z");
  await makeOrder("#1", { customerId: id, placedAt: newest });
  await makeOrder("#2", { emailNormalized, placedAt: new Date("2026-04-01T00:00:00Z") });
  expect(await search("anders")).toMatchObject([{ id, country: "DE", orderCount: 2, lastOrderAt: newest }]);
});

test("another store finds nobody", async () => {
  const { id } = await makePerson("Maria", "Anders");
  await makeOrder("#10248", { customerId: id });
  const other = (await makeStore()).id;
  for (const typed of ["", "maria", "maria anders", "10248"]) expect(await search(typed, other)).toEqual([]);
  expect(await getCustomer({ storeId: other, customerId: id })).toBeNull();
  expect(await getCustomer({ storeId, customerId: "not-an-id" })).toBeNull();
  expect((await getCustomer({ storeId, customerId: id }))?.lastName).toBe("Anders");
});

test("a profile's orders are those of the account and those of its address alone, paged without gaps", async () => {
  const { id, emailNormalized } = await makePerson("Paul", "Henriot");
  const placedAt = new Date();
  for (let index = 0; index < 40; index++)
    await makeOrder(`#${index}`, index % 2 ? { customerId: id, placedAt } : { emailNormalized, placedAt });
  const stranger = await makePerson("Other", "Account");
  await makeOrder("#other", { customerId: stranger.id, emailNormalized });
  const list = (after?: string) =>
    listCustomerOrders({ storeId, customerId: id, emailNormalized, keyset: readKeyset({ after }) });
  const first = await list();
  const second = await list(first.next);
  expect([first.rows.length, second.rows.length, second.next]).toEqual([25, 15, undefined]);
  const rows = [...first.rows, ...second.rows];
  expect(new Set(rows.map(({ name }) => name)).size).toBe(40);
  expect(rows.every(({ name, byAddress }) => byAddress === (Number(name.slice(1)) % 2 === 0))).toBe(true);
  expect(rows[0]?.total).toBe("12.3456");
});

test("an order shows its first lines, and that there are more", async () => {
  const { id } = await makePerson("Paul", "Henriot");
  const order = await makeOrder("#1", { customerId: id });
  await prisma().orderLine.createMany({
    data: Array.from({ length: 60 }, (_, index) => ({
      storeId,
      orderId: order.id,
      position: index + 1,
      name: `Line ${index + 1}`,
      quantity: 1,
      price: 1,
    })),
  });
  const { rows } = await listCustomerOrders({ storeId, customerId: id, emailNormalized: null, keyset: undefined });
  expect(rows[0]?.moreLines).toBe(true);
  expect(rows[0]?.lines.map(({ position }) => position)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
});
