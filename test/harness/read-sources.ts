import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Every source file that runs in production, by its path, without tests and what only they use. */
export function readSources(): Map<string, string> {
  const inFolders = ["app", "components", "emails", "lib"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => path.posix.join(folder, file)),
  );
  const files = [...inFolders, "server.ts", "admin.ts", "instrumentation.ts", "next.config.ts", "prisma/migrate.ts"];
  return new Map(
    files
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\/test-[^/]+$/.test(file))
      .map((file) => [file, readFileSync(file, "utf8")]),
  );
}
