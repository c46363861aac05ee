import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createPglite } from "@/lib/embedded-database";
import type { App } from "@/test/harness/app";
import { countWaiting, type Query } from "./account";

/** Opens the embedded database of a folder whose app has ended. */
export async function inFolder<T>(dataDir: string, work: (query: Query) => Promise<T>): Promise<T> {
  const database = await createPglite({ dataDir: path.join(dataDir, "postgres-18") });
  try {
    return await work((text, values) => database.query(text, values));
  } finally {
    await database.close();
  }
}

/** Lets an app work until nothing waits in its embedded database, ends it, and hands the database over. */
export async function whenSettled<T>(
  dataDir: string,
  start: () => Promise<App>,
  work: (query: Query) => Promise<T>,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    const result = await inFolder(dataDir, async (query) => {
      const waiting = await countWaiting(query);
      if (waiting > 0 && attempt === 5) throw new Error(`${waiting} jobs and e-mails still wait`);
      // What a dead process held is noticed after its heartbeat; retries' delays are cut short.
      await query("UPDATE pgboss.job SET start_after = now() WHERE state = 'retry'");
      return waiting > 0 ? undefined : { value: await work(query) };
    });
    if (result) return result.value;
    const app = await start();
    await pause(20_000);
    await app.terminate();
  }
}
