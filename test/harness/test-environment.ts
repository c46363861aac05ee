// Next wants it before anything of its own is loaded, by whichever file comes first in a process.
import "next/dist/server/node-environment-baseline";
import { mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { inject } from "vitest";
import { loadEnv } from "@/lib/env";

// Each test file has its own configuration and folder; the database is opened by withTestDatabase().
loadEnv("test", {
  DATABASE_URL: inject("postgresUrl"),
  DATA_DIR: mkdtempSync(path.join(os.tmpdir(), "dossier-test-")),
  APP_URL: "http://localhost:3000",
});
