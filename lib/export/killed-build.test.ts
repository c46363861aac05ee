import { once } from "node:events";
import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { env } from "@/lib/env";
import { makeOrder, makeStoreWithCustomer } from "@/test/factories/customer";
import { queueExport } from "@/test/factories/export";
import { dataOf, readArchive } from "@/test/harness/archive";
import { withTestDatabase } from "@/test/harness/test-database";
import { startWorkerProcess } from "@/test/harness/worker-process";

withTestDatabase();

test("a process killed while it builds an export loses nothing: the next one builds the whole archive", {
  timeout: 240_000,
}, async ({ skip }) => {
  skip(!env().databaseUrl, "npm run test:chaos kills the one process of an embedded database");
  const { storeId, customerId } = await makeStoreWithCustomer();
  for (let number = 0; number < 400; number++) await makeOrder(storeId, { customerId });
  const { exportId } = await queueExport(storeId, customerId);
  const target = { storeId, id: exportId };

  const first = startWorkerProcess({}, "hold-orders");
  // The only line that it writes.
  await once(first.stdout, "data");
  first.kill("SIGKILL");
  await once(first, "exit");
  expect(await prisma().export.findFirst({ where: target })).toMatchObject({ state: "collecting", attempts: 1 });

  startWorkerProcess();
  await expect
    .poll(() => prisma().export.findFirst({ where: target }), { timeout: 200_000, interval: 200 })
    .toMatchObject({ state: "ready", attempts: 2 });
  expect(dataOf(await readArchive({ storeId, exportId })).orders).toHaveLength(400);
  expect(await prisma().event.count({ where: { storeId, type: "export_ready" } })).toBe(1);
});
