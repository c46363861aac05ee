import { v7 as uuidv7 } from "uuid";
import { loadEnv } from "@/lib/env";
import { startTracing } from "@/lib/observability/tracing";

// A worker in a process of its own, for tests that kill or trace it. Its argument changes one job:
// "hold-orders": an export stops for good after the first page of orders, and "collecting" is written.
// "hold-erasure": an erasure stops for good when it has deleted orders and committed nothing of it, and "erasing" is written.
// "trace": one job is queued; it asks for a person, fails, and the process ends.
const scenario = process.argv[2];
const { databaseUrl } = loadEnv("test");
// Before anything that it traces is loaded.
const endTracing = scenario === "trace" ? startTracing(1) : async () => {};

const { openDatabase, prisma } = await import("@/lib/database");
const { buildExport } = await import("@/lib/export/build-export");
const { enqueue } = await import("@/lib/queue/enqueue");
const { startQueue } = await import("@/lib/queue/queue");
const { closeQueue, finishJobs } = await import("@/lib/queue/stop-queue");
const { startWorker } = await import("@/lib/queue/worker");
const { recordsSource } = await import("@/lib/source/records/records-source");
const { handlers } = await import("@/lib/worker/handlers");
const { applyMigrations } = await import("@/prisma/migrate");

const database = await openDatabase();
await applyMigrations(database, databaseUrl);
await startQueue();
const failed = Promise.withResolvers<void>();
if (scenario === "hold-orders")
  handlers["build-export"] = (data, { signal }) => buildExport(data, signal, [heldSource()]);
if (scenario === "hold-erasure") {
  const { ownSteps } = await import("@/lib/erasure/own-steps");
  const { orders } = ownSteps;
  ownSteps.orders = async (...args) => {
    await orders?.(...args);
    process.stdout.write("erasing\n");
    return await new Promise(() => {});
  };
}
if (scenario === "trace")
  handlers["inspect-export"] = async () => {
    failed.resolve();
    await prisma().customer.findFirst({ where: { email: "ada@mail.example" }, select: { id: true } });
    throw new Error("ada@mail.example is unknown");
  };
await startWorker(handlers);
process.once("SIGTERM", end);

if (scenario === "trace") {
  const job = { storeId: uuidv7(), exportId: uuidv7() };
  await prisma().$transaction((transaction) => enqueue(transaction, "inspect-export", job));
  await failed.promise;
  await end();
}

async function end() {
  await finishJobs(20);
  await closeQueue();
  await database.close();
  await endTracing();
  process.exit(0);
}

function heldSource() {
  const { collectors } = recordsSource;
  const orders = {
    ...collectors.orders,
    async *pages(...args: Parameters<typeof collectors.orders.pages>) {
      for await (const page of collectors.orders.pages(...args)) {
        yield page;
        process.stdout.write("collecting\n");
        await new Promise(() => {});
      }
    },
  };
  return { ...recordsSource, collectors: { ...collectors, orders } };
}
