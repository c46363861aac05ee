import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import manifest from "@/package.json" with { type: "json" };
import { freePort } from "./free-port";

/** A process that serves the production build. */
export interface App {
  origin: string;
  port: number;
  pid: number;
  /** Its standard output and error so far. */
  output: () => string;
  /** SIGTERM. @returns its exit code, null where a signal ended it. */
  terminate: () => Promise<number | null>;
  /** SIGKILL. */
  kill: () => Promise<void>;
  exited: Promise<number | null>;
}

interface Options {
  /** Without it, the embedded database in `dataDir`. */
  databaseUrl?: string;
  dataDir?: string;
  smtpUrl?: string;
  mode?: "start" | "demo";
  port?: number;
  /** Further variables, such as WORKER. */
  env?: Record<string, string>;
  /** The program: by default the built server; another one must read the same variables. */
  entry?: string;
  /** The folder of the build that it serves, by default this one. */
  folder?: string;
  /** The path that answers once it is ready. */
  readyPath?: string;
  /** A command that runs it, whose process is the one that signals are sent to. */
  under?: string[];
  /** How much of the end of its output is kept. */
  keptCharacters?: number;
}

/** The keys of all servers that this process starts. */
export const appKeys = {
  AUTH_SECRET: randomBytes(32).toString("base64"),
  ENCRYPTION_KEY: randomBytes(32).toString("base64"),
};

/** Starts a server and waits until it is ready. Needs `npm run build`. @throws Error with its output where it ends early. */
export async function startApp(options: Options = {}): Promise<App> {
  const app = await launchApp(options);
  await waitUntilReady(app, options.readyPath);
  return app;
}

/** Starts a server without waiting. */
export async function launchApp(options: Options = {}): Promise<App> {
  const port = options.port ?? (await freePort());
  const origin = `http://localhost:${port}`;
  const program = [process.execPath, ...nodeOptions, options.entry ?? "build/server.mjs", options.mode ?? "start"];
  const [command = "", ...args] = [...(options.under ?? []), ...program];
  const child = spawn(command, args, {
    stdio: ["ignore", "pipe", "pipe"],
    cwd: options.folder ?? process.cwd(),
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      ...appKeys,
      DATABASE_URL: options.databaseUrl ?? "",
      DATA_DIR: options.dataDir ?? mkdtempSync(path.join(os.tmpdir(), "dossier-app-")),
      APP_URL: origin,
      PORT: String(port),
      SMTP_URL: options.smtpUrl ?? (options.mode === "demo" ? "" : "smtp://127.0.0.1:9"),
      MAIL_FROM: "Dossier <dossier@shop.example>",
      // Tests send X-Forwarded-For to be different clients.
      TRUSTED_PROXIES: "1",
      ...options.env,
    },
  });
  return watch(child, origin, port, options.keptCharacters);
}

/** The memory options of `npm start`. */
export const nodeOptions = manifest.scripts.start.split(" ").filter((word) => word.startsWith("--max-"));

function watch(child: ChildProcess, origin: string, port: number, keptCharacters = 200_000): App {
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (data) => {
      output = (output + data).slice(-keptCharacters);
    });
  const exited = new Promise<number | null>((done) => child.once("exit", (code) => done(code)));
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return exited;
  };
  return {
    origin,
    port,
    pid: child.pid ?? 0,
    output: () => output,
    terminate: () => end("SIGTERM"),
    kill: async () => void (await end("SIGKILL")),
    exited,
  };
}

/** Waits until a server is ready. @throws Error with its output where it ends before. */
async function waitUntilReady(app: App, path = "/api/health/ready"): Promise<void> {
  let ended = false;
  void app.exited.then(() => {
    ended = true;
  });
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    const response = await fetch(app.origin + path).catch(() => undefined);
    if (response?.ok) return;
    if (ended) throw new Error(`the server ended before it was ready: ${app.output()}`);
    await new Promise((done) => setTimeout(done, 20));
  }
  await app.kill();
  throw new Error(`the server was not ready within a minute: ${app.output()}`);
}
