import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, inject } from "vitest";
import { openPostgres, shareDatabase } from "@/lib/database";
import { loadEnv } from "@/lib/env";
import { queue, startQueue } from "@/lib/queue/queue";
import { type App, startApp } from "@/test/harness/app";
import { query } from "./people";

export interface OwnApp extends App {
  databaseUrl: string;
  /** Starts a further process on the same database. */
  startAnother: (env?: Record<string, string>) => Promise<App>;
}

/**
 * Starts an app with a database of the test file's own. Nothing happens in it but what is asked of it: no
 * worker runs, unless `env` says so. The test is inside too: with the app's keys and database, what lib makes for its own
 * tests (`makeStore`, `makeLive`, …) the app finds. E-mails that the test itself sends are files.
 * @param name of the database.
 */
export async function startOwnApp(
  name: string,
  { env = {}, smtpUrl }: { env?: Record<string, string>; smtpUrl?: string } = {},
): Promise<OwnApp> {
  const server = inject("app").postgresUrl;
  await query(server, `CREATE DATABASE ${name}`);
  const databaseUrl = server.replace(/[^/]+$/, name);
  const keys = {
    AUTH_SECRET: randomBytes(32).toString("base64"),
    ENCRYPTION_KEY: randomBytes(32).toString("base64"),
  };
  const apps: App[] = [];
  const startAnother = async (more: Record<string, string> = {}) => {
    const app = await startApp({
      ...{ databaseUrl, env: { WORKER: "off", ...keys, ...env, ...more } },
      ...(smtpUrl && { smtpUrl }),
    });
    apps.push(app);
    return app;
  };
  const app = await startAnother();
  loadEnv("test", {
    ...{ DATABASE_URL: databaseUrl, APP_URL: app.origin, WORKER: "off", ...keys },
    DATA_DIR: mkdtempSync(path.join(os.tmpdir(), "dossier-abuse-")),
  });
  const opened = openPostgres(databaseUrl);
  shareDatabase(opened);
  await startQueue();
  afterAll(async () => {
    await queue().stop({ graceful: false });
    await opened.close();
    await Promise.all(apps.map((started) => started.kill()));
  });
  return { ...app, databaseUrl, startAnother };
}
