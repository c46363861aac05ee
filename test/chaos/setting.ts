import { onTestFinished } from "vitest";
import { type App, startApp } from "@/test/harness/app";
import { type PostgresServer, startPostgres } from "@/test/harness/postgres";
import { type SmtpRig, startSmtp } from "@/test/harness/smtp";
import { createStores, type RigStore } from "@/test/harness/stores";

export interface Setting {
  postgres: PostgresServer;
  databaseUrl: string;
  smtp: SmtpRig;
  stores: RigStore[];
  /** Starts a further server on the same database; it is ended with the test. @param folder of another build. */
  start: (env?: Record<string, string>, folder?: string) => Promise<App>;
}

/**
 * As docs/deployment.md has an app replaced: it serves on for a while after the signal, in which those who ask learn to
 * ask another. Without it a request may be on its way on a kept connection while that is closed (RFC 9112, 9.6).
 */
export const replaced = { SHUTDOWN_DELAY_SECONDS: "1" };

/** A PostgreSQL server, a migrated database with so many stores that none slows its mail (`mailByStore`), and an SMTP server, for one test. @param variables of each process, such as LD_PRELOAD. */
export async function makeSetting(variables: Record<string, string> = {}): Promise<Setting> {
  const postgres = await startPostgres({}, variables);
  const smtp = await startSmtp();
  const databaseUrl = await postgres.createDatabase("dossier");
  const apps: App[] = [];
  const start = async (env: Record<string, string> = {}, folder?: string) => {
    const app = await startApp({
      databaseUrl,
      smtpUrl: smtp.url,
      env: { ...variables, ...env },
      ...(folder && { folder }),
    });
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
