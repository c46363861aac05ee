import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, mkdtempSync } from "node:fs";
import path from "node:path";

/**
 * Builds a copy of the program with a changed request page, like a later version, in a folder next to the sources, because hard
 * links to packages need the same disk.
 * @returns its folder.
 */
export function buildChanged(): string {
  mkdirSync(".chaos", { recursive: true });
  const folder = mkdtempSync(path.resolve(".chaos", "build-"));
  const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { encoding: "utf8" }).split("\n");
  for (const file of files.filter(Boolean)) cpSync(file, path.join(folder, file));
  execFileSync("cp", ["-al", "node_modules", folder]);
  appendFileSync(path.join(folder, "app/(public)/s/[store]/actions.ts"), "\n// A later version.\n");
  appendFileSync(path.join(folder, "app/(public)/s/[store]/page.tsx"), '\nexport const preferredRegion = "auto";\n');
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };
  execFileSync("npm", ["run", "build"], { cwd: folder, stdio: "inherit", env });
  return folder;
}
