// Runs `prisma generate` if the client is missing or older than its schema, so that every script works
// straight after `npm ci` and none does it twice.
import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";

const changedAt = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
const generatedAt = changedAt("prisma/generated/client.ts");
const schema = readdirSync("prisma/schema").map((name) => changedAt(`prisma/schema/${name}`));
if (generatedAt <= Math.max(...schema)) {
  const { status, stdout, stderr } = spawnSync("prisma generate", { encoding: "utf8", shell: true });
  if (status !== 0) {
    process.stderr.write(stdout + stderr);
    process.exit(status ?? 1);
  }
}
