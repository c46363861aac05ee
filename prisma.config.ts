import path from "node:path";
import { defineConfig } from "prisma/config";

// The CLI would download a native engine; prisma/schema-engine.mjs serves it from npm instead.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.resolve("prisma/schema-engine.mjs");

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://localhost/dossier" },
});
