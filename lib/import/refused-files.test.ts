import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { customersFile, makeImportStore, orderRow, ordersFile } from "@/test/factories/import";
import { withTestDatabase } from "@/test/harness/test-database";
import { importFiles } from "./import-files";

withTestDatabase();

const customers = customersFile([["1", "Ann", "Ames", "ann@a.example"]]);
const orders = ordersFile([orderRow({})]);

test("a file that is not such an export changes nothing and says what it lacks", async () => {
  const { storeId, run } = await makeImportStore();
  const refused: [Parameters<typeof run>[0], string][] = [
    [{ customers: orders, orders: customers }, 'lacks the columns "First Name"'],
    [{ customers: orders, orders: customers }, "give it as --orders"],
    [{ customers, orders: orders.replace("Lineitem price", "Price") }, 'lacks the column "Lineitem price"'],
    [{ customers: customers.replace("Email,", "E-mail,"), orders }, 'lacks the column "Email"'],
    [{ customers, orders: randomBytes(100_000) }, "is not Shopify's export of orders"],
    [{ customers, orders: `"${"x".repeat(9_000_000)}` }, "is not Shopify's export of orders"],
    [{ customers, orders: "" }, "is empty"],
    [{ customers: customers.replace("Note", "Phone") }, 'two columns named "Phone"'],
    [{ customers: Buffer.from(customers.replace("Ames", "Amés"), "latin1") }, "not UTF-8"],
    [{ customers: Buffer.from(customers, "utf16le") }, "is not Shopify's export of customers"],
  ];
  for (const [files, message] of refused) await expect(run(files)).rejects.toThrow(message);
  expect(await prisma().customer.count({ where: { storeId } })).toBe(0);
  expect(await prisma().order.count({ where: { storeId } })).toBe(0);
});

test("no file, no store and no option have different messages", async () => {
  const { slug } = await makeImportStore();
  const reporter = { fileStarted() {}, bytesRead() {}, problem() {}, fileEnded() {} };
  await expect(importFiles({ storeSlug: slug, orders: "/nowhere.csv" }, reporter)).rejects.toThrow("no such file");
  await expect(importFiles({ storeSlug: slug, orders: "/tmp" }, reporter)).rejects.toThrow("is not a file");
  await expect(importFiles({ storeSlug: "nowhere", orders: "/tmp" }, reporter)).rejects.toThrow("no store");
  await expect(importFiles({ storeSlug: slug }, reporter)).rejects.toThrow("--customers FILE");
});
