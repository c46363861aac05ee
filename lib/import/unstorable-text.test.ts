import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { customersFile, makeImportStore, orderRow, ordersFile } from "@/test/factories/import";
import { withTestDatabase } from "@/test/harness/test-database";
import { normalizeRecords } from "./normalize-records";

withTestDatabase();

/** A letter of two UTF-16 units, the second of which is the 501st of the text: what is searched ends between the two. */
const cut = `${"a".repeat(499)}𠮷`;

test("NUL in the name of a column is left out, as in a cell", async () => {
  const { storeId, run } = await makeImportStore();
  const file = customersFile([["1", "A\0nn", "", "a@a.example", "no", "", "", "", "", "", "9.90"]]);
  const { problems } = await run({ customers: file.replace("Total Spent", "Total\0 Spent") });
  expect(problems).toEqual([]);
  const [customer] = await prisma().customer.findMany({ where: { storeId } });
  expect(customer).toMatchObject({ firstName: "Ann", email: "a@a.example", attributes: { "Total Spent": "9.90" } });
  const orders = ordersFile([orderRow({ "Risk Level": "Lo\0w" })]).replace("Risk Level", "Risk\0 Level");
  expect((await run({ orders })).problems).toEqual([]);
  const [order] = await prisma().order.findMany({ where: { storeId } });
  expect(order?.attributes).toMatchObject({ "Risk Level": "Low" });
});

test("a text that is cut for the search is never cut within a letter, which JSON could not hold", async () => {
  const { storeId, run } = await makeImportStore();
  const customers = customersFile([["1", cut, "", "a@a.example", "no"]]);
  const orders = ordersFile([orderRow({ Email: "", "Billing Name": cut })]);
  expect((await run({ customers, orders })).problems).toEqual([]);
  const texts = async () => [
    ...(await prisma().customer.findMany({ where: { storeId }, select: { searchText: true } })),
    ...(await prisma().order.findMany({ where: { storeId }, select: { searchText: true } })),
  ];
  const written = await texts();
  expect(written).toHaveLength(2);
  await prisma().customer.updateMany({ where: { storeId }, data: { searchText: "former" } });
  await prisma().order.updateMany({ where: { storeId }, data: { searchText: "former" } });
  await prisma().recordNormalization.create({ data: { storeId } });
  await normalizeRecords(storeId);
  expect(await texts()).toEqual(written);
});

test("a file in UTF-16 with half a letter is refused", async () => {
  const { storeId, run } = await makeImportStore();
  const file = Buffer.from(customersFile([["1", "A\ud800nn", "", "a@a.example", "no"]]), "utf16le");
  const refused = await run({ customers: file }).catch((error: Error) => error.message);
  expect(refused).toMatch(/is not UTF-16LE throughout/);
  expect(await prisma().customer.count({ where: { storeId } })).toBe(0);
});
