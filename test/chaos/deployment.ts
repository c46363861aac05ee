import { randomInt } from "node:crypto";
import { onTestFinished } from "vitest";
import { type App, startApp } from "@/test/harness/app";
import { type PostgresServer, startPostgres } from "@/test/harness/postgres";
import { type SmtpServer, startSmtp } from "@/test/harness/smtp";
import { createStores, type StoreRef } from "@/test/harness/stores";

/** How often each fault is caused. */
export const rounds = Number(process.env.CHAOS_ROUNDS ?? 20);

/** A random time to wait until a fault begins or ends. */
export function randomMilliseconds(max = 1500): number {
  return 50 + randomInt(max);
}

export interface Deployment {
  postgres: PostgresServer;
  databaseUrl: string;
  smtp: SmtpServer;
  stores: StoreRef[];
  /** Starts a server on the database, which ends with the test. @param folder of another build. */
  start: (env?: Record<string, string>, folder?: string) => Promise<App>;
}

/**
 * How docs/deployment.md replaces an app: it serves on for a second after the signal, so that proxies learn to use
 * another. Otherwise a request may arrive on a kept connection while it is closed (RFC 9112, 9.6).
 */
export const replaced = { SHUTDOWN_DELAY_SECONDS: "1" };

/** A PostgreSQL server, a migrated database with so many stores that none slows its email (`mailByStore`), and an SMTP server, for one test. */
export async function makeDeployment(): Promise<Deployment> {
  const postgres = await startPostgres();
  const smtp = await startSmtp();
  const databaseUrl = await postgres.createDatabase("dossier");
  const apps: App[] = [];
  const start = async (env: Record<string, string> = {}, folder?: string) => {
    const app = await startApp({ databaseUrl, smtpUrl: smtp.url, env, ...(folder && { folder }) });
    apps.push(app);
    return app;
  };
  onTestFinished(async () => {
    await Promise.all(apps.map((app) => app.kill()));
    await smtp.close();
    postgres.remove();
  });
  const first = await start({ WORKER: "off" });
  await first.terminate();
  return { postgres, databaseUrl, smtp, stores: await createStores(databaseUrl, 30), start };
}
