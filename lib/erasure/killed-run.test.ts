import { once } from "node:events";
import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { env } from "@/lib/env";
import { countRows, makeApproved } from "@/test/factories/erasure";
import { withTestDatabase } from "@/test/harness/test-database";
import { startWorkerProcess } from "@/test/harness/worker-process";

withTestDatabase();

test("a process killed in the middle of a step leaves nothing half done: the next one finishes the erasure", {
  timeout: 120_000,
}, async ({ skip }) => {
  skip(!env().databaseUrl, "npm run test:chaos kills the one process of an embedded database");
  const { storeId, target } = await makeApproved();
  const first = startWorkerProcess({}, "hold-erasure");
  // The only line that it writes: orders are erased, and nothing of that is committed.
  await once(first.stdout, "data");
  first.kill("SIGKILL");
  await once(first, "exit");
  // The accounts' orders are gone with their step, the guests' are there.
  expect(await countRows(storeId)).toMatchObject({ customers: 1, orders: 1, requests: 1 });

  startWorkerProcess();
  // What the clean-up finds after a while: the queue takes minutes to give a dead process's job to another.
  const { resumeErasures } = await import("./resume-erasures");
  await resumeErasures(new Date(Date.now() + 3_600_000));
  await expect
    .poll(() => prisma().erasureStep.count({ where: { ...target, state: "done" } }), { timeout: 90_000, interval: 200 })
    .toBe(5);
  expect(await countRows(storeId)).toMatchObject({ customers: 0, orders: 0, requests: 1, loose: 0 });
});
