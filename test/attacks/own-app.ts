import { afterAll, inject } from "vitest";
import { type App, startApp } from "@/test/harness/app";
import { openAppDatabase } from "@/test/harness/app-database";
import { databaseUrl, query } from "@/test/harness/postgres";

export interface OwnApp extends App {
  databaseUrl: string;
  /** Starts a further process on the same database. */
  startAnother: (env?: Record<string, string>) => Promise<App>;
}

/**
 * Starts an app on a new database, which this process opens too, without a worker unless `env` has one.
 * @param name of the database.
 */
export async function startOwnApp(
  name: string,
  { env = {}, smtpUrl }: { env?: Record<string, string>; smtpUrl?: string } = {},
): Promise<OwnApp> {
  const server = inject("app").postgresUrl;
  await query(server, `CREATE DATABASE "${name}"`);
  const url = databaseUrl(server, name);
  const apps: App[] = [];
  const startAnother = async (more: Record<string, string> = {}) => {
    const app = await startApp({
      ...{ databaseUrl: url, env: { WORKER: "off", ...env, ...more } },
      ...(smtpUrl && { smtpUrl }),
    });
    apps.push(app);
    return app;
  };
  const app = await startAnother();
  const close = await openAppDatabase(app, url);
  afterAll(async () => {
    await close();
    await Promise.all(apps.map((started) => started.kill()));
  });
  return { ...app, databaseUrl: url, startAnother };
}
