import { v7 as uuidv7 } from "uuid";
import { expect, test, vi } from "vitest";
import { database, prisma } from "@/lib/database";
import { handlers } from "@/lib/worker/handlers";
import { withTestDatabase } from "@/test/harness/test-database";
import { enqueue } from "./enqueue";
import { jobs } from "./jobs";
import { queue, wakeWorkers } from "./queue";
import { startWorker } from "./worker";

withTestDatabase();

test("a job that no commit announces is found by polling, and only its workers can be woken for it", async () => {
  const ran: string[] = [];
  await startWorker({ ...handlers, notify: async ({ eventId }) => void ran.push(eventId) });
  const { embedded } = database();
  expect((await queue().getQueue("notify"))?.notify).toBe(embedded !== undefined);
  expect((await queue().getQueue("send-email"))?.notify).toBe(true);

  const wake = vi.spyOn(queue(), "notifyWorker");
  const [polled, woken] = [uuidv7(), uuidv7()];
  const add = (eventId: string) =>
    prisma().$transaction((transaction) => enqueue(transaction, "notify", { storeId: uuidv7(), eventId }));
  await add(polled);
  await expect.poll(() => ran, { timeout: 20_000 }).toEqual([polled]);

  wake.mockClear();
  await add(woken);
  wakeWorkers("notify");
  expect(new Set(wake.mock.calls.map(([workerId]) => workerId)).size).toBe(jobs.notify.workers);
  await expect.poll(() => ran, { timeout: 20_000 }).toEqual([polled, woken]);
});
