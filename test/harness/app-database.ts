import { mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { openPostgres, shareDatabase } from "@/lib/database";
import { loadEnv } from "@/lib/env";
import { startQueue } from "@/lib/queue/queue";
import { type App, appKeys } from "./app";

/**
 * Opens the PostgreSQL database of an app in this process, with its keys: the app finds what the factories make. Emails
 * that this process sends are files.
 * @returns a function that closes it.
 */
export async function openAppDatabase({ origin }: Pick<App, "origin">, databaseUrl: string) {
  loadEnv("test", {
    ...{ DATABASE_URL: databaseUrl, APP_URL: origin, WORKER: "off", ...appKeys },
    DATA_DIR: mkdtempSync(path.join(os.tmpdir(), "dossier-test-")),
  });
  const opened = openPostgres(databaseUrl);
  shareDatabase(opened);
  const queue = await startQueue();
  return async () => {
    await queue.stop({ graceful: false });
    await opened.close();
  };
}
