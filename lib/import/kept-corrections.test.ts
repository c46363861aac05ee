import { expect, test } from "vitest";
import { correctRecord } from "@/lib/correction/correct-record";
import { versionOf } from "@/lib/correction/value-version";
import { prisma } from "@/lib/database";
import { customersFile, makeImportStore } from "@/test/factories/import";
import { makeRequest } from "@/test/factories/request";
import { withTestDatabase } from "@/test/harness/test-database";

withTestDatabase();

const ann = (city: string) => [...["'7001", "Ann", "Ames", "ann@a.example", "yes", "", "", "", city, "'01234", "9.90"]];

test("an import keeps a correction while its file has the old value, and takes what the shop says next", async () => {
  const { storeId, run } = await makeImportStore();
  const file = async (city: string) => {
    const { summary } = await run({ customers: customersFile([ann(city)]) });
    const [address] = await prisma().address.findMany({ where: { storeId } });
    return [address?.city, summary.corrected];
  };
  await file("Berlin");
  const { id: customerId } = await prisma().customer.findFirstOrThrow({ where: { storeId } });
  const { id: requestId } = await makeRequest(storeId, { type: "correction", state: "open", customerId });
  const actor = { kind: "merchant", id: "01930000-0000-7000-8000-000000000001", name: "Mara" } as const;
  await correctRecord(
    { storeId, requestId, actor },
    { customerId, field: "city", shown: versionOf("Berlin"), value: "Hamburg" },
  );
  expect(await file("Berlin")).toEqual(["Hamburg", 1]);
  expect(await file("Berlin")).toEqual(["Hamburg", 1]);
  // The shop has heard of it; and later the customer moves back.
  expect(await file("Hamburg")).toEqual(["Hamburg", 0]);
  expect(await file("Berlin")).toEqual(["Berlin", 0]);
});

test("a file with a third value is newer than a correction", async () => {
  const { storeId, run } = await makeImportStore();
  await run({ customers: customersFile([ann("Berlin")]) });
  const { id: customerId } = await prisma().customer.findFirstOrThrow({ where: { storeId } });
  const { id: requestId } = await makeRequest(storeId, { type: "correction", state: "open", customerId });
  const actor = { kind: "merchant", id: "01930000-0000-7000-8000-000000000001", name: "Mara" } as const;
  await correctRecord(
    { storeId, requestId, actor },
    { customerId, field: "city", shown: versionOf("Berlin"), value: "Hamburg" },
  );
  await run({ customers: customersFile([ann("Kiel")]) });
  expect(await prisma().address.findMany({ where: { storeId }, select: { city: true } })).toEqual([{ city: "Kiel" }]);
});
