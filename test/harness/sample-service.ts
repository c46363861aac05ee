import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { vi } from "vitest";

const folder = "integrations/web-service";
const programs = {
  Node: [process.execPath, () => [`${folder}/server.mjs`]],
  PHP: ["php", (port: number) => ["-S", `127.0.0.1:${port}`, `${folder}/server.php`]],
} as const satisfies Record<string, readonly [string, (port: number) => string[]]>;

/** Starts the sample web service in a language on a port. @param secret what its owner was given. */
export async function startSampleService(
  language: keyof typeof programs,
  { port, secret }: { port: number; secret: string },
): Promise<ChildProcess> {
  const [program, args] = programs[language];
  // PHP starts anew for each call: what it has done is in a file.
  const STATE = path.join(mkdtempSync(path.join(os.tmpdir(), "dossier-desk-")), "state.json");
  const env = { NODE_ENV: "test", SECRET: secret, PORT: String(port), STATE } as const;
  const server = spawn(program, args(port), { env, stdio: "ignore" });
  await vi.waitFor(async () => {
    const { status } = await fetch(`http://127.0.0.1:${port}/`);
    if (status !== 401) throw new Error(`it answered ${status}`);
  }, 20_000);
  return server;
}
