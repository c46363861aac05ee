import type { TestProject } from "vitest/node";
import { startApp } from "@/test/harness/app";
import { ensurePostgres, startPostgres } from "@/test/harness/postgres";
import { ensureBuild } from "@/test/harness/programs";

declare module "vitest" {
  interface ProvidedContext {
    /** A server of the production build that all files share. Its emails go nowhere. */
    app: {
      origin: string;
      databaseUrl: string;
      /** A database of its PostgreSQL server, on which files create others. */
      postgresUrl: string;
    };
  }
}

/** Builds the app if needed; starts PostgreSQL and one app for all files. */
export default async function setup({ provide }: TestProject) {
  ensurePostgres();
  ensureBuild();
  const postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase("dossier");
  const app = await startApp({ databaseUrl }).catch((error) => {
    postgres.remove();
    throw error;
  });
  provide("app", { origin: app.origin, databaseUrl, postgresUrl: postgres.url() });
  return async () => {
    await app.terminate();
    postgres.remove();
  };
}
