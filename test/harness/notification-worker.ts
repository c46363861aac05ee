import { openDatabase, prisma } from "@/lib/database";
import { loadEnv } from "@/lib/env";
import { startQueue } from "@/lib/queue/queue";
import { startWorker } from "@/lib/queue/worker";
import { handlers } from "@/lib/worker/handlers";
import { applyMigrations } from "@/prisma/migrate";
import { happen, makeRequest, makeStore } from "@/test/factories/notified-request";

// A worker in a process of its own, for the test that kills it. Asked to end, it says what became of
// the e-mails. Its argument "ask" makes a guest's request first.
const { databaseUrl } = loadEnv("test");
const database = await openDatabase();
await applyMigrations(database, databaseUrl);
const queue = await startQueue();
if (process.argv.includes("ask")) {
  const { id } = await makeStore();
  await happen(await makeRequest(id), "request_made");
}
await startWorker(handlers);
process.once("SIGTERM", async () => {
  await queue.stop({ graceful: true, timeout: 20_000 });
  const emails = await prisma().email.findMany({ select: { state: true, template: true } });
  const events = await prisma().event.count();
  process.stdout.write(`${JSON.stringify({ emails, events })}\n`);
  await database.close();
  process.exit(0);
});
