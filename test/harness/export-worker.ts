import { openDatabase, prisma } from "@/lib/database";
import { loadEnv } from "@/lib/env";
import { buildExport } from "@/lib/export/build-export";
import { startQueue } from "@/lib/queue/queue";
import { startWorker } from "@/lib/queue/worker";
import { databaseSource } from "@/lib/source/records/records-source";
import { handlers } from "@/lib/worker/handlers";
import { applyMigrations } from "@/prisma/migrate";
import { makeCustomer, makeStore } from "@/test/factories/store";
import { makeOrder, queueExport, readArchive } from "./archive";

// A worker in a process of its own, for the test that kills it. With "ask" it queues an export of 400
// orders first and stops for good in the middle of them, saying "collecting"; else it says "ready" with what
// came of the export.
/** Gives the first page of orders, then nothing more. */
const heldSource = {
  ...databaseSource,
  collectors: {
    ...databaseSource.collectors,
    orders: {
      ...databaseSource.collectors.orders,
      async *pages(...args: Parameters<typeof databaseSource.collectors.orders.pages>) {
        for await (const page of databaseSource.collectors.orders.pages(...args)) {
          yield page;
          process.stdout.write("collecting\n");
          await new Promise(() => {});
        }
      },
    },
  },
};

const { databaseUrl } = loadEnv("test");
const ask = process.argv.includes("ask");
const opened = await openDatabase();
await applyMigrations(opened, databaseUrl);
await startQueue();
if (ask) {
  const { id } = await makeStore();
  const customer = await makeCustomer(id);
  for (let number = 0; number < 400; number++) await makeOrder(id, { customerId: customer.id });
  await queueExport(id, customer.id);
}
await startWorker({
  ...handlers,
  "build-export": ask ? (data, { signal }) => buildExport(data, signal, heldSource) : handlers["build-export"],
});
if (!ask) await tellWhenReady();

async function tellWhenReady() {
  for (;;) {
    const found = await prisma().export.findFirst({
      where: { state: "ready" },
      select: { storeId: true, id: true, attempts: true },
    });
    if (found) {
      const data = JSON.parse((await readArchive({ storeId: found.storeId, exportId: found.id }))["data.json"] ?? "{}");
      const events = await prisma().event.count({ where: { type: "export_ready" } });
      process.stdout.write(
        `ready ${JSON.stringify({ attempts: found.attempts, orders: data.orders.length, events })}\n`,
      );
      return;
    }
    await new Promise((done) => setTimeout(done, 200));
  }
}
