import { expect, test } from "vitest";
import { searchCustomers } from "@/lib/customer/search-customers";
import { prisma } from "@/lib/database";
import { makeImportStore, orderRow, ordersFile } from "@/test/factories/import";
import { withTestDatabase } from "@/test/harness/test-database";

withTestDatabase();

async function ordersOf(storeId: string) {
  return await prisma().order.findMany({
    where: { storeId },
    orderBy: { nameNormalized: "asc" },
    include: { lines: { orderBy: { position: "asc" } } },
  });
}

test("later lines belong to the order above, and every column is held", async () => {
  const { storeId, run } = await makeImportStore();
  const file = ordersFile([
    orderRow({ Tags: '"b2b, gift"', Vendor: "Finch", Notes: '"two\nlines"' }),
    orderRow(
      { "Lineitem name": "'=SUM(A1)", "Lineitem discount": "0.005", "Created at": "2026-01-02 03:04:05 +0100" },
      true,
    ),
    orderRow({ Name: "#2", Id: "501", Email: "" }),
  ]);
  const { summary, problems } = await run({ orders: file });
  expect(problems).toEqual([]);
  expect(summary).toMatchObject({ rowsRead: 3, added: 2, linesRead: 3, guestsAdded: 1 });
  const [first, second] = await ordersOf(storeId);
  expect(first).toMatchObject({
    platformId: "500",
    name: "#1",
    nameNormalized: "1",
    customerId: null,
    placedAt: new Date("2026-01-02T02:04:05Z"),
    note: "two\nlines",
    tags: ["b2b", "gift"],
    attributes: { "Risk Level": "Low" },
    billingAddress: { name: "Ann Ames", postalCode: "01234", city: null },
    shippingAddress: null,
  });
  expect(first?.total.toFixed(2)).toBe("12.50");
  expect(first?.lines).toMatchObject([
    { position: 1, name: "Pen", quantity: 2, attributes: { "Lineitem taxable": "true", Vendor: "Finch" } },
    { position: 2, name: "=SUM(A1)", attributes: { "Lineitem taxable": "true" } },
  ]);
  expect(first?.lines[1]?.discount.toFixed()).toBe("0.005");
  expect(second).toMatchObject({ email: null, emailNormalized: null });
});

test("a bad row is reported with its line, column and reason, and takes nothing else with it", async () => {
  const { storeId, run } = await makeImportStore();
  const file = ordersFile([
    orderRow({}),
    orderRow({ "Lineitem quantity": "many" }, true),
    orderRow({ "Lineitem name": "Ink" }, true),
    orderRow({ Name: "#2", Id: "2", "Created at": "2026-02-30 00:00:00 +0100" }),
    orderRow({ Name: "#2" }, true),
    orderRow({ Name: "", Id: "3" }),
    orderRow({ Name: "#4", Id: "4", Total: "1,50".replace(",", ";") }),
    `${orderRow({ Name: "#5", Id: "5" })},surplus`,
    orderRow({ Name: "#6", Id: "6", Currency: "Euro" }),
    orderRow({ Name: "#7", Id: "7", Total: "1.23456" }),
    orderRow({ Name: "#8", Id: "8" }),
    orderRow({ Name: "#9", Id: "8" }),
  ]);
  const { summary, problems } = await run({ orders: file });
  expect(problems.map(({ line, column }) => [line, column])).toEqual([
    [3, "Lineitem quantity"],
    [5, "Created at"],
    [6, "Name"],
    [7, "Name"],
    [8, "Total"],
    [9, "Vendor"],
    [10, "Currency"],
    [11, "Total"],
    [13, undefined],
  ]);
  expect(problems[0]).toMatchObject({ file: "orders.csv", reason: "is not a whole number" });
  expect(summary).toMatchObject({ rowsRead: 12, rowsSkipped: 9, added: 2, linesRead: 3 });
  const orders = await ordersOf(storeId);
  expect(orders.map(({ name }) => name)).toEqual(["#1", "#8"]);
  expect(orders[0]?.lines.map(({ position }) => position)).toEqual([1, 3]);
});

test("a file cut in the middle of a quoted cell keeps the rows before, and says where it ends", async () => {
  const { storeId, run } = await makeImportStore();
  const whole = ordersFile([orderRow({}), orderRow({ Name: "#2", Id: "2", Notes: '"some\nlong note"' })]);
  const { summary, problems } = await run({ orders: whole.slice(0, whole.indexOf("long note") + 4) });
  expect(problems[0]).toMatchObject({ line: 3, reason: expect.stringContaining("cut off") });
  expect(summary).toMatchObject({ added: 1 });
  expect((await run({ orders: whole })).summary).toMatchObject({ added: 1, unchanged: 1, rowsSkipped: 0 });
  expect(await ordersOf(storeId)).toHaveLength(2);
});

