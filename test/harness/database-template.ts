import { mkdtempSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { type Database, embed, openPostgres, shareDatabase } from "@/lib/database";
import { createPglite } from "@/lib/embedded-database";
import { loadEnv } from "@/lib/env";
import { startQueue } from "@/lib/queue/queue";
import { applyMigrations } from "@/prisma/migrate";
import { databaseUrl, query } from "./postgres";

declare module "vitest" {
  interface ProvidedContext {
    /** TEST_DATABASE_URL: the suites run on that PostgreSQL server; without it on the embedded database. */
    postgresUrl: string | undefined;
    /** The database that each test file copies: a name on the server, or a file to load. */
    template: string;
  }
}

/** Migrates one database a run; each test file starts from a copy of it. Bundles the programs that some tests start. */
export default async function setup({ provide }: TestProject) {
  await import("@/bundle.mjs");
  const url = process.env.TEST_DATABASE_URL;
  const folder = mkdtempSync(path.join(os.tmpdir(), "dossier-template-"));
  provide("postgresUrl", url);
  if (url) {
    const name = `dossier_template_${process.pid}`;
    await query(url, `CREATE DATABASE ${name}`);
    const copied = databaseUrl(url, name);
    loadEnv("test", { DATABASE_URL: copied, DATA_DIR: folder });
    await prepare(openPostgres(copied), copied);
    provide("template", name);
    return () => query(url, `DROP DATABASE ${name} WITH (FORCE)`);
  }
  loadEnv("test", { DATA_DIR: folder });
  const instance = await createPglite({});
  const file = path.join(folder, "template.tar");
  await prepare(embed(instance), undefined, async () => {
    await writeFile(file, await (await instance.dumpDataDir("none")).bytes());
  });
  provide("template", file);
}

async function prepare(opened: Database, url: string | undefined, dump = async () => {}) {
  shareDatabase(opened);
  await applyMigrations(opened, url);
  await (await startQueue()).stop({ graceful: false });
  await dump();
  await opened.close();
}
