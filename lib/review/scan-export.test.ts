import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { makeCustomer, makeOrder } from "@/test/factories/customer";
import { exportCustomer } from "@/test/factories/export";
import { makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { readFindings } from "./findings";
import { scanExportJob } from "./scan-export.job";

withTestDatabase();

test("a scanned export says where other people's data may be, and holds none of it", async () => {
  const { id: storeId } = await makeStore({ contactEmail: "desk@shop.example" });
  const { id: customerId } = await makeCustomer(storeId, { firstName: "Ada", email: "ada@mail.example" });
  await makeOrder(storeId, { customerId, placedAt: new Date(1), note: "ada@mail.example, desk@shop.example" });
  await makeOrder(storeId, { customerId, placedAt: new Date(2), note: "For grete@mail.example" });
  const target = await exportCustomer(storeId, customerId);
  const row = () => prisma().export.findFirstOrThrow({ where: { id: target.exportId }, select: { findings: true } });
  expect(readFindings((await row()).findings)).toBeNull();
  await scanExportJob(target);
  const { findings } = await row();
  expect(findings).toEqual({
    positions: [{ section: "orders", row: 1, pointer: "/note", kind: "email" }],
    counts: { orders: 1 },
  });
  expect(readFindings(findings)?.at("orders", 1, "/note")).toEqual(["email"]);
});

test("of very many findings a thousand are kept, and all are counted", async () => {
  const { id: storeId } = await makeStore();
  const { id: customerId } = await makeCustomer(storeId, {
    tags: Array.from({ length: 1200 }, (_, number) => `friend${number}@mail.example`),
  });
  const target = await exportCustomer(storeId, customerId);
  await scanExportJob(target);
  const { findings } = await prisma().export.findFirstOrThrow({ where: { id: target.exportId } });
  expect(readFindings(findings)?.count("profile")).toBe(1200);
  expect((findings as { positions: unknown[] }).positions).toHaveLength(1000);
});

test("an export that has expired, or is another store's, is not scanned", async () => {
  const { id: storeId } = await makeStore();
  const { id: customerId } = await makeCustomer(storeId);
  const target = await exportCustomer(storeId, customerId);
  const { id: otherStore } = await makeStore();
  await scanExportJob({ ...target, storeId: otherStore });
  await prisma().export.updateMany({ where: { id: target.exportId }, data: { expiresAt: new Date(0) } });
  await scanExportJob(target);
  expect(await prisma().export.findFirstOrThrow({ where: { id: target.exportId } })).toMatchObject({ findings: null });
});
