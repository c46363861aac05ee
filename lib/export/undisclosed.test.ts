import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { makeCustomer, makeOrder } from "@/test/factories/customer";
import { readExport } from "@/test/factories/export";
import { makeRequest } from "@/test/factories/request";
import { makeMember, makeStore } from "@/test/factories/store";
import { dataOf, fileOf, readArchive, schemaErrors } from "@/test/harness/archive";
import { withTestDatabase } from "@/test/harness/test-database";
import { buildExport } from "./build-export";
import { requestExport } from "./request-export";

withTestDatabase();

test.each(["ccpa", "gdpr"] as const)("where %s applies, a Social Security number is named or given", async (regime) => {
  const { id: storeId } = await makeStore();
  const { id: customerId } = await makeCustomer(storeId, { email: "ada@mail.example" });
  await makeOrder(storeId, { customerId, note: "My SSN is 219-09-9999." });
  const { id: requestId } = await makeRequest(storeId, { customerId, locale: "en" });
  const deadline = { regime, ground: "store", receivedOn: new Date(), dueAt: new Date() } as const;
  await prisma().requestDeadline.create({ data: { storeId, requestId, ...deadline }, select: { regime: true } });
  const actor = await makeMember(storeId, "owner");
  const target = { storeId, exportId: (await requestExport({ storeId, requestId, actor })).exportId };
  await buildExport(target, new AbortController().signal);
  const files = await readArchive(target);
  const isTold = regime === "ccpa";
  expect(Object.values(files).some((text) => text.includes("219-09-9999"))).toBe(!isTold);
  expect(fileOf(files, "index.html").includes("Social Security number")).toBe(isTold);
  const leftOut = isTold ? [{ section: "orders", field: "/note", count: 1, kind: "social_security" }] : [];
  expect([dataOf(files).leftOut, schemaErrors(files)]).toEqual([leftOut, null]);
  expect((await readExport(target)).leftOut).toEqual(leftOut);
});
