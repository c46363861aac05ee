import { expect, test } from "vitest";
import { prisma } from "@/lib/database";
import { failAbandonedExports } from "@/lib/export/fail-export";
import { requestExport } from "@/lib/export/request-export";
import { queue } from "@/lib/queue/queue";
import { makeRequest } from "@/test/factories/request";
import { makeMerchant, makeStore } from "@/test/factories/store";
import { withTestDatabase } from "@/test/harness/test-database";
import { cleanUpJob } from "./clean-up.job";

withTestDatabase();

test("an export whose job is gone fails, and leaves room for a new one; one whose job waits does not", async () => {
  const { id: storeId } = await makeStore();
  const { id: requestId } = await makeRequest(storeId, { emailVerified: true });
  const actor = await makeMerchant();
  const { exportId } = await requestExport({ storeId, requestId, actor });
  const later = new Date(Date.now() + 3600_000);
  expect(await failAbandonedExports(later)).toBe(0);

  const [job] = await queue().findJobs("build-export", { data: { exportId } });
  await queue().deleteJob("build-export", job?.id ?? "");
  expect(await failAbandonedExports()).toBe(0);
  expect(await failAbandonedExports(later)).toBe(1);
  const failed = await prisma().export.findFirst({ where: { storeId, id: exportId }, select: { state: true } });
  expect(failed?.state).toBe("failed");
  expect((await requestExport({ storeId, requestId, actor })).started).toBe(true);
});

test("the clean-up runs twice without an error", async () => {
  await cleanUpJob();
  await cleanUpJob();
});
