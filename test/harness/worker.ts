import { v7 as uuidv7 } from "uuid";
import { loadEnv } from "@/lib/env";
import { startTracing } from "@/lib/observability/tracing";

// A traced process of its own, since what is traced must not have been loaded before. Its one job asks the database
// for a person, and fails.
const { databaseUrl } = loadEnv("test");
const endTracing = startTracing(1);
const { openDatabase, prisma } = await import("@/lib/database");
const { applyMigrations } = await import("@/prisma/migrate");
const { enqueue } = await import("@/lib/queue/enqueue");
const { startQueue } = await import("@/lib/queue/queue");
const { closeQueue, finishJobs } = await import("@/lib/queue/stop-queue");
const { startWorker } = await import("@/lib/queue/worker");
const database = await openDatabase();
await applyMigrations(database, databaseUrl);
await startQueue();
const failed = Promise.withResolvers<void>();
const idle = async () => {};
await startWorker({
  notify: idle,
  "send-email": idle,
  "build-export": idle,
  "start-delivery": idle,
  "clean-up": idle,
  "inspect-export": async () => {
    failed.resolve();
    await prisma().customer.findFirst({ where: { email: "ada@mail.example" }, select: { id: true } });
    throw new Error("ada@mail.example is unknown");
  },
});
await prisma().$transaction((transaction) =>
  enqueue(transaction, "inspect-export", { storeId: uuidv7(), exportId: uuidv7() }),
);
await failed.promise;
await finishJobs(10);
await closeQueue();
await database.close();
await endTracing();
process.exit(0);