test("a broken quote costs its own row and no more", async () => {
  const { run } = await makeImportStore();
  const { summary, problems } = await run({
    orders: ordersFile([
      orderRow({}),
      orderRow({ Name: "#2", Id: "2", Notes: '"never closed' }),
      orderRow({ Name: "#3", Id: "3" }),
      orderRow({ Name: "#4", Id: "4", Notes: '"closed" early' }),
      orderRow({ Name: "#5", Id: "5", Notes: 'opened "late"' }),
      orderRow({ Name: "#6", Id: "6", Notes: '"fine"' }),
    ]),
  });
  expect(problems.map(({ line }) => line)).toEqual([3, 5, 6]);
  expect(summary).toMatchObject({ rowsRead: 6, rowsSkipped: 3, added: 3 });
});

test("an order of 10,000 lines is one order, and its lines are replaced when it changes", async () => {
  const { storeId, run } = await makeImportStore();
  const later = Array.from({ length: 9_999 }, (_, index) => orderRow({ "Lineitem name": `Item ${index}` }, true));
  const { summary } = await run({ orders: ordersFile([orderRow({}), ...later]) });
  expect(summary).toMatchObject({ added: 1, linesRead: 10_000 });
  expect((await run({ orders: ordersFile([orderRow({}), ...later]) })).summary).toMatchObject({ unchanged: 1 });
  expect((await run({ orders: ordersFile([orderRow({}), later[5] ?? ""]) })).summary).toMatchObject({ changed: 1 });
  const [order] = await ordersOf(storeId);
  expect(order?.lines.map(({ name }) => name)).toEqual(["Pen", "Item 5"]);
}, 120_000);

test("two imports at once store nothing twice", async () => {
  const { storeId, run } = await makeImportStore();
  const orders = ordersFile(
    Array.from({ length: 40 }, (_, index) =>
      orderRow({ Name: `#${index}`, Id: `${9000 + index}`, Email: `${index}@a.example` }),
    ),
  );
  const [one, other] = await Promise.all([run({ orders }), run({ orders })]);
  expect(one.summary.added + other.summary.added).toBe(40);
  expect(one.summary.guestsAdded + other.summary.guestsAdded).toBe(40);
  expect(one.summary.unchanged + other.summary.unchanged).toBe(40);
  expect(await ordersOf(storeId)).toHaveLength(40);
});

test("without ids orders are identified by their names, and keep a stored id", async () => {
  const { storeId, run } = await makeImportStore();
  await run({ orders: ordersFile([orderRow({})]) });
  const { summary } = await run({ orders: ordersFile([orderRow({ Id: "" }), orderRow({ Name: "#2", Id: "" })]) });
  expect(summary).toMatchObject({ unchanged: 1, added: 1 });
  expect((await run({ orders: ordersFile([orderRow({ Name: "#2", Id: "77" })]) })).summary).toMatchObject({
    changed: 1,
  });
  expect((await ordersOf(storeId)).map(({ platformId }) => platformId)).toEqual(["500", "77"]);
});

test("a guest is found by the town and postal code of the newest order, whichever comes last", async () => {
  const { storeId, run } = await makeImportStore();
  const order = (id: string, day: string, city: string, zip: string, email = "Gus@Mail.example") =>
    orderRow({
      Name: `#${id}`,
      Id: id,
      Email: email,
      "Created at": `${day} 09:00:00 +0000`,
      "Billing City": city,
      "Billing Zip": zip,
    });
  const find = async (search: string) => (await searchCustomers({ storeId, search, cursor: undefined })).rows.length;
  await run({ orders: ordersFile([order("1", "2026-01-01", "Bonn", "53111")]) });
  expect([await find("bonn"), await find("53111")]).toEqual([1, 1]);
  await run({ orders: ordersFile([order("3", "2026-03-01", "Ulm", "89073")]) });
  await run({ orders: ordersFile([order("2", "2026-02-01", "Kiel", "24103")]) });
  expect([await find("ulm 89073"), await find("bonn"), await find("kiel")]).toEqual([1, 0, 0]);
  // The newest order turns out to be somebody else's.
  await run({ orders: ordersFile([order("3", "2026-03-01", "Ulm", "89073", "eva@mail.example")]) });
  expect([await find("kiel gus"), await find("ulm eva")]).toEqual([1, 1]);
});
