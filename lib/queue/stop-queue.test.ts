import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { database, prisma } from "@/lib/database";
import { handlers } from "@/lib/worker/handlers";
import { withTestDatabase } from "@/test/harness/test-database";
import { enqueue } from "./enqueue";
import { closeQueue, finishJobs } from "./stop-queue";
import { type JobContext, startWorker } from "./worker";

withTestDatabase();

const PATIENT = { timeout: 20_000 };

async function stateOf(job: string) {
  const { rows } = await database().query(`SELECT state::text FROM pgboss.job WHERE data->>'exportId' = $1`, [job]);
  return (rows as { state: string }[])[0]?.state;
}

async function add(job: string) {
  await prisma().$transaction((transaction) =>
    enqueue(transaction, "start-delivery", { storeId: uuidv7(), exportId: job }),
  );
}

test("once the process is stopping, a running job ends or is handed back, and none starts", async () => {
  const [quick, slow, later] = [uuidv7(), uuidv7(), uuidv7()];
  const atWork = new Map<string, { end: () => void; context: JobContext }>();
  await startWorker({
    ...handlers,
    "start-delivery": ({ exportId }, context) =>
      new Promise<void>((end) => void atWork.set(exportId, { end, context })),
  });
  await add(quick);
  await add(slow);
  await expect.poll(() => atWork.size, PATIENT).toBe(2);

  const finished = finishJobs(1);
  await add(later);
  atWork.get(quick)?.end();
  await finished;
  expect(atWork.get(slow)?.context.signal.aborted).toBe(false);
  await closeQueue();
  expect(await stateOf(quick)).toBe("completed");
  expect(await stateOf(slow)).toBe("retry");
  expect(atWork.get(slow)?.context.signal.aborted).toBe(true);
  expect(await stateOf(later)).toBe("created");
  expect(atWork.has(later)).toBe(false);
  atWork.get(slow)?.end();
});
