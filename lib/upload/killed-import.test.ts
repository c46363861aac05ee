import { once } from "node:events";
import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { env } from "@/lib/env";
import { customersFile, makeImportStore } from "@/test/factories/import";
import { checkedImport } from "@/test/factories/upload";
import { withTestDatabase } from "@/test/harness/test-database";
import { startWorkerProcess } from "@/test/harness/worker-process";
import { findImport } from "./find-imports";

withTestDatabase();

const ROWS = 20_000;

test("a process killed while it imports loses nothing: the next one continues, and the counts are those of one run", {
  timeout: 240_000,
}, async ({ skip }) => {
  skip(!env().databaseUrl, "a second process cannot open the embedded database: upload.test.ts stops a run in its own");
  const { storeId } = await makeImportStore();
  const rows = Array.from({ length: ROWS }, (_, index) => [String(index + 1), "Ann", "", `a${index}@a.example`, "yes"]);
  const { importId } = await checkedImport(storeId, [customersFile(rows)], true);
  const stored = () => prisma().customer.count({ where: { storeId } });

  const first = startWorkerProcess();
  await expect.poll(stored, { timeout: 60_000, interval: 20 }).toBeGreaterThan(0);
  first.kill("SIGKILL");
  await once(first, "exit");
  const before = await stored();
  expect(before).toBeLessThan(ROWS);
  expect(await findImport(storeId)).toMatchObject({ state: "importing", attempts: 1, files: [{ added: before }] });

  startWorkerProcess();
  await expect
    .poll(async () => (await findImport(storeId))?.state, { timeout: 200_000, interval: 200 })
    .toBe("finished");
  expect(await findImport(storeId, importId)).toMatchObject({
    attempts: 2,
    files: [{ added: ROWS, changed: 0, unchanged: 0, rowsRead: ROWS }],
  });
  expect(await stored()).toBe(ROWS);
  expect(await prisma().exportChunk.count({ where: { exportId: importId } })).toBe(0);
});
