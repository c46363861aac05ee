import { expect, test } from "vitest";
import { makeOrder } from "@/test/factories/customer";
import { letExpire, makeCustomerExport, readExport } from "@/test/factories/export";
import { makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { readFindings } from "./findings";
import { scanExportJob } from "./scan-export.job";

withTestDatabase();

const nowhere = () => false;

test("a scanned export says where other people's data may be, and holds none of it", async () => {
  const target = await makeCustomerExport(
    { firstName: "Ada", email: "ada@mail.example" },
    async (storeId, customerId) => {
      await makeOrder(storeId, { customerId, placedAt: new Date(1), note: "ada@mail.example, desk@shop.example" });
      await makeOrder(storeId, { customerId, placedAt: new Date(2), note: "For grete@mail.example" });
    },
    { contactEmail: "desk@shop.example" },
  );
  expect(readFindings((await readExport(target)).findings, nowhere)).toBeNull();
  await scanExportJob(target);
  const { findings } = await readExport(target);
  expect(findings).toEqual({
    positions: [{ section: "orders", row: 1, pointer: "/note", kind: "email" }],
    counts: { orders: 1 },
  });
  expect(readFindings(findings, nowhere)?.at("orders", 1, "/note")).toEqual(["email"]);
});

test("of very many findings a thousand are kept, and all are counted", async () => {
  const tags = Array.from({ length: 1200 }, (_, number) => `friend${number}@mail.example`);
  const target = await makeCustomerExport({ tags });
  await scanExportJob(target);
  const { findings } = await readExport(target);
  expect(readFindings(findings, nowhere)?.count("profile")).toBe(1200);
  expect((findings as { positions: unknown[] }).positions).toHaveLength(1000);
});

test("an export that has expired, or is another store's, is not scanned", async () => {
  const target = await makeCustomerExport();
  await scanExportJob({ ...target, storeId: (await makeStore()).id });
  await letExpire(target);
  await scanExportJob(target);
  expect((await readExport(target)).findings).toBeNull();
});
